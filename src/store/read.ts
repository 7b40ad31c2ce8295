import type { StoredRow } from "../session/stored-row.ts";
import type { Database, IndexEntry } from "./database.ts";
import type { TabIndex } from "./index-over.ts";
import { findFirst, type Placed, type Sequence } from "./order.ts";
import { createSegmentReader } from "./read-segment.ts";
import type { StoreReader } from "./store.ts";
import { createTabIndex } from "./tab-index.ts";

/** Between index and segments a write may come, which joins them; hardly ever twice in a row. */
const ATTEMPTS = 5;

/** Where segments lie: in the database, or in memory. */
export type SegmentSource = {
  indexOf(tabId: number): Promise<TabIndex>;
  /** The rows of each; null where one is not there any more. */
  readSegments(tabId: number, entries: IndexEntry[]): Promise<StoredRow[][] | null>;
};

export function createReader(database: Database): StoreReader {
  const indexes = new Map<number, ReturnType<typeof createTabIndex>>();
  return readFrom({
    indexOf(tabId) {
      const index = indexes.get(tabId) ?? createTabIndex(database, tabId);
      indexes.set(tabId, index);
      return index.upToDate();
    },
    readSegments: createSegmentReader(database),
  });
}

/** Reads rows by position: an index in memory tells the few segments that must be read. */
export function readFrom({ indexOf, readSegments }: SegmentSource): StoreReader {
  /** The segments that `choose` names, read by the index by which it chose. */
  const readChosen = async <Choice extends { entries: IndexEntry[] }>(
    tabId: number,
    choose: (index: TabIndex) => Choice,
  ): Promise<{ choice: Choice; parts: StoredRow[][] }> => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const choice = choose(await indexOf(tabId));
      const parts = await readSegments(tabId, choice.entries);
      if (parts) return { choice, parts };
    }
    throw new Error("The recorded messages changed faster than they could be read");
  };

  return {
    async count(tabId, connectionId) {
      const index = await indexOf(tabId);
      return connectionId === null ? index.count() : index.ofConnection(connectionId).count;
    },
    async read(tabId, connectionId, from, limit) {
      if (connectionId === null) {
        const { choice, parts } = await readChosen(tabId, (index) =>
          chooseOfTab(index.placed(), from, limit),
        );
        const first = from - choice.before;
        return mergeByTime(choice.needed, parts).slice(first, first + limit);
      }
      const { choice, parts } = await readChosen(tabId, (index) =>
        chooseOfConnection(index.ofConnection(connectionId), from, limit),
      );
      const own = parts.flat().filter((row) => row.connectionId === connectionId);
      return own.slice(from - choice.before, from - choice.before + limit);
    },
    async find(tabId, connectionId, seq) {
      const { choice, parts } = await readChosen(tabId, (index) =>
        chooseAround(index.ofConnection(connectionId), seq),
      );
      const own = parts.flat().filter((row) => row.connectionId === connectionId);
      return choice.before + own.filter((row) => row.seq < seq).length;
    },
  };
}

/** `before`: how many rows of interest stand before the chosen segments. */
type Chosen = { entries: IndexEntry[]; before: number };

function chooseOfConnection({ entries, starts }: Sequence, from: number, limit: number): Chosen {
  const first = Math.max(0, findFirst(starts.length, (i) => (starts[i] as number) > from) - 1);
  const end = findFirst(starts.length, (i) => (starts[i] as number) >= from + limit);
  return { entries: entries.slice(first, end), before: starts[first] ?? 0 };
}

/** The one segment that has the number, or is the last before it. */
function chooseAround({ entries, starts }: Sequence, seq: number): Chosen {
  const at = findFirst(entries.length, (i) => (entries[i] as IndexEntry).firstSeq > seq) - 1;
  return { entries: entries.slice(Math.max(0, at), at + 1), before: starts[Math.max(0, at)] ?? 0 };
}

function chooseOfTab(placed: Placed[], from: number, limit: number) {
  const needed = placed.filter(({ least, most }) => most > from && least < from + limit);
  let before = 0;
  for (const { most, entry } of placed) if (most <= from) before += entry.rows;
  return { entries: needed.map(({ entry }) => entry), before, needed };
}

/** Documents by their clocks, the rows of each one in their order even where its clock went back. */
function mergeByTime(placed: Placed[], parts: StoredRow[][]): StoredRow[] {
  const timed = parts.flatMap((rows, i) => {
    let latest = (placed[i] as Placed).startAt;
    return rows.map((row) => {
      latest = Math.max(latest, row.at);
      return { row, at: latest };
    });
  });
  // Sorting is stable, so that rows of the same time stay in their order.
  return timed.sort((a, b) => a.at - b.at).map(({ row }) => row);
}
