import type { Runtime } from "webextension-polyfill";
import type { ToDevtools } from "../protocol/devtools-message.ts";
import type { ToBridge } from "../protocol/envelope.ts";
import { browserOfUserAgent } from "../session/browser.ts";
import type { KnownLists } from "../session/changes.ts";
import { createSession, type DocumentId, type Session } from "../session/session.ts";
import { post } from "../shared/port.ts";
import { NO_WISH, type TabWish } from "./choose-mode.ts";
import { createSaver } from "./saved/saved.ts";

export type View = {
  port: Runtime.Port;
  record: boolean;
  revision: number;
  known: Set<string> | null;
  knownLists: KnownLists;
  /** Messages that it has not answered yet: until it has, nothing more is sent. */
  unheard: number;
  /** What is held back for it: whether the session changed, and whose rows are new. */
  isBehind: boolean;
  stored: Set<string>;
};

/** What the background holds for one tab: its session, and everyone who talks about it. */
export type Tab = {
  id: number;
  url: string | null;
  /** Of a private window. Chromium gives those a worker of their own; other browsers may not. */
  isPrivate: boolean;
  session: Session;
  bridges: Map<DocumentId, Runtime.Port>;
  devtools: Set<Runtime.Port>;
  views: Set<View>;
  /** False where it could not be saved. */
  save(): Promise<boolean>;
  /** Deletes the saved copy, for good. */
  forget(): Promise<void>;
  /** A restored session keeps its mode until DevTools and panels had time to come back. */
  modeHeldUntil: number;
  /** What the user said of this tab alone. */
  wish: TabWish;
};

/** Time for the ports of DevTools and panels to be opened again after this worker was stopped. */
const RETURN_MS = 3_000;

export function createTab(id: number, restored: Session | undefined, nowMs: number): Tab {
  const session = restored ?? createSession(id, nowMs, browserOfUserAgent(navigator.userAgent));
  return {
    id,
    url: null,
    isPrivate: false,
    session,
    bridges: new Map(),
    devtools: new Set(),
    views: new Set(),
    ...createSaver(session, restored?.connections.keys()),
    modeHeldUntil: restored ? nowMs + RETURN_MS : 0,
    wish: NO_WISH,
  };
}

export function tellBridges(tab: Tab, message: ToBridge): void {
  for (const port of tab.bridges.values()) post(port, message);
}

export function tellDevtools(tab: Tab, message: ToDevtools): void {
  for (const port of tab.devtools) post(port, message);
}
