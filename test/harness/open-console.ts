import type { Page } from "playwright";
import type { Cdp } from "./cdp.ts";
import { connectToTarget, targetIdOf } from "./connect-to-target.ts";
import type { BrowserHandle } from "./launch-browser.ts";
import { waitFor } from "./wait-for.ts";

type ConsoleLine = { text: string; link: string };

/** The console of the real DevTools, as somebody reads it: each message with the link beside it. */
export async function openConsole(
  { cdp, url }: Pick<BrowserHandle, "cdp" | "url">,
  page: Page,
): Promise<{ lines(): Promise<ConsoleLine[]>; close(): Promise<void> }> {
  const { targetId } = await cdp.send<{ targetId: string }>("Target.openDevTools", {
    targetId: await targetIdOf(page),
  });
  await showConsole(cdp, targetId);
  const { page: devtools, disconnect } = await connectToTarget(url, targetId);
  await devtools.locator(".console-view").waitFor();
  return {
    lines: async () => {
      const messages = devtools.locator(".console-message-wrapper");
      return Promise.all(
        (await messages.all()).map(async (message) => ({
          text: await message.locator(".console-message-text").first().innerText(),
          link: await message.locator(".console-message-anchor").first().innerText(),
        })),
      );
    },
    async close() {
      await disconnect();
      await cdp.send("Target.closeTarget", { targetId });
    },
  };
}

/** Until DevTools has loaded, nobody can connect to it as to a page. */
async function showConsole(cdp: Cdp, targetId: string): Promise<void> {
  const { sessionId } = await cdp.send<{ sessionId: string }>("Target.attachToTarget", {
    targetId,
    flatten: true,
  });
  // Asked again until it is there: DevTools ignores a request that comes early.
  const show = `(() => {
    if (!globalThis.UI?.panels) return false;
    InspectorFrontendAPI.showPanel("console");
    return "console" in UI.panels;
  })()`;
  // While DevTools still navigates, its context is gone between two questions.
  await waitFor("the console", () => cdp.evaluate<boolean>(sessionId, show).catch(() => false));
  await cdp.send("Target.detachFromTarget", { sessionId });
}
