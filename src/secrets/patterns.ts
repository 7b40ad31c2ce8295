/** What the user says is secret: a text, in which `*` stands for any characters but spaces. */
import type { Span } from "./secret.ts";

/** So many characters a `*` may stand for. */
const MAX_GAP = 256;
const SHORTEST = 3;

export function findPatterns(text: string, patterns: readonly string[]): Span[] {
  return patterns.flatMap((pattern) => findPattern(text, pattern));
}

function findPattern(text: string, pattern: string): Span[] {
  const pieces = pattern.split("*").filter((piece) => piece !== "");
  const [first] = pieces;
  // So short a text stands everywhere.
  if (first === undefined || pieces.join("").length < SHORTEST) return [];
  const spans: Span[] = [];
  let at = text.indexOf(first);
  while (at >= 0) {
    const to = endOf(text, at, pieces, pattern.endsWith("*"));
    if (to > at) {
      const from = pattern.startsWith("*") ? runStart(text, at) : at;
      spans.push({ from, to, kind: "own", name: "", value: text.slice(from, to), quote: "" });
    }
    at = text.indexOf(first, Math.max(to, at + 1));
  }
  return spans;
}

/** Where the pieces end that follow each other; -1 where they do not. */
function endOf(text: string, from: number, pieces: string[], isOpen: boolean): number {
  let at = from;
  for (const piece of pieces) {
    const next = text.slice(at, runEnd(text, at) + piece.length).indexOf(piece);
    if (next < 0) return -1;
    at += next + piece.length;
  }
  return isOpen ? runEnd(text, at) : at;
}

/** What ends a run of a text in quotes, in an address, in a list. */
const isEnd = (char: string | undefined): boolean =>
  char === undefined || /[\s"'`<>&,;\\]/.test(char);

function runEnd(text: string, at: number): number {
  let end = at;
  while (end - at < MAX_GAP && !isEnd(text[end])) end++;
  return end;
}

function runStart(text: string, at: number): number {
  let start = at;
  while (at - start < MAX_GAP && start > 0 && !isEnd(text[start - 1])) start--;
  return start;
}
