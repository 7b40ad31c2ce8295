/** Rows near what is on the screen, read from the store a page at a time, without their bodies. */
import type { StoredRow } from "../store/store.ts";
import { previewOf, type RowSource } from "./message-rows.ts";

export type ShownRow = Omit<StoredRow, "body"> & { preview: string | null };
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
  source: RowSource,
  onChange: () => void,
  onError: (error: unknown) => void,
): RowCache {
  const pages = new Map<number, Page>();
  const loading = new Set<number>();
  let count = 0;

  const load = async (number: number) => {
    if (loading.has(number)) return;
    loading.add(number);
    try {
      const rows = await source.read(number * PAGE_ROWS, PAGE_ROWS);
      pages.delete(number);
      pages.set(number, { rows: rows.map(withoutBody), stale: false });
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
        for (const page of pages.values()) page.stale = true;
        onChange();
      } catch (error) {
        onError(error);
      }
    },
  };
}

function withoutBody(row: StoredRow): ShownRow {
  const { body: _, ...rest } = row;
  return { ...rest, preview: previewOf(row) };
}
