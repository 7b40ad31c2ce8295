import { DEFAULT_LIMITS, type Mode, type PageLimits } from "../protocol/orders.ts";
import { browser } from "../shared/browser.ts";
import {
  DEFAULT_TAB_BUDGET,
  PRESERVE_LOG_KEY,
  readLimits,
  SITE_KEY_PREFIX,
  type TabBudget,
} from "../shared/stored-limits.ts";

/**
 * What the user chose. Pausing is this browser's; everything else follows the user, and each site
 * has a key of its own (`site:<host>`), because the sync area limits the size of each item.
 */
export type Settings = {
  paused: boolean;
  /** Whether a tab keeps its connections when it goes to another page, until told otherwise. */
  preserveLog: boolean;
  sites: Map<string, Mode>;
  /** Hosts whose choice stands in memory alone, and ends with the browser. */
  sitesInMemory: Set<string>;
  limits: PageLimits;
} & TabBudget;

export const DEFAULT_SETTINGS: Settings = {
  paused: false,
  preserveLog: false,
  sites: new Map(),
  sitesInMemory: new Set(),
  limits: DEFAULT_LIMITS,
  ...DEFAULT_TAB_BUDGET,
};

/** With the keys of the sync area, as one item: a session never has many. */
const MEMORY_SITES_KEY = "sites-in-memory";

/** What a site without a choice of its own has. */
const DEFAULT_SITE_MODE = "watch" satisfies Mode;

const MODES: readonly unknown[] = ["off", "watch", "record"] satisfies Mode[];

export async function loadSettings(): Promise<Settings> {
  const [local, sync, memory] = await Promise.all([
    browser.storage.local.get("paused"),
    browser.storage.sync.get(null),
    browser.storage.session.get(MEMORY_SITES_KEY),
  ]);
  const sites = new Map<string, Mode>();
  const own = (memory[MEMORY_SITES_KEY] ?? {}) as Record<string, unknown>;
  for (const [key, value] of Object.entries({ ...sync, ...own })) {
    if (key.startsWith(SITE_KEY_PREFIX) && MODES.includes(value)) {
      sites.set(key.slice(SITE_KEY_PREFIX.length), value as Mode);
    }
  }
  const sitesInMemory = new Set(Object.keys(own).map((key) => key.slice(SITE_KEY_PREFIX.length)));
  const { tabMessages, tabBytes, ...limits } = readLimits(sync);
  const preserveLog = sync[PRESERVE_LOG_KEY] === true;
  const paused = local.paused === true;
  return { paused, preserveLog, sites, sitesInMemory, limits, tabMessages, tabBytes };
}

export const savePaused = (paused: boolean): Promise<void> => browser.storage.local.set({ paused });

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
  const { [MEMORY_SITES_KEY]: before } = await browser.storage.session.get(MEMORY_SITES_KEY);
  const { [SITE_KEY_PREFIX + host]: _, ...others } = (before ?? {}) as Record<string, Mode>;
  const sites = mode === null ? others : { ...others, [SITE_KEY_PREFIX + host]: mode };
  await browser.storage.session.set({ [MEMORY_SITES_KEY]: sites });
}

export const hostOf = (url: string | null): string => {
  try {
    return new URL(url ?? "").host;
  } catch {
    return "";
  }
};
