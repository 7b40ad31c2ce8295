import type { Frame, Page } from "playwright";
import type { Cdp } from "./cdp.ts";
import { connectToTarget } from "./connect-to-target.ts";
import { encodeTheme, THEME_SETTING, type Theme } from "./profile.ts";
import { waitFor } from "./wait-for.ts";

export type PanelHandle = {
  /** The panel's document inside the real DevTools. */
  frame: Frame;
  /** The DevTools window around it. */
  devtools: Page;
  screenshot(path: string): Promise<void>;
  /** For each DevTools that opens from now on; the one that is open keeps its theme. */
  setTheme(theme: Theme): Promise<void>;
  /** Closes DevTools, as a user would. */
  close(): Promise<void>;
  /** Lets go of DevTools and leaves it open. */
  disconnect(): Promise<void>;
};

type Place = { cdp: Cdp; browserUrl: string; extensionId: string; pageTargetId: string };

const PANEL_TITLE = "Stormglass";
const PANEL_PATH = "extension/panel.html";

/** Opens DevTools for a page and shows the Stormglass panel in it. */
export async function openPanel(place: Place): Promise<PanelHandle> {
  const { cdp, browserUrl, extensionId, pageTargetId } = place;
  const panelUrl = `chrome-extension://${extensionId}/${PANEL_PATH}`;
  const { targetId } = await cdp.send<{ targetId: string }>("Target.openDevTools", {
    targetId: pageTargetId,
  });
  await showPanel(cdp, targetId, `chrome-extension://${extensionId}${PANEL_TITLE}`, panelUrl);
  const { page: devtools, disconnect } = await connectToTarget(browserUrl, targetId);
  try {
    const frame = await waitFor("the panel's frame in DevTools", () =>
      devtools.frames().find((child) => child.url().startsWith(panelUrl)),
    );
    await frame.waitForLoadState();
    return {
      frame,
      devtools,
      disconnect,
      async screenshot(path) {
        await devtools.screenshot({ path });
      },
      async setTheme(theme) {
        await devtools.evaluate(writeTheme(theme));
      },
      async close() {
        await cdp.send("Target.closeTarget", { targetId });
        await waitFor("DevTools to close", async () =>
          (await cdp.targets()).every((target) => target.targetId !== targetId),
        );
        await disconnect();
      },
    };
  } catch (error) {
    await disconnect();
    throw error;
  }
}

/** `key`: DevTools knows an extension's panel by the extension's origin and the title, run together. */
export async function showPanel(
  cdp: Pick<Cdp, "send" | "targets" | "evaluate">,
  targetId: string,
  key: string,
  panelUrl: string,
): Promise<void> {
  const { sessionId } = await cdp.send<{ sessionId: string }>("Target.attachToTarget", {
    targetId,
    flatten: true,
  });
  const show = `(() => {
    const key = ${JSON.stringify(key)};
    if (globalThis.UI?.panels?.[key]) InspectorFrontendAPI.showPanel(key);
  })()`;
  // Asked again until the panel's document is there: DevTools ignores a request that comes early.
  await waitFor(`the panel ${panelUrl} in DevTools`, async () => {
    // While DevTools still navigates, its context is gone between two questions.
    await cdp.evaluate(sessionId, show).catch(() => null);
    return (await cdp.targets()).some(
      ({ parentId, url }) => parentId === targetId && url.startsWith(panelUrl),
    );
  });
  await cdp.send("Target.detachFromTarget", { sessionId });
}

const writeTheme = (theme: Theme) =>
  `InspectorFrontendHost.setPreference(${JSON.stringify(THEME_SETTING)}, ${JSON.stringify(encodeTheme(theme))})`;
