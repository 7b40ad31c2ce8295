import type { Database, IndexEntry } from "./database.ts";
import { keysOfDocument } from "./database.ts";
import { type Placed, placeSegments, type Sequence, sequenceOf } from "./order.ts";

/** The index of one tab as a reader knows it, brought up to date before it is used. */
export type TabIndex = {
  /** The segments of one connection, in the order of their numbers. */
  ofConnection(connectionId: string): Sequence;
  /** All segments, each with where its rows may stand in the order of the tab. */
  placed(): Placed[];
  count(): number;
};

type KnownDocument = {
  entries: IndexEntry[];
  nextSeq: number;
  fromSeq: number;
  /** Segments before this one do not change any more. */
  stableTo: number;
};

export function createTabIndex(database: Database, tabId: number) {
  let generation = -1;
  let revision = -1;
  let documents = new Map<string, KnownDocument>();
  let sequences = new Map<string, Sequence>();
  let placed: Placed[] | null = null;

  /** Reads what is new since the last time, in one transaction: what it finds belongs together. */
  const read = async (): Promise<void> => {
    const transaction = database.transaction(["tabs", "index"]);
    const tab = await transaction.objectStore("tabs").get(tabId);
    if (tab?.generation === generation && tab.revision === revision) return;
    const before = tab?.generation === generation ? documents : new Map<string, KnownDocument>();
    const index = transaction.objectStore("index");
    const found = await Promise.all(
      [...(tab?.documents ?? [])].map(
        async ([documentId, { fromSeq, nextSeq, rows, tail }]): Promise<
          [string, KnownDocument]
        > => {
          const known = before.get(documentId);
          const isKnown = known?.nextSeq === nextSeq && known.fromSeq === fromSeq;
          if (known && isKnown) return [documentId, known];
          const readFrom = Math.max(fromSeq, known?.stableTo ?? 0);
          const fresh =
            rows === 0 ? [] : await index.getAll(keysOfDocument(tabId, documentId, readFrom));
          const stable = (known?.entries ?? []).filter(
            ({ firstSeq }) => firstSeq >= fromSeq && firstSeq < readFrom,
          );
          const stableTo = tail[0]?.firstSeq ?? nextSeq;
          return [documentId, { entries: [...stable, ...fresh], nextSeq, fromSeq, stableTo }];
        },
      ),
    );
    documents = new Map(found);
    generation = tab?.generation ?? -1;
    revision = tab?.revision ?? -1;
    sequences = new Map();
    placed = null;
  };

  const entriesOf = (documentId: string) => documents.get(documentId)?.entries ?? [];
  const index: TabIndex = {
    ofConnection(connectionId) {
      const known = sequences.get(connectionId);
      if (known) return known;
      const documentId = connectionId.slice(0, connectionId.lastIndexOf("-"));
      const sequence = sequenceOf(entriesOf(documentId), connectionId);
      sequences.set(connectionId, sequence);
      return sequence;
    },
    placed: () => (placed ??= placeSegments([...documents.values()].map((d) => d.entries))),
    count: () =>
      [...documents.values()].flatMap((d) => d.entries).reduce((sum, { rows }) => sum + rows, 0),
  };

  let reading: Promise<void> = Promise.resolve();
  return {
    async upToDate(): Promise<TabIndex> {
      // One after the other: what an older read found must not replace what a newer one did.
      reading = reading.then(read, read);
      await reading;
      return index;
    },
  };
}
