/** A suite that does not use the fixture: the reporter reads its trace. */
import { expect, test } from "@playwright/test";
import { startServer } from "./server.ts";

declare function connect(path: string): WebSocket;

test("prices are refused, without the fixture", async ({ page }) => {
  const { url, stop } = await startServer();
  await page.goto(url);
  await page.evaluate(() => void connect("/forbidden"));
  await expect(page.locator("#price")).toHaveText("42.00", { timeout: 500 });
  stop();
});
