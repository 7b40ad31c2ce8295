import { DEFAULT_LIMITS, type PageLimits } from "../protocol/orders.ts";
import { browser } from "../shared/browser.ts";
import { readSites, ruleFor, type SiteMode, siteOf } from "../shared/site-rules.ts";
import { MEMORY_SITES_KEY, PAUSED_KEY, SITE_KEY_PREFIX } from "../shared/storage-keys.ts";
import { DEFAULT_TAB_BUDGET, readLimits, type TabBudget } from "../shared/stored-limits.ts";
import { readSwitches, type Switches } from "../shared/stored-switches.ts";
import { createOwnItem } from "./own-item.ts";

/**
 * What the user chose. Pausing is this browser's; everything else follows the user, and each site
 * has a key of its own (`site:<host>`), because the sync area limits the size of each item.
 */
export type Settings = {
  paused: boolean;
  sites: Map<string, SiteMode>;
  /** Sites whose choice stands in memory alone, and ends with the browser. */
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

/** With the keys of the sync area, as one item: a session never has many. */
const memorySites = createOwnItem<Record<string, SiteMode>>(MEMORY_SITES_KEY);

export async function loadSettings(): Promise<Settings> {
  const [local, sync, own = {}] = await Promise.all([
    browser.storage.local.get(PAUSED_KEY),
    browser.storage.sync.get(null),
    memorySites.read(),
  ]);
  const sites = readSites({ ...sync, ...own });
  const sitesInMemory = new Set(readSites(own).keys());
  const { tabMessages, tabBytes, tabConnections, ...limits } = readLimits(sync);
  const budget = { tabMessages, tabBytes, tabConnections };
  const paused = local[PAUSED_KEY] === true;
  const switches = readSwitches(sync);
  return { paused, sites, sitesInMemory, limits, ...budget, ...switches };
}

export const savePaused = (paused: boolean): Promise<void> =>
  browser.storage.local.set({ [PAUSED_KEY]: paused });

/**
 * What is to hold for the site of a page: `auto` needs no rule, unless a wider one covers it.
 * `inMemory`: of a private window, and gone with its last one.
 */
export async function chooseForSite(
  { sites }: Settings,
  url: string | null,
  mode: SiteMode,
  inMemory: boolean,
): Promise<void> {
  const site = siteOf(url);
  if (site === "") return;
  const others = new Map([...sites].filter(([known]) => known !== site));
  const isPlain = mode === "auto" && ruleFor(others, url) === null;
  if (inMemory) await saveInMemory(site, isPlain && !sites.has(site) ? null : mode);
  else await saveSite(site, isPlain ? null : mode);
}

/**
 * `null`: without a rule. The browser takes 512 synced items, and 120 changes a minute:
 * what it refuses is obeyed all the same, until the browser closes.
 */
async function saveSite(site: string, mode: SiteMode | null): Promise<void> {
  try {
    if (mode === null) await browser.storage.sync.remove(SITE_KEY_PREFIX + site);
    else await browser.storage.sync.set({ [SITE_KEY_PREFIX + site]: mode });
    await saveInMemory(site, null);
  } catch (error) {
    console.warn("Stormglass: the choice for a site stays in memory", error);
    await saveInMemory(site, mode ?? "auto");
  }
}

/** `null`: as what is stored says. */
async function saveInMemory(site: string, mode: SiteMode | null): Promise<void> {
  const { [SITE_KEY_PREFIX + site]: _, ...others } = (await memorySites.read()) ?? {};
  const sites = mode === null ? others : { ...others, [SITE_KEY_PREFIX + site]: mode };
  await memorySites.write(sites);
}
