import type { Runtime } from "webextension-polyfill";
import type { Mode, ToBridge } from "../protocol/envelope.ts";
import { post } from "../shared/port.ts";
import type { Recorded } from "../store/write.ts";
import { createForgottenRows } from "./recording/forgotten-rows.ts";
import type { Recording } from "./recording/recording.ts";
import { noteGone, storeRecorded } from "./recording/store-recorded.ts";
import type { Tab } from "./tab.ts";
import type { Tabs } from "./tabs.ts";

/** What one envelope brought: acknowledged to `port` once it is saved. `recorded`: until it is stored. */
type Unsaved = {
  port: Runtime.Port;
  n: number;
  recorded: Recorded | null;
  bytes: number;
  hasEvents: boolean;
};

/** What is found counts as dropped, unless it was cleared or left with its page. */
type Sweep = { isCounted: boolean };

/**
 * What may wait of one document. Its bridge lets far less wait for an acknowledgement, so whoever
 * sends more is not our bridge, and must not fill this worker's memory.
 */
const MAX_WAITING_BYTES = 64 * 1024 * 1024;

/**
 * Under a flood many envelopes share one write; the first one after a silence goes at once. Where
 * bodies wait in the page's memory to be saved, not for long.
 */
const SAVE_EVERY_MS = { record: 150, watch: 500, off: 500 } satisfies Record<Mode, number>;
/** Where saving fails, the disk or the browser may take it a little later. */
const TRY_AGAIN_MS = 1_000;
/** An open or a close is rare, and must not be lost with a page that leaves while this worker stops. */
const SAVE_EVENTS_MS = 100;

/**
 * Saves sessions and recorded messages, and then acknowledges: whatever a stopped worker had not
 * saved is sent again by its bridge.
 */
export function createSaving(tabs: Tabs, recording: Recording) {
  const waiting = new Map<number, Unsaved[]>();
  const running = new Set<number>();
  const unswept = new Map<number, Sweep>();
  const wakes = new Map<number, () => void>();
  const heldBytes = new Map<Runtime.Port, number>();

  const run = async (tab: Tab) => {
    while (waiting.has(tab.id) || unswept.has(tab.id)) {
      // Both in the same turn: what waited when a sweep was asked for is stored before it.
      const items = take(tab.id);
      const sweep = unswept.get(tab.id) ?? null;
      unswept.delete(tab.id);
      const next = new Promise<void>((resolve) => {
        wakes.set(tab.id, resolve);
        setTimeout(resolve, SAVE_EVERY_MS[tab.session.mode]);
      });
      const isSaved = await save(tab, items, sweep).catch((error: unknown) => {
        console.warn("Stormglass: recorded messages could not be stored", error);
        return false;
      });
      if (isSaved) {
        acknowledge(items);
      } else {
        // None of it is acknowledged: whoever sent it keeps it for the worker after this one.
        waiting.set(tab.id, [...items, ...take(tab.id)]);
        if (sweep) askToSweep(tab, sweep.isCounted);
        await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
      }
      await next;
    }
    // In the same turn in which nothing was waiting any more.
    running.delete(tab.id);
    wakes.delete(tab.id);
  };

  const save = async (tab: Tab, items: Unsaved[], sweep: Sweep | null): Promise<boolean> => {
    // A closed tab's data is deleted already, and must not come again.
    const isClosed = tabs.isClosed(tab.id);
    const recorded = isClosed ? [] : items.flatMap((item) => item.recorded ?? []);
    const stored = await storeRecorded(tabs, recording, tab, recorded);
    for (const item of items) item.recorded = null;
    if (stored.length > 0) {
      tabs.views.stored(tab, stored);
      // Where it went may have changed by it.
      tabs.views.changed(tab);
    }
    if (sweep) {
      const went = await recording.sweep(tab.session);
      if (sweep.isCounted) noteGone(tabs, [went], "forgotten");
    }
    noteGone(tabs, recording.takeMissing(), "storage-lost");
    forgottenRows.look(tab);
    return tab.save();
  };

  const askToSweep = (tab: Tab, isCounted: boolean): void => {
    unswept.set(tab.id, { isCounted: isCounted && unswept.get(tab.id)?.isCounted !== false });
    start(tab);
  };
  const forgottenRows = createForgottenRows((tab) => askToSweep(tab, true));

  const acknowledge = (items: readonly Unsaved[]): void => {
    for (const { port, bytes } of items) release(port, bytes);
    const last = new Map(items.map(({ port, n }) => [port, n]));
    for (const [port, n] of last) post(port, { kind: "ack", n } satisfies ToBridge);
  };

  const release = (port: Runtime.Port, bytes: number) => {
    const left = (heldBytes.get(port) ?? 0) - bytes;
    if (left > 0) heldBytes.set(port, left);
    else heldBytes.delete(port);
  };

  const take = (tabId: number): Unsaved[] => {
    const items = waiting.get(tabId) ?? [];
    waiting.delete(tabId);
    return items;
  };

  const start = (tab: Tab): void => {
    if (running.has(tab.id)) return;
    running.add(tab.id);
    void run(tab);
  };

  return {
    /** Deletes all that is kept of a tab; what its open sockets say from then on is kept again. */
    async forget(tab: Tab, at: number): Promise<void> {
      tabs.apply(tab, { kind: "clear", at });
      await recording.forget(tab.id);
      await tab.save();
      askToSweep(tab, false);
      tabs.views.stored(tab, [...tab.session.connections.keys()]);
    },
    /** Deletes the rows that no connection of the session owns any more, those on their way as well. */
    sweep: askToSweep,
    hasRoomFor: (port: Runtime.Port, bytes: number): boolean =>
      (heldBytes.get(port) ?? 0) + bytes <= MAX_WAITING_BYTES,
    add(tab: Tab, item: Unsaved): void {
      heldBytes.set(item.port, (heldBytes.get(item.port) ?? 0) + item.bytes);
      const items = waiting.get(tab.id) ?? [];
      items.push(item);
      waiting.set(tab.id, items);
      start(tab);
      if (item.hasEvents) setTimeout(() => wakes.get(tab.id)?.(), SAVE_EVENTS_MS);
    },
  };
}

export type Saving = ReturnType<typeof createSaving>;
