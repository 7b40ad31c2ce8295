import { join } from "node:path";
import type { Cdp } from "./cdp.ts";
import { waitFor } from "./wait-for.ts";

export type Download = {
  /** As the page suggested it. */
  fileName: string;
  path: string;
};

/**
 * What a click saves, wherever in the browser the click happens. Playwright's own download event
 * does not come for DevTools windows, because it belongs to a page that it does not list.
 */
export async function captureDownload(
  cdp: Cdp,
  folder: string,
  click: () => Promise<unknown>,
): Promise<Download> {
  // The last to set the behaviour wins, so it is set each time: a new connection may have changed it.
  await cdp.send("Browser.setDownloadBehavior", {
    behavior: "allowAndName",
    downloadPath: folder,
    eventsEnabled: true,
  });
  let begun: { guid: string; fileName: string } | null = null;
  const states = new Map<string, string>();
  const stopBegin = cdp.on("Browser.downloadWillBegin", ({ guid, suggestedFilename }) => {
    begun ??= { guid: String(guid), fileName: String(suggestedFilename) };
  });
  const stopProgress = cdp.on("Browser.downloadProgress", ({ guid, state }) => {
    states.set(String(guid), String(state));
  });
  try {
    await click();
    const { guid, fileName } = await waitFor("a download to begin after the click", () => begun);
    const ended = await waitFor(`the download of ${fileName} to end`, () => {
      const state = states.get(guid);
      return state !== "inProgress" && state;
    });
    if (ended !== "completed") throw new Error(`The download of ${fileName} was ${ended}`);
    return { fileName, path: join(folder, guid) };
  } finally {
    stopBegin();
    stopProgress();
  }
}
