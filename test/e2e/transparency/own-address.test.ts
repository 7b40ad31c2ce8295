import { afterAll, beforeAll, expect, it } from "vitest";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": script(`
      /** What a text of the page's own sees while the browser, or the hook, asks for it. */
      const seenIn = (use) => {
        let seen;
        try { use({ toString() { seen = new Error("where am I").stack; return "${url}/echo"; } }); }
        catch {}
        return seen;
      };
      const seen = () => [
        seenIn((address) => new WebSocket(address)),
        seenIn((data) => socket.send(data)),
        seenIn((reason) => socket.close(1000, reason)),
      ];
      const socket = new WebSocket("${url}/echo");`),
  }));
});
afterAll(() => watched?.close());

it("does not stand in a stack that the page takes within the constructor, send and close", async () => {
  const { page } = await watched.open("/");
  await page.waitForFunction("socket.readyState === 1");
  const stacks = (await page.evaluate("seen()")) as string[];
  expect(stacks).toHaveLength(3);
  for (const stack of stacks) {
    expect(stack).toContain("where am I");
    expect(stack).not.toContain(watched.browser.extensionId);
    expect(stack).not.toContain("chrome-extension");
  }
  await page.close();
});

it("is shown by the browser to a page that prepares its stacks itself", async () => {
  const { page } = await watched.open("/");
  await page.waitForFunction("socket.readyState === 1");
  await page.evaluate(`Error.prepareStackTrace = (_, calls) =>
    calls.map((call) => call.getFileName()).join()`);
  const stacks = (await page.evaluate("seen()")) as string[];
  expect(stacks.join()).toContain(watched.browser.extensionId);
  await page.close();
});
