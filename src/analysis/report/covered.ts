import type { Report } from "../finding.ts";
import type { Alike } from "./alike.ts";

/** Fewer are as easily told one by one, on a screen. */
const MIN_FOLDED = 3;

/**
 * Takes out what the outages tell already: of each, only the connections that explain it are told
 * by themselves. `folded`: how many connections that leaves out. `least`: an outage of fewer is no long read.
 */
export function withoutCovered(
  groups: readonly Alike[],
  { outages }: Report,
  least = MIN_FOLDED,
): { told: Alike[]; folded: number } {
  const large = outages.filter(({ connections }) => connections.length >= least);
  const covered = new Set(large.flatMap(({ connections }) => connections));
  const telling = new Set(large.map(({ subject }) => subject.id));
  const isTold = ({ connections }: Alike) =>
    connections.some(({ id }) => !covered.has(id) || telling.has(id));
  const told = groups.filter(isTold);
  const folded = groups
    .filter((group) => !isTold(group))
    .reduce((sum, { connections }) => sum + connections.length, 0);
  return { told, folded };
}
