import type { Worker } from "playwright";
import type { Cdp } from "./cdp.ts";
import { type Connected, connectToTarget } from "./connect-to-target.ts";
import { waitFor } from "./wait-for.ts";

type Place = { cdp: Cdp; browserUrl: string; extensionId: string; worker: Worker; tabId: number };

/** Opens the toolbar button's popup over a tab. It closes, as popups do, when it loses the focus. */
export async function openPopup(place: Place): Promise<Connected> {
  const { cdp, browserUrl, extensionId, worker, tabId } = place;
  await worker.evaluate(async (id) => {
    const tab = await chrome.tabs.update(id, { active: true });
    // Named, because an undocked DevTools may be the last focused window, and has no toolbar.
    await chrome.action.openPopup(tab ? { windowId: tab.windowId } : {});
  }, tabId);
  const popupUrl = `chrome-extension://${extensionId}/extension/popup.html`;
  const { targetId } = await waitFor("the popup", async () =>
    (await cdp.targets()).find(({ type, url }) => type === "page" && url.startsWith(popupUrl)),
  );
  const connected = await connectToTarget(browserUrl, targetId);
  await connected.page.waitForLoadState();
  return connected;
}
