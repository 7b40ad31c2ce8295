/** What the user chose, as the background keeps it: one key a site, and one for pausing. */
import { browser } from "../shared/browser.ts";

export type SiteChoice = { host: string; mode: "off" | "watch" | "record" };
export type Choices = { paused: boolean; sites: SiteChoice[] };

const SITE = "site:";
const isMode = (value: unknown): value is SiteChoice["mode"] =>
  value === "off" || value === "watch" || value === "record";

export async function loadChoices(): Promise<Choices> {
  const [local, sync] = await Promise.all([
    browser.storage.local.get("paused"),
    browser.storage.sync.get(null),
  ]);
  const sites = Object.entries(sync).flatMap(([key, mode]) =>
    key.startsWith(SITE) && isMode(mode) ? [{ host: key.slice(SITE.length), mode }] : [],
  );
  return {
    paused: local.paused === true,
    sites: sites.sort((a, b) => a.host.localeCompare(b.host)),
  };
}

export const setPaused = (paused: boolean) => browser.storage.local.set({ paused });

export const setSite = ({ host, mode }: SiteChoice) =>
  browser.storage.sync.set({ [SITE + host]: mode });

export const forgetSite = (host: string) => browser.storage.sync.remove(SITE + host);

/** The host of what was typed: a name, a name with a port, or a whole address. */
export function hostFrom(typed: string): string | null {
  const text = typed.trim();
  if (text === "" || /\s/.test(text)) return null;
  try {
    return new URL(/^\w+:\/\//.test(text) ? text : `https://${text}`).host || null;
  } catch {
    return null;
  }
}
