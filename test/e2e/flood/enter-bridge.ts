import type { CDPSession, Page } from "playwright";
import type { BrowserHandle } from "../../harness/launch-browser.ts";

/**
 * Runs code where the bridge of a page runs, as whoever takes over the renderer can. What the page
 * itself can do is less: it reaches neither the port nor the link.
 */
export async function enterBridge(
  { extensionId }: BrowserHandle,
  page: Page,
): Promise<(code: string) => Promise<unknown>> {
  const session: CDPSession = await page.context().newCDPSession(page);
  let contextId = 0;
  session.on("Runtime.executionContextCreated", ({ context }) => {
    if (context.origin === `chrome-extension://${extensionId}`) contextId = context.id;
  });
  await session.send("Runtime.enable");
  return async (code) => {
    const expression = `(async () => {${code}})()`;
    const params = { contextId, expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await session.send("Runtime.evaluate", params);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description);
    return result.value;
  };
}
