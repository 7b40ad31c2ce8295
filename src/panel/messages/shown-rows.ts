import type { StoredRow } from "../../store/store.ts";
import type { FilteredParts } from "./filtered-parts.ts";
import type { MessageParts } from "./message-parts.ts";
import type { RangeParts } from "./range-parts.ts";

/** Rows of a filter that are this many times as far apart are read one by one. */
const FAR_APART = 8;

/**
 * Which rows of each part the filter and the chosen time leave. A position counts all rows of a
 * part, a row only those that are shown.
 */
export function createShownRows(
  parts: MessageParts,
  filtered: FilteredParts,
  ranged: RangeParts,
  isFiltered: () => boolean,
) {
  /** Rows that the filter leaves before a position. */
  const leftBefore = (part: number, position: number) =>
    isFiltered() ? filtered.rank(part, position) : position;
  const skipped = (part: number) => leftBefore(part, ranged.first(part));
  const count = (part: number) => {
    const all = isFiltered() ? filtered.count(part) : (parts.parts()[part]?.count ?? 0);
    return Math.min(all, leftBefore(part, ranged.end(part))) - skipped(part);
  };
  const positionOf = (part: number, row: number) =>
    isFiltered() ? filtered.positionAt(part, row + skipped(part)) : row + skipped(part);

  return {
    count,
    positionOf,
    /** The row at a position, or the next one that is shown. */
    rowAt: (part: number, position: number) =>
      Math.max(0, leftBefore(part, position) - skipped(part)),
    /** What lies close together is read at once, the rest one by one. */
    async read(part: number, row: number, limit: number): Promise<StoredRow[]> {
      if (!isFiltered()) return parts.read(part, positionOf(part, row), limit);
      const positions = Array.from({ length: limit }, (_, i) => positionOf(part, row + i));
      const first = positions[0] ?? 0;
      const span = (positions.at(-1) ?? 0) - first + 1;
      if (span <= limit * FAR_APART) {
        const rows = await parts.read(part, first, span);
        return positions.flatMap((position) => rows[position - first] ?? []);
      }
      const read = await Promise.all(positions.map((position) => parts.read(part, position, 1)));
      return read.flat();
    },
  };
}
