import type { Runtime } from "webextension-polyfill";
import { type Envelope, parseFromBridge, type ToBridge } from "../protocol/envelope.ts";
import { post } from "../shared/port.ts";
import type { DevtoolsPorts } from "./devtools-ports.ts";
import type { Probes } from "./probes.ts";
import type { Recording } from "./recording.ts";
import type { Tab } from "./tab.ts";
import type { Tabs } from "./tabs.ts";

type Unsaved = { port: Runtime.Port; n: number; written: Promise<string[]> };

/** One port for each document; an envelope is acknowledged once what it said is saved. */
export function createBridges(
  tabs: Tabs,
  recording: Recording,
  probes: Probes,
  devtools: DevtoolsPorts,
) {
  const unsaved = new Map<number, Unsaved[]>();
  const saving = new Set<number>();

  const save = async (tab: Tab) => {
    if (saving.has(tab.id)) return;
    saving.add(tab.id);
    for (let batch = take(tab.id); batch.length > 0; batch = take(tab.id)) {
      const written = await Promise.all(batch.map((item) => item.written));
      await tab.save();
      const last = new Map(batch.map(({ port, n }) => [port, n]));
      for (const [port, n] of last) post(port, { kind: "ack", n } satisfies ToBridge);
      const connectionIds = [...new Set(written.flat())];
      if (connectionIds.length > 0) tabs.views.stored(tab, connectionIds);
    }
    saving.delete(tab.id);
  };
  const take = (tabId: number): Unsaved[] => {
    const items = unsaved.get(tabId) ?? [];
    unsaved.delete(tabId);
    return items;
  };

  const write = (tab: Tab, documentId: string, envelope: Envelope): Promise<string[]> => {
    const document = tab.session.documents.get(documentId);
    return recording
      .write(tab.id, documentId, envelope, document?.recordingFromSeq ?? null)
      .catch(() => {
        const count = envelope.rows?.connection.length ?? 0;
        const sizeBytes = envelope.rows?.sizeBytes.reduce((sum, size) => sum + size, 0) ?? 0;
        const dropped = {
          documentId,
          at: Date.now(),
          count,
          sizeBytes,
          why: "storage-full",
        } as const;
        tabs.apply(tab, { kind: "dropped", dropped });
        return [];
      });
  };

  return {
    connect(port: Runtime.Port): void {
      const tabId = port.sender?.tab?.id;
      const { frameId = 0, documentId } = port.sender as { frameId?: number; documentId?: string };
      if (tabId === undefined || !documentId) return;

      const hear = (raw: unknown) => {
        const parsed = parseFromBridge(raw);
        // What a page says while its tab closes must not begin a new session.
        if (!parsed || tabs.isClosed(tabId)) return;
        const tab = tabs.get(tabId);
        const { message, damaged } = parsed;
        switch (message.kind) {
          case "hello": {
            const { url, hooked } = message;
            const top = frameId === 0;
            tab.bridges.set(documentId, port);
            const at = Date.now();
            tabs.apply(tab, { kind: "document-joined", at, documentId, frameId, top, url, hooked });
            post(port, { kind: "mode", mode: tab.session.mode } satisfies ToBridge);
            const n = tab.session.documents.get(documentId)?.appliedEnvelope ?? 0;
            post(port, { kind: "ack", n } satisfies ToBridge);
            if (top) {
              void tabs.refreshUrl(tab);
              void recording.sweep(tab.session);
            }
            return;
          }
          case "envelope": {
            const { n, clock, rows, events } = message;
            const before = tab.session.documents.get(documentId)?.appliedEnvelope ?? 0;
            tabs.apply(tab, { kind: "envelope", documentId, n, clock, rows, events, damaged });
            if (n > before) {
              probes.afterEnvelope(tab, message, documentId);
              if (events.some(({ kind }) => kind === "open")) devtools.ask(tab);
              else if (rows) devtools.pauseIfDear(tab);
            }
            const items = unsaved.get(tabId) ?? [];
            items.push({ port, n, written: write(tab, documentId, message) });
            unsaved.set(tabId, items);
            void save(tab);
            return;
          }
          case "probe-answer":
            probes.answered(tab, documentId, message);
        }
      };
      port.onMessage.addListener((raw) => void tabs.ready.then(() => hear(raw)));
      port.onDisconnect.addListener(() => {
        void tabs.ready.then(() => {
          const tab = tabs.find(tabId);
          if (tab?.bridges.get(documentId) !== port) return;
          tab.bridges.delete(documentId);
          tabs.apply(tab, { kind: "document-left", at: Date.now(), documentId });
          void tab.save();
        });
      });
    },
  };
}
