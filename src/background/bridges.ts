import type { Runtime } from "webextension-polyfill";
import { assertNever } from "../protocol/assert-never.ts";
import { parseFromBridge, type ToBridge } from "../protocol/envelope.ts";
import { DEFAULT_LIMITS } from "../protocol/orders.ts";
import { type PortName, post } from "../shared/port.ts";
import type { DevtoolsPorts } from "./devtools-ports.ts";
import { leaveDocument } from "./leave-document.ts";
import type { Neighbours } from "./neighbours.ts";
import type { Probes } from "./probes/probes.ts";
import { createSelection, withoutUnasked } from "./recording/select-recorded.ts";
import { weighEnvelope } from "./recording/weigh-envelope.ts";
import type { Saving } from "./saving.ts";
import type { Tabs } from "./tabs.ts";

/** One port for each document. What was heard before is applied once, and saved again if need be. */
export function createBridges(
  tabs: Tabs,
  saving: Saving,
  probes: Probes,
  devtools: DevtoolsPorts,
  neighbours: Neighbours,
) {
  const ports = new Map<string, Runtime.Port>();
  const selectRecorded = createSelection();

  return {
    connect(port: Runtime.Port): void {
      if (port.name !== ("bridge" satisfies PortName)) return;
      const { tab: sendingTab, url: documentUrl = "", frameId = 0, documentId } = port.sender ?? {};
      const { id: tabId, url: tabUrl, incognito = false } = sendingTab ?? {};
      if (tabId === undefined || !documentId) {
        // A page inside another extension's popup or side panel: nobody could look at what it does,
        // and its bridge would keep it for ever, waiting to hear that it is saved.
        post(port, { kind: "orders", mode: "off", limits: DEFAULT_LIMITS } satisfies ToBridge);
        return;
      }

      const hear = (raw: unknown) => {
        const parsed = parseFromBridge(raw);
        // What a page says while its tab closes must not begin a new session.
        if (tabs.isClosed(tabId)) return;
        const tab = tabs.get(tabId);
        if (!parsed) {
          tabs.apply(tab, { kind: "forged", count: 1 });
          return;
        }
        const { message, damaged } = parsed;
        switch (message.kind) {
          case "hello": {
            const { hooked, prepared, visible, online, beganAt } = message;
            const top = frameId === 0;
            tab.bridges.set(documentId, port);
            // The mode so far was that of the site before, or of none: a page that is told to be off
            // for a moment loses its first sockets.
            if (tabUrl !== undefined) tab.url = tabUrl;
            tab.isPrivate = incognito;
            const url = tabs.isOff(tab) ? "" : documentUrl;
            const about = { documentId, frameId, top, url, hooked, prepared, visible, online };
            const at = Date.now();
            const shownAt = Math.min(beganAt ?? at, at);
            tabs.apply(tab, { kind: "document-joined", at, shownAt, ...about });
            // DevTools begins a new list with a new page, and that page may fail at once.
            if (top) devtools.resume(tab);
            tabs.updateMode(tab);
            post(port, tabs.ordersFor(tab));
            // A page that says nothing more for now: only who knows of it can call it back.
            void tab.save();
            if (top) {
              void tabs.refreshUrl(tab);
              saving.sweep(tab, tab.session.preserveLog);
            }
            return;
          }
          case "envelope": {
            const { n, clock, rows } = message;
            // Sent before the hook heard that it is off: nothing of it is looked at.
            if (tab.session.mode === "off") {
              post(port, { kind: "ack", n } satisfies ToBridge);
              return;
            }
            const before = tab.session.documents.get(documentId)?.appliedEnvelope ?? 0;
            const bytes = weighEnvelope(message);
            const hasRoom = saving.hasRoomFor(port, bytes);
            const events = withoutUnasked(tab.session, message.events);
            const recorded = hasRoom ? selectRecorded(tab.session, documentId, message) : null;
            const found = { n, clock, rows, events, damaged: hasRoom ? damaged : damaged + 1 };
            tabs.apply(tab, { kind: "envelope", documentId, ...found });
            if (n > before) {
              probes.afterEnvelope(tab, message, documentId);
              if (events.some(({ kind }) => kind === "connecting")) neighbours.began(tab);
              if (events.some(({ kind }) => kind === "open")) devtools.ask(tab);
              else devtools.pauseIfDear(tab);
            }
            const hasEvents = events.length > 0;
            saving.add(tab, { port, n, recorded, bytes: hasRoom ? bytes : 0, hasEvents });
            return;
          }
          case "probe-answer":
            probes.answered(tab, documentId, message);
            return;
          default:
            assertNever(message);
        }
      };
      port.onMessage.addListener((raw) => void tabs.ready.then(() => hear(raw)));
      // A document has one bridge: whoever opens more of them pays for no more than one.
      ports.get(documentId)?.disconnect();
      ports.set(documentId, port);
      port.onDisconnect.addListener(() => {
        if (ports.get(documentId) === port) ports.delete(documentId);
        void tabs.ready.then(() => {
          const tab = tabs.find(tabId);
          if (tab?.bridges.get(documentId) !== port) return;
          tab.bridges.delete(documentId);
          void leaveDocument(tabs, tab, { documentId, at: Date.now(), wasHeard: true });
        });
      });
    },
  };
}
