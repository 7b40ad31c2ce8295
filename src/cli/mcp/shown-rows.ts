/** The messages of one file, as an agent may see them: each is masked when it is looked at, and once. */
import type { StoredRow } from "../../session/stored-row.ts";

/** Of one connection, in the order of its numbers. */
export type ShownRows = {
  count: number;
  /** What is known of a message without its body. */
  factsOf(index: number): Omit<StoredRow, "body"> | null;
  row(index: number): StoredRow | null;
};

type Show = (row: StoredRow) => StoredRow;

/** So many characters of masked bodies are kept of one file; of more, each is masked whenever it is seen. */
const MAX_KEPT = 64 * 1024 * 1024;
/** What a row takes beside its body, about. */
const ROW_WEIGHT = 200;

/** `show`: what makes a message fit to be seen; null: it may be seen as it is. */
export function createShownRows(
  rows: ReadonlyMap<string, readonly StoredRow[]>,
  show: Show | null,
  maxKept = MAX_KEPT,
): (connection: string) => ShownRows {
  const room = { left: maxKept };
  const shown = new Map<string, ShownRows>();
  return (connection) => {
    const known = shown.get(connection);
    if (known) return known;
    const made = showRows(rows.get(connection) ?? [], show ?? ((row) => row), room);
    shown.set(connection, made);
    return made;
  };
}

function showRows(rows: readonly StoredRow[], show: Show, room: { left: number }): ShownRows {
  /** 1: looked at, and nothing in it is masked. */
  const clean = new Uint8Array(rows.length);
  const masked = new Map<number, StoredRow>();
  return {
    count: rows.length,
    factsOf: (index) => rows[index] ?? null,
    row(index) {
      const row = rows[index];
      if (!row) return null;
      if (clean[index] === 1) return row;
      const known = masked.get(index);
      if (known) return known;
      const made = show(row);
      if (isSame(made, row)) {
        clean[index] = 1;
        return row;
      }
      const weight = ROW_WEIGHT + (made.body?.length ?? 0);
      if (weight <= room.left) {
        room.left -= weight;
        masked.set(index, made);
      }
      return made;
    },
  };
}

const isSame = (a: StoredRow, b: StoredRow): boolean =>
  a.body === b.body && a.connectionId === b.connectionId && a.documentId === b.documentId;
