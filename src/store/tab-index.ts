import type { Database, IndexEntry } from "./database.ts";
import { keysOfDocument } from "./database.ts";
import { indexOver, type TabIndex } from "./index-over.ts";

type KnownDocument = {
  entries: IndexEntry[];
  nextSeq: number;
  fromSeq: number;
  /** Segments before this one do not change any more. */
  stableTo: number;
};

/** Keeps the index of one tab, and brings it up to date before it is used. */
export function createTabIndex(database: Database, tabId: number) {
  let generation = -1;
  let revision = -1;
  let documents = new Map<string, KnownDocument>();
  let index = indexOver(new Map());

  /** Reads what is new since the last time, in one transaction: what it finds belongs together. */
  const read = async (): Promise<void> => {
    const transaction = database.transaction(["tabs", "index"]);
    const tab = await transaction.objectStore("tabs").get(tabId);
    if (tab?.generation === generation && tab.revision === revision) return;
    const before = tab?.generation === generation ? documents : new Map<string, KnownDocument>();
    const entries = transaction.objectStore("index");
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
            rows === 0 ? [] : await entries.getAll(keysOfDocument(tabId, documentId, readFrom));
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
    index = indexOver(new Map(found.map(([documentId, { entries }]) => [documentId, entries])));
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
