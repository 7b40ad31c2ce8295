import { test as base, expect } from "stormglass/playwright";
import { startServer } from "./server.ts";

// Named before "page", it outlives the page: what is stopped before would be a loss like any other.
const test = base.extend<{ url: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from the parameter.
  url: async ({}, use) => {
    const server = await startServer();
    await use(server.url);
    server.stop();
  },
});

declare function connect(path: string): WebSocket;

test("prices keep coming", async ({ url, page }) => {
  await page.goto(url);
  await page.evaluate(() => void connect("/prices"));
  await expect(page.locator("#price")).toHaveText("42.00");
  await expect(page).toHaveHealthyWebSockets();
});

test("the server takes one subscription a user", async ({ url, page }) => {
  await page.goto(url);
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

test("the page comes back after a loss", async ({ url, page }) => {
  await page.goto(url);
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

test("what is mocked is not judged", async ({ url, page }) => {
  await page.routeWebSocket("**/mocked?token=secret", (route) => route.send("1.00"));
  await page.routeWebSocket("**/prices", (route) => void route.connectToServer());
  await page.goto(url);
  await page.evaluate(() => void connect("/mocked?token=secret"));
  await expect(page.locator("#price")).toHaveText("1.00");
  await expect(page).not.toHaveSocketClosed({ url: "/mocked" });
  await page.evaluate(() => void connect("/prices"));
  await expect(page.locator("#price")).toHaveText("42.00");
  await expect(page).toHaveHealthyWebSockets();
});

test("popups, workers and contexts of one's own are recorded", async ({ url, page, browser }) => {
  await page.goto(url);
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
  await other.goto(url);
  await other.evaluate(() => void connect("/prices"));
  await expect(other.locator("#price")).toHaveText("42.00");
  await expect(context).toHaveHealthyWebSockets();
  await context.close();
});

test("prices are refused", async ({ url, page }) => {
  await page.goto(url);
  await page.evaluate(
    () => void connect("/prices?token=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"),
  );
  await page.evaluate(() => void connect("/forbidden"));
  await expect(page).toHaveHealthyWebSockets();
});
