/**
 * A query value that looks like any other and yet changes with each attempt, as `?conn=k3x9` or
 * `?v=17`. It looks no different from a room's number, so it takes a row of failures to tell: each
 * follows the one before, each brings a value of its own, and nothing else differs. Whoever goes from
 * room to room comes back to one, or closes one first, or has names that say what they are.
 */
import type { Connection } from "./session.ts";

/** An address in the parts that can differ: host, each part of the path, each pair of the query. */
export type Parted = { connection: Connection; own: string; parts: readonly string[] };

/** Two values may be two rooms that failed; four in a row, each of its own, are no one's choice. */
const MIN_ROW = 4;

/** Names of what a person or a page asks for: these are never made up for an attempt. */
const ASKED_FOR = new Set(
  "room channel topic stream symbol ticker feed shard partition region server host node tenant team org workspace project doc document file game table lobby match chat thread conversation user username account job task lang locale".split(
    " ",
  ),
);

/** The one pair of the query in which two addresses differ; null where they differ otherwise. */
function changedPair(before: readonly string[], after: readonly string[]): number | null {
  if (before.length !== after.length) return null;
  let changed: number | null = null;
  for (const [i, part] of after.entries()) {
    if (part === before[i]) continue;
    if (changed !== null || !isSamePair(part, before[i] as string)) return null;
    changed = i;
  }
  return changed;
}

function isSamePair(a: string, b: string): boolean {
  const name = nameOf(a);
  if (!/^[?&]/.test(a) || name !== nameOf(b)) return false;
  // Without a name, as `?0.4728193`, only a number that nobody would type.
  if (name === "") return LONG_NUMBER.test(a) && LONG_NUMBER.test(b);
  const word = name.toLowerCase().replaceAll(/[-_.]/g, "");
  return !ASKED_FOR.has(word) && !ASKED_FOR.has(word.replace(/(?:id|name|no|number)$/, ""));
}

const LONG_NUMBER = /^.[\d.]*\d{5}$/;

/** Of a pair with its sign; empty where it is a bare value. */
const nameOf = (pair: string): string => pair.slice(1, Math.max(1, pair.indexOf("=")));

/** The address with `*` for that value. */
export const withoutValue = (parts: readonly string[], place: number): string =>
  parts
    .map((part, i) => (i === place ? `${part.slice(0, part.indexOf("=") + 1 || 1)}*` : part))
    .join("");

/**
 * Those that a new attempt shares its address with but for one value, oldest first; none where they
 * may be rooms. `recent` are all that went before it on its page, `follows` tells whether one is the
 * next attempt after another.
 */
export function rowOf(
  latest: Parted,
  recent: readonly Parted[],
  follows: (before: Parted, after: Parted) => boolean,
): { place: number; row: Parted[] } | null {
  const before = recent.findLast(({ parts }) => changedPair(parts, latest.parts) !== null);
  const place = before ? changedPair(before.parts, latest.parts) : null;
  if (place === null) return null;
  const alike = recent.filter(({ parts }) => changedPair(parts, latest.parts) === place);
  const isEachItsOwn = new Set(alike.map(({ own }) => own)).size === alike.length;
  if (!isEachItsOwn || !alike.every((each) => isOver(each, latest))) return null;
  const shared = withoutValue(latest.parts, place);
  const isKnown = alike.some(({ connection }) => connection.endpoint === shared);
  const row = [...alike.slice(isKnown ? -1 : 1 - MIN_ROW), latest];
  if (!isKnown && row.length < MIN_ROW) return null;
  const isRow = row.every((each, i) => {
    const previous = row[i - 1];
    return !previous || (isFailure(previous) && follows(previous, each));
  });
  return isRow ? { place, row } : null;
}

const isOver = ({ connection: { end } }: Parted, next: Parted): boolean =>
  end !== null && end.at <= next.connection.createdAt;

/** One that did its work, or may have, is followed by the next piece of work. */
const isFailure = ({ connection: { open, end } }: Parted): boolean =>
  open === null || ![null, 1000, 1005].includes(end?.code ?? null);
