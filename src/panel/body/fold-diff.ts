/** A difference as it is read: what changed, with a little of what surrounds it. */
import type { DiffLine } from "./diff-lines.ts";

export type DiffRow =
  | (DiffLine & {
      /** Characters that are left out before `text` and after it. */
      cutBefore: number;
      cutAfter: number;
    })
  | { kind: "folded"; count: number };

export type FoldedDiff = {
  rows: DiffRow[];
  /** Runs of lines that differ. */
  changes: number;
};

/** Equal lines that are shown on either side of a change. */
const CONTEXT_LINES = 3;
/** Longer lines are cut: nobody reads them, and to draw them takes time. */
const MAX_LINE = 2_000;
/** Characters that are shown before the first that differs. */
const CONTEXT_CHARACTERS = 200;

export function foldDiff(lines: readonly DiffLine[]): FoldedDiff {
  const parts: DiffRow[][] = [];
  let changes = 0;
  for (let from = 0, to = 0; from < lines.length; from = to) {
    const isSame = lines[from]?.kind === "same";
    while (to < lines.length && (lines[to]?.kind === "same") === isSame) to++;
    const run = lines.slice(from, to);
    if (isSame) {
      parts.push(foldEqual(run, from === 0, to === lines.length));
    } else {
      changes++;
      parts.push(cutChanged(run));
    }
  }
  return { rows: parts.flat(), changes };
}

/** At either end of the text there is only one change to be next to. */
function foldEqual(run: DiffLine[], isFirst: boolean, isLast: boolean): DiffRow[] {
  const before = isFirst ? 0 : CONTEXT_LINES;
  const after = isLast ? 0 : CONTEXT_LINES;
  const count = run.length - before - after;
  const shown = (line: DiffLine) => cutLine(line, 0);
  // A single line takes no more room than the words that say it is left out.
  if (count <= 1) return run.map(shown);
  return [
    ...run.slice(0, before).map(shown),
    { kind: "folded", count },
    ...run.slice(run.length - after).map(shown),
  ];
}

/** Each removed line against the added one in its place: a long one is cut around what differs. */
function cutChanged(run: DiffLine[]): DiffRow[] {
  const sides = {
    removed: run.filter(({ kind }) => kind === "removed"),
    added: run.filter(({ kind }) => kind === "added"),
  };
  const seen = { removed: 0, added: 0 };
  return run.map((line) => {
    if (line.kind === "same") return cutLine(line, 0);
    const other = sides[line.kind === "removed" ? "added" : "removed"][seen[line.kind]++];
    return cutLine(line, other ? firstDifference(line.text, other.text) : 0);
  });
}

function firstDifference(a: string, b: string): number {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  return i;
}

function cutLine({ kind, text }: DiffLine, tellingAt: number): DiffRow {
  const from = text.length <= MAX_LINE ? 0 : Math.max(0, tellingAt - CONTEXT_CHARACTERS);
  const shown = text.slice(from, from + MAX_LINE);
  return {
    kind,
    text: shown,
    cutBefore: from,
    cutAfter: text.length - from - shown.length,
  };
}
