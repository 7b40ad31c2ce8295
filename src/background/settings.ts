import { DEFAULT_LIMITS, type Mode, type PageLimits } from "../protocol/orders.ts";
import { browser } from "../shared/browser.ts";
import {
  boundStoredLimits,
  DEFAULT_TAB_BUDGET,
  LIMITS_KEY,
  PRESERVE_LOG_KEY,
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
  limits: PageLimits;
} & TabBudget;

export const DEFAULT_SETTINGS: Settings = {
  paused: false,
  preserveLog: false,
  sites: new Map(),
  limits: DEFAULT_LIMITS,
  ...DEFAULT_TAB_BUDGET,
};

/** With the keys of the sync area, as one item: a session never has many. */
const PRIVATE_SITES_KEY = "private-sites";

const MODES: readonly unknown[] = ["off", "watch", "record"] satisfies Mode[];

export async function loadSettings(): Promise<Settings> {
  const [local, sync, memory] = await Promise.all([
    browser.storage.local.get("paused"),
    browser.storage.sync.get(null),
    browser.storage.session.get(PRIVATE_SITES_KEY),
  ]);
  const sites = new Map<string, Mode>();
  const own = memory[PRIVATE_SITES_KEY] as Record<string, unknown> | undefined;
  for (const [key, value] of Object.entries({ ...sync, ...own })) {
    if (key.startsWith(SITE_KEY_PREFIX) && MODES.includes(value)) {
      sites.set(key.slice(SITE_KEY_PREFIX.length), value as Mode);
    }
  }
  const { tabMessages, tabBytes, ...limits } = boundStoredLimits(sync[LIMITS_KEY]);
  const preserveLog = sync[PRESERVE_LOG_KEY] === true;
  return { paused: local.paused === true, preserveLog, sites, limits, tabMessages, tabBytes };
}

export const savePaused = (paused: boolean): Promise<void> => browser.storage.local.set({ paused });

/** `null` goes back to the default. */
export const saveSiteMode = (host: string, mode: Mode | null): Promise<void> =>
  mode === null
    ? browser.storage.sync.remove(SITE_KEY_PREFIX + host)
    : browser.storage.sync.set({ [SITE_KEY_PREFIX + host]: mode });

/** Of a private window: in memory, and gone with its last one. `null`: as in ordinary windows. */
export async function saveSiteModePrivately(host: string, mode: Mode | null): Promise<void> {
  const { [PRIVATE_SITES_KEY]: before } = await browser.storage.session.get(PRIVATE_SITES_KEY);
  const { [SITE_KEY_PREFIX + host]: _, ...others } = (before ?? {}) as Record<string, Mode>;
  const sites = mode === null ? others : { ...others, [SITE_KEY_PREFIX + host]: mode };
  await browser.storage.session.set({ [PRIVATE_SITES_KEY]: sites });
}

export const hostOf = (url: string | null): string => {
  try {
    return new URL(url ?? "").host;
  } catch {
    return "";
  }
};
