import type { Runtime } from "webextension-polyfill";
import { assertNever } from "../protocol/assert-never.ts";
import type { FromDevtools, Numbered, ToDevtools } from "../protocol/devtools-message.ts";
import { recognisePage } from "../services/recognise.ts";
import type { Session } from "../session/session.ts";
import { post, tabOfPort } from "../shared/port.ts";
import type { Probes } from "./probes/probes.ts";
import type { Recording } from "./recording/recording.ts";
import { type Tab, tellDevtools } from "./tab.ts";
import type { Tabs } from "./tabs.ts";
import { keepWorkerMessages } from "./worker-messages.ts";

/**
 * For an accepted socket DevTools hands out every message with its handshake, so asking becomes
 * dear: 147 ms at 100,000 messages. Its list has those of all sockets; it tells of a socket's end
 * with those of that one.
 */
const DEAR_MESSAGES = 20_000;
/** DevTools may tell of an end a little after the page does. */
const RESUME_AFTER_MS = 2_000;
/** Sockets that open together are asked for together. */
const ASK_AFTER_MS = 300;

/** Handshake details come from the devtools page of a tab, while DevTools is open on it. */
export function createDevtoolsPorts(tabs: Tabs, probes: Probes, recording: Recording) {
  const asking = new Set<number>();

  const told = new WeakMap<Tab, Dear>();
  const resuming = new WeakSet<Tab>();

  const pause = (tab: Tab, dear: Dear) => {
    told.set(tab, dear);
    const on = dear.ends && tab.devtools.size > 0;
    if (on !== tab.session.handshakesPaused) {
      tabs.apply(tab, { kind: "handshakes-paused", at: Date.now(), on });
    }
    tellDevtools(tab, { kind: "pause", ...dear });
  };

  const resumeLater = (tab: Tab) => {
    if (resuming.has(tab)) return;
    resuming.add(tab);
    setTimeout(() => {
      resuming.delete(tab);
      pause(tab, whatIsDear(tab.session));
    }, RESUME_AFTER_MS);
  };

  /** Whether reading the list is too dear now. */
  const pauseIfDear = (tab: Tab): boolean => {
    if (tab.devtools.size === 0) return true;
    const dear = whatIsDear(tab.session);
    const before = told.get(tab) ?? { list: false, ends: false };
    if ((before.ends && !dear.ends) || (before.list && !dear.list)) resumeLater(tab);
    else if (dear.ends !== before.ends || dear.list !== before.list) pause(tab, dear);
    return dear.list;
  };

  /** Whether what was told is saved, once it is. */
  const hear = (tab: Tab, message: FromDevtools): Promise<boolean> => {
    // A site that is switched off is none of our business, whatever DevTools has to tell of it.
    if (tab.session.mode === "off") return Promise.resolve(true);
    const at = Date.now();
    switch (message.kind) {
      case "handshakes":
        tabs.apply(tab, { kind: "handshakes", at, handshakes: message.handshakes });
        return tab.save();
      case "worker-messages":
        return keepWorkerMessages(tabs, recording, tab, message);
      case "request": {
        const { url, status, error, headers, body } = message;
        const pages = recognisePage(body);
        return probes.seen(tab, { kind: "probe-seen", at, url, status, error, headers, pages });
      }
      case "http":
        tabs.apply(tab, { kind: "http", requests: message.requests });
        return tab.save();
      default:
        return assertNever(message);
    }
  };

  return {
    connect(port: Runtime.Port): void {
      const tabId = tabOfPort(port, "devtools");
      if (tabId === null) return;
      const opened = (open: boolean) => {
        // Its DevTools close after it.
        if (tabs.isClosed(tabId)) return;
        const tab = tabs.get(tabId);
        if (open) tab.devtools.add(port);
        else tab.devtools.delete(port);
        tabs.apply(tab, { kind: "devtools", at: Date.now(), open: tab.devtools.size > 0 });
        tabs.updateMode(tab);
        pause(tab, whatIsDear(tab.session));
      };
      const heard = async ({ n, message }: Numbered) => {
        if (tabs.isClosed(tabId)) return;
        const isSaved = await hear(tabs.get(tabId), message);
        if (isSaved && n !== null) post(port, { kind: "ack", n } satisfies ToDevtools);
      };
      void tabs.ready.then(() => opened(true));
      // Of our own page, of the same build: `main.ts` hears no other. It has read what DevTools lists.
      port.onMessage.addListener(
        (message) => void tabs.ready.then(() => heard(message as Numbered)),
      );
      port.onDisconnect.addListener(() => void tabs.ready.then(() => opened(false)));
    },
    /** A socket of the tab opened: its handshake can be read now. */
    ask(tab: Tab): void {
      if (tab.devtools.size === 0 || asking.has(tab.id)) return;
      asking.add(tab.id);
      setTimeout(() => {
        asking.delete(tab.id);
        if (!pauseIfDear(tab)) tellDevtools(tab, { kind: "ask" });
      }, ASK_AFTER_MS);
    },
    pauseIfDear,
    /** The tab has gone to another page. */
    resume(tab: Tab): void {
      if (tab.devtools.size > 0) pause(tab, whatIsDear(tab.session));
    },
  };
}

export type DevtoolsPorts = ReturnType<typeof createDevtoolsPorts>;

/** What DevTools should not be asked for now. */
type Dear = { list: boolean; ends: boolean };

function whatIsDear({ connections, page }: Session): Dear {
  let messages = 0;
  let ends = false;
  for (const connection of connections.values()) {
    const { send, receive, end } = connection;
    const count = send.count + receive.count;
    messages += count;
    if (!end && connection.page === page && count > DEAR_MESSAGES) ends = true;
  }
  return { list: messages > DEAR_MESSAGES, ends };
}
