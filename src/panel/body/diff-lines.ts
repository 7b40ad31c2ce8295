/** What differs between two texts, line by line. */
export type DiffLine = { kind: "same" | "removed" | "added"; text: string };

/**
 * Lines that are removed or added at most; what differs by more counts as replaced. It bounds time
 * and memory: what is remembered grows with its square.
 */
const MAX_EDITS = 2_000;

export function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  const room = Math.min(before.length, after.length) - start;
  while (end < room && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return [
    ...before.slice(0, start).map(same),
    ...diffMiddle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...before.slice(before.length - end).map(same),
  ];
}

const same = (text: string): DiffLine => ({ kind: "same", text });
const removed = (text: string): DiffLine => ({ kind: "removed", text });
const added = (text: string): DiffLine => ({ kind: "added", text });

function diffMiddle(before: readonly string[], after: readonly string[]): DiffLine[] {
  const reached = findShortest(before, after);
  if (!reached) return [...before.map(removed), ...after.map(added)];
  // Back from the end, edit by edit, through what each number of edits reached.
  const lines: DiffLine[] = [];
  let i = before.length;
  let j = after.length;
  for (let edits = reached.length; i > 0 || j > 0; edits--) {
    const earlier = reached[edits - 1];
    const isAdded = earlier !== undefined && comesByAdding(earlier, edits, i - j);
    const k = i - j + (isAdded ? 1 : -1);
    const fromI = earlier ? at(earlier, edits, k) : 0;
    const fromJ = earlier ? fromI - k : 0;
    while (i > fromI && j > fromJ && before[i - 1] === after[j - 1]) {
      lines.push(same(before[--i] as string));
      j--;
    }
    if (!earlier) break;
    if (isAdded) lines.push(added(after[--j] as string));
    else lines.push(removed(before[--i] as string));
  }
  return lines.reverse();
}

/**
 * The shortest way from `before` to `after`, as Myers found it ("An O(ND) Difference Algorithm and
 * Its Variations", 1986). For each number of edits but the last: how far into `before` they lead on
 * each diagonal (lines of `before` less lines of `after`), counted from the lowest. Null: too many.
 */
function findShortest(before: readonly string[], after: readonly string[]): Int32Array[] | null {
  const reached: Int32Array[] = [];
  for (let edits = 0; edits <= MAX_EDITS; edits++) {
    const earlier = reached[edits - 1];
    const now = new Int32Array(2 * edits + 1);
    for (let k = -edits; k <= edits; k += 2) {
      let i = 0;
      if (earlier) {
        const isAdded = comesByAdding(earlier, edits, k);
        i = isAdded ? at(earlier, edits, k + 1) : at(earlier, edits, k - 1) + 1;
      }
      while (i < before.length && i - k < after.length && before[i] === after[i - k]) i++;
      if (i >= before.length && i - k >= after.length) return reached;
      now[k + edits] = i;
    }
    reached.push(now);
  }
  return null;
}

/** How far the edits before these led on a diagonal. */
const at = (earlier: Int32Array, edits: number, k: number): number =>
  earlier[k + edits - 1] as number;

/** Whether the last of so many edits, which leads to diagonal `k`, adds a line. */
const comesByAdding = (earlier: Int32Array, edits: number, k: number): boolean =>
  k === -edits || (k !== edits && at(earlier, edits, k - 1) < at(earlier, edits, k + 1));
