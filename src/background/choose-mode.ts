import type { Mode } from "../protocol/envelope.ts";
import type { SiteMode } from "../shared/site-rules.ts";
import type { Tab } from "./tab.ts";

/** `mode`: null while it follows from the site and from who looks. */
export type TabWish = { isOff: boolean; mode: "watch" | "record" | null };

export const NO_WISH: TabWish = { isOff: false, mode: null };

/** Who chooses for the site, in this tab, means it here as well; that the tab is paused stays. */
export const afterSiteChoice = (wish: TabWish): TabWish => ({ ...wish, mode: null });

/** The narrower wish goes first, but what is off for a site or everywhere stays off. */
export function chooseMode(
  tab: Pick<Tab, "wish" | "session" | "modeHeldUntil" | "devtools" | "views">,
  paused: boolean,
  site: SiteMode,
  nowMs: number,
): Mode {
  if (paused || site === "off" || tab.wish.isOff) return "off";
  if (tab.wish.mode) return tab.wish.mode;
  if (site !== "auto") return site;
  if (nowMs < tab.modeHeldUntil && tab.session.mode === "record") return "record";
  const isLookedAt = tab.devtools.size > 0 || [...tab.views].some(({ record }) => record);
  return isLookedAt ? "record" : "watch";
}
