import type { StoredRow, StoreReader } from "../../store/store.ts";

/** Rows read at once while a file is written. */
export const READ_ROWS = 500;

/**
 * Every row of a connection before the number `endSeq`, each once, while more arrive and the oldest
 * are deleted.
 */
export async function* readAll(
  store: StoreReader,
  tabId: number,
  connectionId: string,
  endSeq = Number.POSITIVE_INFINITY,
): AsyncGenerator<StoredRow> {
  let from = 0;
  while (true) {
    const rows = await store.read(tabId, connectionId, from, READ_ROWS);
    const last = rows.at(-1);
    if (!last) return;
    if (last.seq >= endSeq) {
      yield* rows.filter(({ seq }) => seq < endSeq);
      return;
    }
    yield* rows;
    if (rows.length < READ_ROWS) return;
    // Not merely the next positions: what was deleted in front has moved all that follow.
    from = await store.find(tabId, connectionId, last.seq + 1);
  }
}
