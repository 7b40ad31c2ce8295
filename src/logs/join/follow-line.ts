import type { Wanted } from "../wanted.ts";
import { fitDrift, medianOf, middleOf, type Point } from "./drift.ts";
import { isWithin } from "./odds.ts";
import type { Pair } from "./pairs.ts";

/** Of each connection the pair that lies nearest. */
function onlyOneEach(pairs: readonly Pair[], offsetOf: (pair: Pair) => number): Pair[] {
  const best = new Map<number, { pair: Pair; off: number }>();
  for (const pair of pairs) {
    const off = Math.abs(middleOf(pair.span) - offsetOf(pair));
    const before = best.get(pair.connection);
    if (!before || off < before.off) best.set(pair.connection, { pair, off });
  }
  return [...best.values()].map(({ pair }) => pair);
}

export const pointsOf = ({ connections, from }: Wanted, pairs: readonly Pair[]): Point[] =>
  pairs.map(({ connection, span, isByBegin }) => {
    const ours = connections[connection];
    return { at: (isByBegin ? ours?.createdAt : ours?.endedAt) ?? from, span };
  });

/** What lies off the line that most lie on is somebody else's, though it lay within reach. */
export function followLine(
  wanted: Wanted,
  pairs: readonly Pair[],
  offset: number,
  slackMs: number,
): Pair[] {
  let chosen = onlyOneEach(pairs, () => offset);
  for (let round = 0; round < 3; round++) {
    const points = pointsOf(wanted, chosen);
    const drift = fitDrift(points);
    const level = medianOf(
      points.map(({ at, span }) => middleOf(span) - drift * (at - wanted.from)),
    );
    const lineAt = (pair: Pair) => {
      const [point] = pointsOf(wanted, [pair]);
      return level + drift * ((point?.at ?? wanted.from) - wanted.from);
    };
    const near = pairs.filter((pair) => isWithin(pair.span, lineAt(pair), slackMs));
    const best = onlyOneEach(near, lineAt);
    const onLine = best.filter((pair) => isWithin(pair.span, lineAt(pair), ON_LINE_MS));
    chosen = onLine.length * 2 > best.length ? onLine : best;
  }
  return chosen;
}
/** What a line through some middles misses by. */
const ON_LINE_MS = 40;

/** A record that a name joins may be of another hop's queue: what lies far from all others says nothing. */
export function dropOutliers(pairs: readonly Pair[]): readonly Pair[] {
  if (pairs.length < 3) return pairs;
  const middles = pairs.map(({ span }) => middleOf(span)).sort((a, b) => a - b);
  const median = middles[middles.length >> 1] ?? 0;
  const deviations = middles.map((each) => Math.abs(each - median)).sort((a, b) => a - b);
  const usual = (deviations[deviations.length >> 1] ?? 0) * 5 + 50;
  return pairs.filter(({ span }) => isWithin(span, median, usual));
}
