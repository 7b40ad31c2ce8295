/** Where the clocks may lie: offsets at which many pairs agree. */
import { widthOf } from "./odds.ts";
import type { Pair, Span } from "./pairs.ts";

const MAX_PEAKS = 60;

/** Too many connections have several records within reach, so that none says which is whose. */
export function isCrowded(pairs: readonly Pair[]): boolean {
  const counts = new Map<number, number>();
  for (const { connection } of pairs) counts.set(connection, (counts.get(connection) ?? 0) + 1);
  const alone = [...counts.values()].filter((count) => count === 1).length;
  return alone < counts.size * 0.6;
}

/** All offsets at which each of the connections has some record; null where there is none, as the clock drifts. */
export function commonSpan(pairs: readonly Pair[]): (Span & { pairs: number }) | null {
  const edges = pairs.flatMap(({ span, connection }) => [
    { at: span.from, by: 1, connection },
    { at: span.until, by: -1, connection },
  ]);
  edges.sort((a, b) => a.at - b.at || b.by - a.by);
  const held = new Map<number, number>();
  const all = new Set(pairs.map(({ connection }) => connection)).size;
  const found: Span = { from: Number.NaN, until: Number.NaN };
  let count = 0;
  for (const [i, { at, by, connection }] of edges.entries()) {
    const before = held.get(connection) ?? 0;
    held.set(connection, before + by);
    if (before === 0) count++;
    if (before + by === 0) count--;
    const until = edges[i + 1]?.at;
    if (count < all || until === undefined) continue;
    if (Number.isNaN(found.from)) found.from = at;
    found.until = until;
  }
  return Number.isNaN(found.from) ? null : { ...found, pairs: all };
}

/** Offsets at which many pairs agree, the most first: a sweep over where their spans begin and end. */
export function findPeaks(pairs: readonly Pair[], slackMs: number): number[] {
  const edges: { at: number; by: number }[] = [];
  for (const { span } of pairs) {
    if (!Number.isFinite(span.from) || span.until < span.from) continue;
    // What says little of the offset counts little.
    const weight = 1_000 / (1_000 + widthOf(span, slackMs));
    edges.push({ at: span.from - slackMs, by: weight }, { at: span.until + slackMs, by: -weight });
  }
  edges.sort((a, b) => a.at - b.at || b.by - a.by);
  const tops: { offset: number; height: number }[] = [];
  let height = 0;
  for (const [i, { at, by }] of edges.entries()) {
    height += by;
    const next = edges[i + 1];
    if (by > 0 && next && next.by < 0) tops.push({ offset: (at + next.at) / 2, height });
  }
  return tops
    .sort((a, b) => b.height - a.height)
    .slice(0, MAX_PEAKS)
    .map(({ offset }) => offset);
}
