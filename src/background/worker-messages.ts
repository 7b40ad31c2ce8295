import type { WorkerMessages } from "../protocol/devtools-message.ts";
import { findWorkerConnection, workerDocumentOf } from "../session/worker-messages.ts";
import type { Recorded } from "../store/write.ts";
import type { Recording } from "./recording/recording.ts";
import { storeRecorded } from "./recording/store-recorded.ts";
import type { Tab } from "./tab.ts";
import type { Tabs } from "./tabs.ts";

/** A page worker's socket is over, and what it said comes all at once: counted, and stored. */
export async function keepWorkerMessages(
  tabs: Tabs,
  recording: Recording,
  tab: Tab,
  messages: WorkerMessages,
): Promise<boolean> {
  if (tab.session.mode === "off") return true;
  tabs.apply(tab, { kind: "worker-messages", at: Date.now(), ...messages });
  const saved = tab.save();
  const { key, rows } = messages;
  // DevTools is open, so the tab is recorded.
  if (!findWorkerConnection(tab.session, key)) return saved;
  const recorded: Recorded = {
    tabId: tab.id,
    documentId: workerDocumentOf(key),
    rows,
    lateBodies: [],
    wall: (epochMs) => epochMs,
  };
  const stored = await storeRecorded(tabs, recording, tab, [recorded]);
  if (stored.length > 0) tabs.views.stored(tab, stored);
  return saved;
}
