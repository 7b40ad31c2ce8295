/** Rows near what is on the screen, read from the store a page at a time, without their bodies. */
import type { ProtocolId } from "../../decoders/index.ts";
import type { StoredRow } from "../../store/store.ts";
import { previewOf, type RowSource } from "./message-rows.ts";

export type ShownRow = Omit<StoredRow, "body"> & {
  preview: string | null;
  /** Of the row shown before it, where that is one of the same connection. */
  previousAt: number | null;
};
export type RowCache = {
  count(): number;
  /** Undefined until it has been read; `onChange` is called then. */
  row(index: number): ShownRow | undefined;
  /** The store has more rows, or bodies that came late. */
  refresh(): Promise<void>;
};

const PAGE_ROWS = 100;
const MAX_PAGES = 20;

type Page = { rows: ShownRow[]; stale: boolean };

export function createRowCache(
  source: Pick<RowSource, "count" | "read">,
  protocolOf: (connectionId: string) => ProtocolId,
  onChange: () => void,
  onError: (error: unknown) => void,
): RowCache {
  const pages = new Map<number, Page>();
  const loading = new Set<number>();
  let count = 0;
  let refreshed = 0;

  const load = async (number: number) => {
    if (loading.has(number)) return;
    loading.add(number);
    const asOf = refreshed;
    try {
      // One more, for what stands before the first of the page.
      const first = number * PAGE_ROWS;
      const before = Math.min(1, first);
      const rows = await source.read(first - before, PAGE_ROWS + before);
      const shown = rows.map((row, i) => shownOf(row, rows[i - 1])).slice(before);
      pages.delete(number);
      // What was asked for before the store changed may be what was there before.
      pages.set(number, { rows: shown, stale: asOf !== refreshed });
      for (const oldest of pages.keys()) {
        if (pages.size <= MAX_PAGES) break;
        pages.delete(oldest);
      }
      onChange();
    } catch (error) {
      onError(error);
    } finally {
      loading.delete(number);
    }
  };

  const shownOf = (row: StoredRow, previous: StoredRow | undefined): ShownRow => {
    const { body: _, ...rest } = row;
    const isSame = previous?.connectionId === row.connectionId;
    const preview = previewOf(row, protocolOf(row.connectionId));
    return { ...rest, preview, previousAt: isSame ? previous.at : null };
  };

  return {
    count: () => count,
    row(index) {
      const number = Math.floor(index / PAGE_ROWS);
      const page = pages.get(number);
      if (!page || page.stale) {
        // Marked at once: each of a page's rows asks for it.
        if (page) page.stale = false;
        void load(number);
      }
      return page?.rows[index % PAGE_ROWS];
    },
    async refresh() {
      try {
        count = await source.count();
        refreshed++;
        for (const page of pages.values()) page.stale = true;
        onChange();
      } catch (error) {
        onError(error);
      }
    },
  };
}
