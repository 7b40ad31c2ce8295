import { test as base, expect } from "stormglass/playwright";
import { startServer } from "./server.ts";

// The page is opened with it, so it outlives the page: what stops before would be a loss like any other.
const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from the parameter.
  baseURL: async ({}, use) => {
    const server = await startServer();
    await use(server.url);
    server.stop();
  },
});

declare function connect(path: string): WebSocket;

test("prices keep coming", async ({ page }) => {
  await page.goto("/");
  await page.evaluate(() => void connect("/prices"));
  await expect(page.locator("#price")).toHaveText("42.00");
  await expect(page).toHaveHealthyWebSockets();
});

test("the server takes one subscription a user", async ({ page }) => {
  await page.goto("/");
  await page.evaluate(() => {
    const socket = connect("/limited");
    socket.onopen = () => socket.send("subscribe");
  });
  await expect(page).toHaveSocketClosed({
    url: "/limited",
    code: 1008,
    reason: /one subscription/,
  });
  await expect(page).toHaveHealthyWebSockets({ allow: ["policy-violation", "gave-up"] });
});

test("a page with a toJSON of its own is recorded", async ({ page }) => {
  await page.goto("/");
  await page.evaluate(() => {
    for (const owner of [Object.prototype, Array.prototype]) {
      Object.defineProperty(owner, "toJSON", { value: () => "the page's", configurable: true });
    }
    String.fromCharCode = () => "?";
    const socket = connect("/limited");
    socket.onopen = () => socket.send(new Uint8Array([1, 2, 3]));
  });
  await expect(page).toHaveSocketClosed({ url: "/limited", code: 1008 });
});

test("the page comes back after a loss", async ({ page }) => {
  await page.goto("/");
  await page.evaluate(() => {
    const keep = () => {
      const socket = connect("/flaky");
      socket.onopen = () => socket.send("hello");
      socket.onclose = () => setTimeout(keep, 100);
    };
    keep();
  });
  await expect(page).toHaveSocketClosed({ url: "/flaky", code: 1006 });
  await expect(page).toRecoverWithin(5_000);
});

test("what is mocked is not judged", async ({ page }) => {
  await page.routeWebSocket("**/mocked?token=secret", (route) => route.send("1.00"));
  await page.routeWebSocket("**/prices", (route) => void route.connectToServer());
  await page.goto("/");
  await page.evaluate(() => void connect("/mocked?token=secret"));
  await expect(page.locator("#price")).toHaveText("1.00");
  await expect(page).not.toHaveSocketClosed({ url: "/mocked" });
  await page.evaluate(() => void connect("/prices"));
  await expect(page.locator("#price")).toHaveText("42.00");
  await expect(page).toHaveHealthyWebSockets();
});

test("popups, workers and contexts of one's own are recorded", async ({ page, browser }) => {
  await page.goto("/");
  const [popup] = await Promise.all([
    page.waitForEvent("popup"),
    page.evaluate(() => void open(location.href)),
  ]);
  await popup.evaluate(() => void connect("/prices"));
  await expect(popup.locator("#price")).toHaveText("42.00");
  await expect(popup).toHaveHealthyWebSockets();
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        new Worker("/worker.js").onmessage = resolve;
      }),
  );
  await expect(page).toHaveHealthyWebSockets();
  const context = await browser.newContext();
  const other = await context.newPage();
  await other.goto(page.url());
  await other.evaluate(() => void connect("/prices"));
  await expect(other.locator("#price")).toHaveText("42.00");
  await expect(context).toHaveHealthyWebSockets();
  await context.close();
});

test("prices are refused", async ({ page }) => {
  await page.goto("/");
  await page.evaluate(
    () => void connect("/prices?token=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"),
  );
  await page.evaluate(() => void connect("/forbidden"));
  await expect(page).toHaveHealthyWebSockets();
});
