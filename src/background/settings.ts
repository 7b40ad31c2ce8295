import { DEFAULT_LIMITS, LIMIT_BOUNDS, type Mode, type PageLimits } from "../protocol/orders.ts";
import { browser } from "../shared/browser.ts";

/**
 * What the user chose. Pausing is this browser's; per-site choices follow the user, one key a site
 * (`site:<host>`), because the sync area limits the size of each item.
 */
export type Settings = { paused: boolean; sites: Map<string, Mode>; limits: PageLimits };

export const DEFAULT_SETTINGS: Settings = {
  paused: false,
  sites: new Map(),
  limits: DEFAULT_LIMITS,
};

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
  return { paused: local.paused === true, sites, limits: boundLimits(sync.limits) };
}

/** Whatever stands there, within sane bounds: another version may have written it. */
export function boundLimits(stored: unknown): PageLimits {
  const given: Partial<Record<string, unknown>> =
    typeof stored === "object" && stored !== null ? { ...stored } : {};
  const limits = { ...DEFAULT_LIMITS };
  for (const name of Object.keys(limits) as (keyof PageLimits)[]) {
    const value = given[name];
    const [least, most] = LIMIT_BOUNDS[name];
    if (typeof value === "number" && Number.isFinite(value)) {
      limits[name] = Math.min(Math.max(Math.round(value), least), most);
    }
  }
  return limits;
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
