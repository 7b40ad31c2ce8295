/** Messages and what happened between them as one list: which of both stands at an index. */
import type { ListMarker } from "./list-markers.ts";

export type LaidPart = {
  /** Messages that are shown. */
  rows: number;
  /** Each with how many of the shown messages stand before it, in this order. */
  markers: { before: number; marker: ListMarker }[];
};

export type ListItem =
  | { kind: "row"; part: number; row: number; flatRow: number }
  | { kind: "marker"; part: number; marker: ListMarker };

export type ListLayout = {
  count: number;
  rowCount: number;
  itemAt(index: number): ListItem | null;
  indexOfRow(part: number, row: number): number;
  indexOfMarker(key: string): number;
  /** Rows of all parts one after the other, without what stands between them. */
  placeOfFlatRow(flatRow: number): { part: number; row: number } | null;
};

export function layOut(parts: readonly LaidPart[]): ListLayout {
  const starts: number[] = [];
  const rowStarts: number[] = [];
  let count = 0;
  let rowCount = 0;
  for (const { rows, markers } of parts) {
    starts.push(count);
    rowStarts.push(rowCount);
    count += rows + markers.length;
    rowCount += rows;
  }
  return {
    count,
    rowCount,
    itemAt(index) {
      const part = lastAtMost(starts, index);
      const laid = parts[part];
      if (!laid || index < 0 || index >= count) return null;
      const within = index - (starts[part] as number);
      const { markers } = laid;
      const passed = markersBefore(markers, within);
      const next = markers[passed];
      if (next && next.before + passed === within) {
        return { kind: "marker", part, marker: next.marker };
      }
      const row = within - passed;
      return { kind: "row", part, row, flatRow: (rowStarts[part] as number) + row };
    },
    indexOfRow(part, row) {
      const markers = parts[part]?.markers ?? [];
      const passed = markers.filter(({ before }) => before <= row).length;
      return (starts[part] ?? 0) + row + passed;
    },
    indexOfMarker(key) {
      for (const [part, { markers }] of parts.entries()) {
        const at = markers.findIndex(({ marker }) => marker.key === key);
        if (at >= 0) return (starts[part] as number) + (markers[at]?.before ?? 0) + at;
      }
      return -1;
    },
    placeOfFlatRow(flatRow) {
      if (flatRow < 0 || flatRow >= rowCount) return null;
      const part = lastAtMost(rowStarts, flatRow);
      return { part, row: flatRow - (rowStarts[part] as number) };
    },
  };
}

/** How many markers stand wholly before an index of their part. */
function markersBefore(markers: LaidPart["markers"], within: number): number {
  let passed = 0;
  while (passed < markers.length && (markers[passed]?.before ?? 0) + passed < within) passed++;
  return passed;
}

/** The last of rising numbers that is not above a value: of empty parts, the one after them. */
function lastAtMost(rising: readonly number[], value: number): number {
  let from = 0;
  let to = rising.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((rising[middle] as number) <= value) from = middle + 1;
    else to = middle;
  }
  return from - 1;
}
