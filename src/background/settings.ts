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

const MODES: readonly unknown[] = ["off", "watch", "record"] satisfies Mode[];

export async function loadSettings(): Promise<Settings> {
  const [local, sync] = await Promise.all([
    browser.storage.local.get("paused"),
    browser.storage.sync.get(null),
  ]);
  const sites = new Map<string, Mode>();
  for (const [key, value] of Object.entries(sync)) {
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

export const hostOf = (url: string | null): string => {
  try {
    return new URL(url ?? "").host;
  } catch {
    return "";
  }
};
