import type { AboutTab, ToView } from "../protocol/panel-message.ts";
import type { StorageState } from "../protocol/storage.ts";
import {
  applyChanges,
  changesSince,
  leaveOutKnownLists,
  type SessionChanges,
} from "../session/changes.ts";
import type { Session } from "../session/session.ts";
import { shownSession } from "../session/shown.ts";
import { post } from "../shared/port.ts";
import { ruleFor } from "../shared/site-rules.ts";
import { findCoverage } from "./coverage.ts";
import type { Settings } from "./settings.ts";
import { splitChanges } from "./split-changes.ts";
import type { Tab, View } from "./tab.ts";

/** A view is told of changes at most this often. */
const UPDATE_MS = 100;

export type ViewMessage = ToView<Session, SessionChanges>;

/** Keeps every panel, panel page and popup of a tab up to date. */
export function createViews(settings: () => Settings, storageOf: (tabId: number) => StorageState) {
  const timers = new Map<number, ReturnType<typeof setTimeout>>();

  const update = async (tab: Tab) => {
    const { paused, sites, sitesInMemory } = settings();
    const rule = ruleFor(sites, tab.url);
    const siteMode = rule?.mode ?? null;
    // In a private window that is as it should be.
    const siteModeUnsaved = !tab.isPrivate && rule !== null && sitesInMemory.has(rule.site);
    const isOff = paused || siteMode === "off";
    const off = isOff ? "off" : tab.wish.isOff ? "tab-off" : null;
    const coverage = await findCoverage(tab.session, tab.url, off);
    const storage = storageOf(tab.id);
    const { url: tabUrl } = tab;
    const ofSite = { siteMode, ruledBy: rule?.site ?? null, siteModeUnsaved };
    const about: AboutTab = { coverage, paused, tabUrl, ...ofSite, storage };
    for (const view of tab.views) {
      view.isBehind = view.unheard > 0;
      if (!view.isBehind) tellSession(view, shownSession(tab.session), about);
    }
  };

  const tellSession = (view: View, session: Session, about: AboutTab) => {
    const isNew = view.known === null;
    view.known ??= new Set();
    const changes = changesSince(session, view.revision, view.known);
    const [first, ...rest] = splitChanges(leaveOutKnownLists(changes, view.knownLists));
    const nothing = { ...session, connections: new Map() };
    tell(
      view,
      isNew
        ? { kind: "session", session: applyChanges(nothing, first), ...about }
        : { kind: "changes", changes: first, ...about },
    );
    for (const changes of rest) tell(view, { kind: "changes", changes, ...about });
    view.revision = session.revision;
  };

  const tellStored = (view: View) => {
    if (view.unheard > 0 || view.stored.size === 0) return;
    tell(view, { kind: "stored", connectionIds: [...view.stored] });
    view.stored.clear();
  };

  const changed = (tab: Tab): void => {
    if (tab.views.size === 0 || timers.has(tab.id)) return;
    const run = () => {
      timers.delete(tab.id);
      void update(tab);
    };
    timers.set(tab.id, setTimeout(run, UPDATE_MS));
  };

  return {
    changed,
    /** At once: a new view has nothing to show yet. */
    added: (tab: Tab): void => void update(tab),
    stored(tab: Tab, connectionIds: string[]): void {
      for (const view of tab.views) {
        // It has not been told of the session yet, and reads the store after that.
        if (view.known === null) continue;
        for (const id of connectionIds) view.stored.add(id);
        tellStored(view);
      }
    },
    /** A view has read one message, and gets what was held back once it has read all. */
    heard(tab: Tab, view: View): void {
      view.unheard = Math.max(0, view.unheard - 1);
      if (view.unheard === 0 && view.isBehind) changed(tab);
      tellStored(view);
    },
    closed(tab: Tab): void {
      for (const { port } of tab.views) post(port, { kind: "tab-closed" } satisfies ViewMessage);
    },
  };
}

function tell(view: View, message: ViewMessage): void {
  if (post(view.port, message)) view.unheard++;
}

export const createView = (port: View["port"]): View => ({
  port,
  record: false,
  revision: 0,
  known: null,
  knownLists: new Map(),
  unheard: 0,
  isBehind: false,
  stored: new Set(),
});
