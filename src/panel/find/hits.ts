/** What a search found, in the order of the list: connection after connection, row after row. */
import { createPositions } from "./positions.ts";
import type { Hits } from "./scan-protocol.ts";

export type HitPlace = { target: number; position: number };

export type FoundHits = ReturnType<typeof createHits>;

export function createHits(targetCount: number) {
  const targets = Array.from({ length: targetCount }, createPositions);

  const firstFrom = (target: number): HitPlace | null => {
    for (let t = target; t < targetCount; t++) {
      const position = targets[t]?.at(0);
      if (position !== undefined) return { target: t, position };
    }
    return null;
  };
  const lastUpTo = (target: number): HitPlace | null => {
    for (let t = target; t >= 0; t--) {
      const found = targets[t];
      const position = found?.at(found.count() - 1);
      if (position !== undefined) return { target: t, position };
    }
    return null;
  };

  return {
    add(hits: readonly Hits[]) {
      for (const { target, positions } of hits) targets[target]?.add(positions);
    },
    count: () => targets.reduce((sum, positions) => sum + positions.count(), 0),
    first: () => firstFrom(0),
    last: () => lastUpTo(targetCount - 1),
    /** The first one at a place or after it. */
    from({ target, position }: HitPlace): HitPlace | null {
      const positions = targets[target];
      const found = positions?.at(positions.rank(position));
      return found === undefined ? firstFrom(target + 1) : { target, position: found };
    },
    before({ target, position }: HitPlace): HitPlace | null {
      const positions = targets[target];
      const rank = positions?.rank(position) ?? 0;
      const found = rank > 0 ? positions?.at(rank - 1) : undefined;
      return found === undefined ? lastUpTo(target - 1) : { target, position: found };
    },
    /** How many come before it. */
    rank({ target, position }: HitPlace): number {
      const before = targets.slice(0, target).reduce((sum, found) => sum + found.count(), 0);
      return before + (targets[target]?.rank(position) ?? 0);
    },
  };
}
