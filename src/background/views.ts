import type { AboutTab, ToView } from "../protocol/panel-message.ts";
import type { StorageState } from "../protocol/storage.ts";
import { applyChanges, changesSince, type SessionChanges } from "../session/changes.ts";
import type { Session } from "../session/session.ts";
import { shownSession } from "../session/shown.ts";
import { post } from "../shared/port.ts";
import { findCoverage } from "./coverage.ts";
import { hostOf, type Settings } from "./settings.ts";
import { splitChanges } from "./split-changes.ts";
import type { Tab, View } from "./tab.ts";

/** A view is told of changes at most this often. */
const UPDATE_MS = 100;

export type ViewMessage = ToView<Session, SessionChanges>;

/** Keeps every panel, panel page and popup of a tab up to date. */
export function createViews(settings: () => Settings, storageOf: (tabId: number) => StorageState) {
  const timers = new Map<number, ReturnType<typeof setTimeout>>();

  const update = async (tab: Tab) => {
    const { paused, sites } = settings();
    const siteMode = sites.get(hostOf(tab.url)) ?? null;
    const off = paused || siteMode === "off";
    const coverage = await findCoverage(tab.session, tab.url, off);
    const storage = storageOf(tab.id);
    const about: AboutTab = { coverage, paused, tabUrl: tab.url, siteMode, storage };
    for (const view of tab.views) {
      const session = shownSession(tab.session);
      const isNew = view.known === null;
      view.known ??= new Set();
      const [first, ...rest] = splitChanges(changesSince(session, view.revision, view.known));
      const nothing = { ...session, connections: new Map() };
      const told: ViewMessage = isNew
        ? { kind: "session", session: applyChanges(nothing, first), ...about }
        : { kind: "changes", changes: first, ...about };
      post(view.port, told);
      for (const changes of rest) {
        post(view.port, { kind: "changes", changes, ...about } satisfies ViewMessage);
      }
      view.revision = session.revision;
    }
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
      for (const { port } of tab.views)
        post(port, { kind: "stored", connectionIds } satisfies ViewMessage);
    },
    closed(tab: Tab): void {
      for (const { port } of tab.views) post(port, { kind: "tab-closed" } satisfies ViewMessage);
    },
  };
}

export const createView = (port: View["port"]): View => ({
  port,
  record: false,
  revision: 0,
  known: null,
});
