import type { Runtime } from "webextension-polyfill";
import type { FromDevtools, Numbered, ToDevtools } from "../protocol/devtools-message.ts";
import { post, tabOfPort } from "../shared/port.ts";
import type { Probes } from "./probes.ts";
import type { Recording } from "./recording.ts";
import { type Tab, tellDevtools } from "./tab.ts";
import type { Tabs } from "./tabs.ts";
import { keepWorkerMessages } from "./worker-messages.ts";

/**
 * For an accepted socket DevTools hands out every message with its handshake, so asking becomes
 * dear: 147 ms at 100,000 messages.
 */
const PAUSE_ABOVE_MESSAGES = 20_000;
/** Sockets that open together are asked for together. */
const ASK_AFTER_MS = 300;
/** When a handshake without a connection is taken for a page worker's. */
const WORKERS_AFTER_MS = 2_500;

/** Handshake details come from the devtools page of a tab, while DevTools is open on it. */
export function createDevtoolsPorts(tabs: Tabs, probes: Probes, recording: Recording) {
  const asking = new Set<number>();

  const messagesOf = (tab: Tab): number => {
    let messages = 0;
    for (const { send, receive } of tab.session.connections.values())
      messages += send.count + receive.count;
    return messages;
  };

  const pauseIfDear = (tab: Tab): boolean => {
    const on = messagesOf(tab) > PAUSE_ABOVE_MESSAGES;
    if (on !== tab.session.handshakesPaused) {
      tabs.apply(tab, { kind: "handshakes-paused", on });
      tellDevtools(tab, { kind: "pause", on });
    }
    return on;
  };

  /** Handshakes that no connection took by then are page workers'. */
  const settleLater = (tab: Tab) => {
    if (tab.session.unmatchedHandshakes.length === 0) return;
    const settle = () => {
      tabs.apply(tab, { kind: "handshakes", at: Date.now(), handshakes: [] });
      void tab.save();
    };
    setTimeout(settle, WORKERS_AFTER_MS);
  };

  /** Resolves once what was told is saved. */
  const hear = (tab: Tab, message: FromDevtools): Promise<void> => {
    const at = Date.now();
    switch (message.kind) {
      case "handshakes":
        tabs.apply(tab, { kind: "handshakes", at, handshakes: message.handshakes });
        settleLater(tab);
        return tab.save();
      case "worker-messages":
        return keepWorkerMessages(tabs, recording, tab, message);
      case "request": {
        const { url, status, error } = message;
        return probes.seen(tab, { kind: "probe-seen", at, url, status, error });
      }
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
        if (!open) return;
        post(port, { kind: "pause", on: tab.session.handshakesPaused } satisfies ToDevtools);
        // The worker before this one may have been about to do it.
        settleLater(tab);
      };
      const heard = async ({ n, message }: Numbered) => {
        if (tabs.isClosed(tabId)) return;
        await hear(tabs.get(tabId), message);
        if (n !== null) post(port, { kind: "ack", n } satisfies ToDevtools);
      };
      void tabs.ready.then(() => opened(true));
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
  };
}

export type DevtoolsPorts = ReturnType<typeof createDevtoolsPorts>;
