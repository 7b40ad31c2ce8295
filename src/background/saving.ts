import type { Runtime } from "webextension-polyfill";
import type { ToBridge } from "../protocol/envelope.ts";
import { post } from "../shared/port.ts";
import type { Recorded } from "../store/write.ts";
import type { Recording } from "./recording.ts";
import { storeRecorded } from "./store-recorded.ts";
import type { Tab } from "./tab.ts";
import type { Tabs } from "./tabs.ts";

/** What one envelope brought: acknowledged to `port` once it is saved. */
type Unsaved = { port: Runtime.Port; n: number; recorded: Recorded | null };

/** Under a flood many envelopes share one write; the first one after a silence goes at once. */
const SAVE_EVERY_MS = 100;

/**
 * Saves sessions and recorded messages, and then acknowledges: whatever a stopped worker had not
 * saved is sent again by its bridge.
 */
export function createSaving(tabs: Tabs, recording: Recording) {
  const waiting = new Map<number, Unsaved[]>();
  const running = new Set<number>();

  const run = async (tab: Tab) => {
    for (let items = take(tab.id); items.length > 0; items = take(tab.id)) {
      const next = new Promise((resolve) => setTimeout(resolve, SAVE_EVERY_MS));
      const recorded = items.flatMap((item) => item.recorded ?? []);
      const stored = await storeRecorded(tabs, recording, tab, recorded);
      await tab.save();
      const last = new Map(items.map(({ port, n }) => [port, n]));
      for (const [port, n] of last) post(port, { kind: "ack", n } satisfies ToBridge);
      if (stored.length > 0) tabs.views.stored(tab, stored);
      await next;
    }
    // In the same turn in which nothing was waiting any more.
    running.delete(tab.id);
  };

  const take = (tabId: number): Unsaved[] => {
    const items = waiting.get(tabId) ?? [];
    waiting.delete(tabId);
    return items;
  };

  return {
    add(tab: Tab, item: Unsaved): void {
      const items = waiting.get(tab.id) ?? [];
      items.push(item);
      waiting.set(tab.id, items);
      if (running.has(tab.id)) return;
      running.add(tab.id);
      void run(tab);
    },
  };
}
