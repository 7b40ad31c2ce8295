import type { Mode } from "../protocol/envelope.ts";
import { browser } from "../shared/browser.ts";

/**
 * What the user chose. Pausing is this browser's; per-site choices follow the user, one key a site
 * (`site:<host>`), because the sync area limits the size of each item.
 */
export type Settings = { paused: boolean; sites: Map<string, Mode> };

const MODES: readonly unknown[] = ["off", "watch", "record"] satisfies Mode[];
const SITE = "site:";

export async function loadSettings(): Promise<Settings> {
  const [local, sync] = await Promise.all([
    browser.storage.local.get("paused"),
    browser.storage.sync.get(null),
  ]);
  const sites = new Map<string, Mode>();
  for (const [key, value] of Object.entries(sync)) {
    if (key.startsWith(SITE) && MODES.includes(value)) {
      sites.set(key.slice(SITE.length), value as Mode);
    }
  }
  return { paused: local.paused === true, sites };
}

export const savePaused = (paused: boolean): Promise<void> => browser.storage.local.set({ paused });

/** `null` goes back to the default. */
export const saveSiteMode = (host: string, mode: Mode | null): Promise<void> =>
  mode === null
    ? browser.storage.sync.remove(SITE + host)
    : browser.storage.sync.set({ [SITE + host]: mode });

export const hostOf = (url: string | null): string => {
  try {
    return new URL(url ?? "").host;
  } catch {
    return "";
  }
};
