import type { Wanted } from "../wanted.ts";
import type { Pair, Span } from "./pairs.ts";

/** That one of ours stands in the log at all. */
export const PRESENT = 0.9;

export const isWithin = ({ from, until }: Span, offset: number, slackMs: number): boolean =>
  offset >= from - slackMs && offset <= until + slackMs;

export const widthOf = ({ from, until }: Span, slackMs: number): number =>
  until - from + 2 * slackMs;

/** How much likelier this pair is one connection than a stranger that happens to lie there. */
export const oddsOf = ({ span, rate }: Pair, slackMs: number): number =>
  PRESENT / Math.max(1e-9, rate * widthOf(span, slackMs));

/** By how much this offset makes what is seen likelier than chance does: a sum of logarithms. */
export function scoreAt(
  offset: number,
  pairs: readonly Pair[],
  wanted: Wanted,
  slackMs: number,
): number {
  const inside = pairs.filter(({ span }) => isWithin(span, offset, slackMs));
  const claims = new Map<number, number>();
  for (const { record } of inside) claims.set(record, (claims.get(record) ?? 0) + 1);
  const odds = new Float64Array(wanted.connections.length);
  for (const pair of inside) {
    odds[pair.connection] =
      (odds[pair.connection] ?? 0) + oddsOf(pair, slackMs) / (claims.get(pair.record) ?? 1);
  }
  return odds.reduce((sum, each) => sum + Math.log(1 - PRESENT + each), 0);
}
