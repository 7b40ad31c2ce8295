import type { ToBridge } from "../protocol/envelope.ts";
import type { StorageState } from "../protocol/storage.ts";
import { reduce } from "../session/reduce.ts";
import type { Session } from "../session/session.ts";
import type { SessionEvent } from "../session/session-event.ts";
import { browser } from "../shared/browser.ts";
import { ruleFor, type SiteMode } from "../shared/site-rules.ts";
import { showBadge } from "./badge.ts";
import { afterSiteChoice, chooseMode, NO_WISH, type TabWish } from "./choose-mode.ts";
import { createRedraws } from "./redraws.ts";
import { restoreSessions } from "./saved/saved.ts";
import { chooseForSite, DEFAULT_SETTINGS, loadSettings, type Settings } from "./settings.ts";
import { createTab, type Tab, tellBridges } from "./tab.ts";
import { createTabWishes } from "./tab-wishes.ts";
import { createViews } from "./views.ts";

/** Where the browser does not give out the settings, it is asked again. */
const ASK_AGAIN_MS = 10_000;

const orWithout = <T>(wanted: Promise<T>, without: T, words: string): Promise<T> =>
  wanted.catch((error: unknown) => {
    console.warn(`Stormglass: ${words}`, error);
    return without;
  });

/** All tabs. `ready` resolves once what an earlier worker saved is here again. */
export function createTabs(storageOf: (tabId: number) => StorageState) {
  const tabs = new Map<number, Tab>();
  const closed = new Set<number>();
  const badges = createRedraws(showBadge);
  let settings = DEFAULT_SETTINGS;
  let restored = new Map<number, Session>();
  const wishes = createTabWishes();

  /** Until they can be read nothing is observed: who paused Stormglass must not be watched. */
  const readSettings = (): Promise<Settings> =>
    loadSettings().catch((error: unknown) => {
      console.warn("Stormglass: paused, because the settings cannot be read", error);
      setTimeout(() => void reloadSettings(), ASK_AGAIN_MS);
      return { ...settings, paused: true };
    });

  // All that this worker does waits for it: what cannot be had is done without, and told.
  const ready = Promise.all([
    orWithout(restoreSessions(), new Map<number, Session>(), "what was seen before is lost"),
    readSettings(),
    orWithout(browser.tabs.query({}), null, "the browser does not say which tabs there are"),
    orWithout(wishes.ready, undefined, "what was said of single tabs is lost"),
  ]).then(([sessions, loaded, open]) => {
    restored = sessions;
    settings = loaded;
    const found = open && new Map(open.map((each) => [each.id, each]));
    for (const tabId of [...sessions.keys()]) {
      const tab = get(tabId);
      if (!found) {
        void refreshUrl(tab);
        continue;
      }
      // Without its address a site that is switched off would be watched again.
      tab.url = found.get(tabId)?.url ?? null;
      tab.isPrivate = found.get(tabId)?.incognito ?? false;
      // Findings that time has settled meanwhile still stand on its badge.
      if (found.has(tabId)) badges.changed(tab.session);
      else void close(tabId);
    }
  });

  const reloadSettings = async (): Promise<void> => {
    settings = await readSettings();
    for (const tab of tabs.values()) {
      updateMode(tab);
      tellBridges(tab, ordersFor(tab));
      views.changed(tab);
    }
  };

  const get = (tabId: number): Tab => {
    let tab = tabs.get(tabId);
    if (!tab) {
      tab = createTab(tabId, restored.get(tabId), Date.now());
      tab.wish = wishes.of(tabId);
      if (!restored.delete(tabId) && settings.preserveLog) {
        reduce(tab.session, { kind: "preserve-log", on: true });
      }
      tabs.set(tabId, tab);
      if (tab.modeHeldUntil > 0) setTimeout(stopHolding, tab.modeHeldUntil - Date.now(), tab);
    }
    return tab;
  };

  const apply = (tab: Tab, event: SessionEvent): void => {
    reduce(tab.session, event, settings.tabConnections);
    views.changed(tab);
    const isTraffic = event.kind === "envelope" && event.events.length === 0;
    badges.changed(tab.session, isTraffic ? "messages" : "events");
  };

  const close = async (tabId: number): Promise<void> => {
    const tab = tabs.get(tabId);
    closed.add(tabId);
    tabs.delete(tabId);
    badges.forget(tabId);
    if (tab) views.closed(tab);
    await wishes.keep(tabId, NO_WISH);
    await tab?.forget();
  };

  /** DevTools that has not come back by now was closed while the worker was stopped. */
  const stopHolding = (tab: Tab): void => {
    if (tab.devtools.size === 0) apply(tab, { kind: "devtools", at: Date.now(), open: false });
    updateMode(tab);
  };

  const siteMode = (tab: Tab): SiteMode => ruleFor(settings.sites, tab.url)?.mode ?? "auto";

  const ordersFor = (tab: Tab): ToBridge => ({
    kind: "orders",
    mode: tab.session.mode,
    limits: settings.limits,
  });

  const modeFor = (tab: Tab) => chooseMode(tab, settings.paused, siteMode(tab), Date.now());

  const updateMode = (tab: Tab): void => {
    const mode = modeFor(tab);
    if (mode === tab.session.mode) return;
    apply(tab, { kind: "mode", at: Date.now(), mode });
    const tell = () => tellBridges(tab, ordersFor(tab));
    if (mode === "record") {
      // Saved before the first recorded row comes: the worker after this one believes nothing else.
      void tab.save().then(tell);
    } else {
      tell();
      void tab.save();
    }
  };

  const refreshUrl = async (tab: Tab): Promise<void> => {
    try {
      const { url = null, incognito } = await browser.tabs.get(tab.id);
      tab.url = url;
      tab.isPrivate = incognito;
    } catch {
      // Closed; its data goes with `onRemoved`.
    }
    updateMode(tab);
    views.changed(tab);
  };

  const wish = async (tab: Tab, wanted: TabWish): Promise<void> => {
    tab.wish = wanted;
    updateMode(tab);
    views.changed(tab);
    await wishes.keep(tab.id, wanted);
  };

  const views = createViews(() => settings, storageOf);

  return {
    ready,
    views,
    get,
    apply,
    ordersFor,
    updateMode,
    wish,
    /** What would be so by itself needs no wish, and ends with whoever looks at the tab. */
    wishToRecord(tab: Tab, on: boolean): Promise<void> {
      const mode = on ? "record" : "watch";
      const free = { ...tab, wish: NO_WISH };
      const byItself = chooseMode(free, settings.paused, siteMode(tab), Date.now());
      return wish(tab, { ...tab.wish, mode: byItself === mode ? null : mode });
    },
    async chooseForSite(tab: Tab, mode: SiteMode): Promise<void> {
      await chooseForSite(settings, tab.url, mode, tab.isPrivate);
      await reloadSettings();
      // Not before: until the choice is known, the tab might do for a moment what neither says.
      await wish(tab, afterSiteChoice(tab.wish));
    },
    isOff: (tab: Tab) => modeFor(tab) === "off",
    refreshUrl,
    /** What is kept of one tab's messages. */
    budget: () => ({ rows: settings.tabMessages, storedBytes: settings.tabBytes }),
    find: (tabId: number) => tabs.get(tabId),
    ids: () => [...tabs.keys()],
    all: () => tabs.values(),
    /** The browser never gives the number of a closed tab to another. */
    isClosed: (tabId: number) => closed.has(tabId),
    close,
    /** One that was discarded goes on under another number, and what the user said of it with it. */
    async replace(newTabId: number, tabId: number): Promise<void> {
      const said = wishes.of(tabId);
      const tab = tabs.get(newTabId);
      await close(tabId);
      if (said === NO_WISH) return;
      await (tab ? wish(tab, said) : wishes.keep(newTabId, said));
    },
    reloadSettings,
  };
}

export type Tabs = ReturnType<typeof createTabs>;
