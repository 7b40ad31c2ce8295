/**
 * Sorted positions, or numbers, of what was found in one connection. They come in runs, each one in
 * order; what comes again is one.
 */
export type Positions = {
  add(found: Uint32Array): void;
  count(): number;
  at(index: number): number | undefined;
  /** How many lie before a position. */
  rank(position: number): number;
  /** Whatever lies before a position is none any more. */
  dropBefore(position: number): void;
  /** The oldest rows went: everything stands so many places further ahead. */
  shift(gone: number): void;
};

export function createPositions(): Positions {
  // Grown by halves: a million hits come in thousands of batches.
  let items = new Uint32Array(64);
  let count = 0;
  const dropBefore = (position: number) => {
    const from = rankIn(items, count, position);
    if (from === 0) return;
    items = items.slice(from, count);
    count -= from;
  };
  return {
    add(found) {
      if (found.length === 0) return;
      if (count + found.length > items.length) {
        const grown = new Uint32Array(Math.max(count + found.length, items.length * 2));
        grown.set(items.subarray(0, count));
        items = grown;
      }
      const inOrder = count === 0 || (found[0] as number) > (items[count - 1] as number);
      items.set(found, count);
      count += found.length;
      if (!inOrder) count = sortUnique(items.subarray(0, count));
    },
    count: () => count,
    at: (index) => (index < count ? items[index] : undefined),
    rank: (position) => rankIn(items, count, position),
    dropBefore,
    shift(gone) {
      dropBefore(gone);
      for (let i = 0; i < count; i++) items[i] = (items[i] as number) - gone;
    },
  };
}

/** How many are left at the front, in order. */
function sortUnique(items: Uint32Array): number {
  items.sort();
  let count = 0;
  for (const item of items) {
    if (count === 0 || items[count - 1] !== item) items[count++] = item;
  }
  return count;
}

function rankIn(items: Uint32Array, count: number, position: number): number {
  let from = 0;
  let to = count;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((items[middle] as number) < position) from = middle + 1;
    else to = middle;
  }
  return from;
}
