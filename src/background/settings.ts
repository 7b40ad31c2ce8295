import { DEFAULT_LIMITS, type Mode, type PageLimits } from "../protocol/orders.ts";
import { browser } from "../shared/browser.ts";
import { MEMORY_SITES_KEY, PAUSED_KEY, SITE_KEY_PREFIX } from "../shared/storage-keys.ts";
import { DEFAULT_TAB_BUDGET, readLimits, type TabBudget } from "../shared/stored-limits.ts";
import { readSites } from "../shared/stored-sites.ts";
import { readSwitches, type Switches } from "../shared/stored-switches.ts";
import { createOwnItem } from "./own-item.ts";

/**
 * What the user chose. Pausing is this browser's; everything else follows the user, and each site
 * has a key of its own (`site:<host>`), because the sync area limits the size of each item.
 */
export type Settings = {
  paused: boolean;
  sites: Map<string, Mode>;
  /** Hosts whose choice stands in memory alone, and ends with the browser. */
  sitesInMemory: Set<string>;
  limits: PageLimits;
} & TabBudget &
  Switches;

export const DEFAULT_SETTINGS: Settings = {
  paused: false,
  sites: new Map(),
  sitesInMemory: new Set(),
  limits: DEFAULT_LIMITS,
  ...DEFAULT_TAB_BUDGET,
  ...readSwitches({}),
};

/** What a site without a choice of its own has. */
const DEFAULT_SITE_MODE = "watch" satisfies Mode;

/** With the keys of the sync area, as one item: a session never has many. */
const memorySites = createOwnItem<Record<string, Mode>>(MEMORY_SITES_KEY);

export async function loadSettings(): Promise<Settings> {
  const [local, sync, own = {}] = await Promise.all([
    browser.storage.local.get(PAUSED_KEY),
    browser.storage.sync.get(null),
    memorySites.read(),
  ]);
  const sites = readSites({ ...sync, ...own });
  const sitesInMemory = new Set(readSites(own).keys());
  const { tabMessages, tabBytes, ...limits } = readLimits(sync);
  const paused = local[PAUSED_KEY] === true;
  const switches = readSwitches(sync);
  return { paused, sites, sitesInMemory, limits, tabMessages, tabBytes, ...switches };
}

export const savePaused = (paused: boolean): Promise<void> =>
  browser.storage.local.set({ [PAUSED_KEY]: paused });

/**
 * `null` goes back to the default. The browser takes 512 synced items, and 120 changes a minute:
 * what it refuses is obeyed all the same, until the browser closes.
 */
export async function saveSiteMode(host: string, mode: Mode | null): Promise<void> {
  try {
    if (mode === null) await browser.storage.sync.remove(SITE_KEY_PREFIX + host);
    else await browser.storage.sync.set({ [SITE_KEY_PREFIX + host]: mode });
    await saveSiteModeInMemory(host, null);
  } catch (error) {
    console.warn("Stormglass: the choice for a site stays in memory", error);
    await saveSiteModeInMemory(host, mode ?? DEFAULT_SITE_MODE);
  }
}

/** Of a private window: gone with its last one. `null`: as in ordinary windows. */
export async function saveSiteModeInMemory(host: string, mode: Mode | null): Promise<void> {
  const { [SITE_KEY_PREFIX + host]: _, ...others } = (await memorySites.read()) ?? {};
  const sites = mode === null ? others : { ...others, [SITE_KEY_PREFIX + host]: mode };
  await memorySites.write(sites);
}

export const hostOf = (url: string | null): string => {
  try {
    return new URL(url ?? "").host;
  } catch {
    return "";
  }
};
