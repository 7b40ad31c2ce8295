import type { SiteMode } from "./site-rules.ts";

/** The choices for a site, wherever they are offered. */
export const SITE_MODE_WORDS: Readonly<Record<SiteMode, string>> = {
  auto: "Automatic: recorded while DevTools or a panel is open",
  off: "Off: observe nothing",
  watch: "Watch only: what happened, never what was said",
  record: "Record always: what messages say, too",
};
