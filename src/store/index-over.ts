import type { IndexEntry } from "./database.ts";
import { type Placed, placeSegments, type Sequence, sequenceOf } from "./order.ts";

/** What is known of one tab's segments without reading any. */
export type TabIndex = {
  /** The segments of one connection, in the order of their numbers. */
  ofConnection(connectionId: string): Sequence;
  /** All segments, each with where its rows may stand in the order of the tab. */
  placed(): Placed[];
  count(): number;
};

/** `documents`: the segments of each, in the order of their numbers. */
export function indexOver(documents: ReadonlyMap<string, IndexEntry[]>): TabIndex {
  const sequences = new Map<string, Sequence>();
  let placed: Placed[] | null = null;
  return {
    ofConnection(connectionId) {
      const known = sequences.get(connectionId);
      if (known) return known;
      const documentId = connectionId.slice(0, connectionId.lastIndexOf("-"));
      const sequence = sequenceOf(documents.get(documentId) ?? [], connectionId);
      sequences.set(connectionId, sequence);
      return sequence;
    },
    placed: () => (placed ??= placeSegments([...documents.values()])),
    count: () => [...documents.values()].flat().reduce((sum, { rows }) => sum + rows, 0),
  };
}
