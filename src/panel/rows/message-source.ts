import type { Connection } from "../../session/session.ts";
import type { StoreReader } from "../../store/store.ts";
import { type RowSource, rowsOf, rowsOfSamples } from "./message-rows.ts";

export type MessageSource = RowSource & {
  /** `samples`: nothing was recorded; these few bodies are what the session itself keeps. */
  kind(): "recorded" | "samples";
};

/** What was recorded of a connection, or the samples that watching keeps where nothing was. */
export function messagesOf(
  store: StoreReader | null,
  tabId: number,
  currentConnection: () => Connection,
): MessageSource {
  const recorded = store && rowsOf(store, tabId, currentConnection().id);
  let samples: RowSource | null = null;
  return {
    kind: () => (samples ? "samples" : "recorded"),
    async count() {
      const count = (await recorded?.count()) ?? 0;
      samples = count === 0 ? rowsOfSamples(currentConnection()) : null;
      return samples ? samples.count() : count;
    },
    read: (from, limit) => (samples ?? recorded)?.read(from, limit) ?? Promise.resolve([]),
    find: (seq) => (samples ?? recorded)?.find(seq) ?? Promise.resolve(0),
  };
}
