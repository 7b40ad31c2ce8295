/**
 * What a search found, in the order of the list: connection after connection, message after message.
 * Messages are told by their numbers, which stay when the oldest ones have to go.
 */
import { createPositions, type Positions } from "../scan/positions.ts";

export type HitPlace = { connectionId: string; seq: number };

export type FoundHits = ReturnType<typeof createHits>;

/** How what was found is walked through, all of it or that of some connections. */
type Walk = {
  count(): number;
  first(): HitPlace | null;
  last(): HitPlace | null;
  /** The first one at a place or after it. */
  from(place: HitPlace): HitPlace | null;
  before(place: HitPlace): HitPlace | null;
  /** How many come before it. */
  rank(place: HitPlace): number;
};

export function createHits() {
  let order: readonly string[] = [];
  const found = new Map<string, Positions>();

  /** `isMeant`: of the connections, those that count. */
  const walkAmong = (isMeant: (connectionId: string) => boolean): Walk => {
    const meant = () => order.filter(isMeant);
    const firstFrom = (index: number): HitPlace | null => {
      for (const connectionId of order.slice(index)) {
        const seq = isMeant(connectionId) ? found.get(connectionId)?.at(0) : undefined;
        if (seq !== undefined) return { connectionId, seq };
      }
      return null;
    };
    const lastUpTo = (index: number): HitPlace | null => {
      for (const connectionId of order.slice(0, Math.max(0, index + 1)).reverse()) {
        const seqs = isMeant(connectionId) ? found.get(connectionId) : undefined;
        const seq = seqs?.at(seqs.count() - 1);
        if (seq !== undefined) return { connectionId, seq };
      }
      return null;
    };
    return {
      count: () => countOf(meant()),
      first: () => firstFrom(0),
      last: () => lastUpTo(order.length - 1),
      from({ connectionId, seq }) {
        const seqs = isMeant(connectionId) ? found.get(connectionId) : undefined;
        const hit = seqs?.at(seqs.rank(seq));
        return hit === undefined
          ? firstFrom(order.indexOf(connectionId) + 1)
          : { connectionId, seq: hit };
      },
      before({ connectionId, seq }) {
        const seqs = isMeant(connectionId) ? found.get(connectionId) : undefined;
        const rank = seqs?.rank(seq) ?? 0;
        const hit = rank > 0 ? seqs?.at(rank - 1) : undefined;
        return hit === undefined
          ? lastUpTo(order.indexOf(connectionId) - 1)
          : { connectionId, seq: hit };
      },
      rank({ connectionId, seq }) {
        const before = order.slice(0, Math.max(0, order.indexOf(connectionId))).filter(isMeant);
        return countOf(before) + (found.get(connectionId)?.rank(seq) ?? 0);
      },
    };
  };
  const countOf = (connectionIds: readonly string[]) =>
    connectionIds.reduce((sum, id) => sum + (found.get(id)?.count() ?? 0), 0);

  return {
    /** The connections that are searched by now, as they are listed. */
    arrange(connectionIds: readonly string[]) {
      order = connectionIds;
      const kept = new Set(order);
      for (const id of found.keys()) if (!kept.has(id)) found.delete(id);
    },
    add(connectionId: string, seqs: Uint32Array) {
      const known = found.get(connectionId) ?? createPositions();
      known.add(seqs);
      found.set(connectionId, known);
    },
    /** The oldest messages of a connection went, those before a number. */
    dropBefore(connectionId: string, seq: number) {
      found.get(connectionId)?.dropBefore(seq);
    },
    ...walkAmong(() => true),
    among: walkAmong,
    /** Those in which something was found. */
    countByConnection: (): Map<string, number> =>
      new Map(order.map((id) => [id, countOf([id])] as const).filter(([, count]) => count > 0)),
    has({ connectionId, seq }: HitPlace): boolean {
      const seqs = found.get(connectionId);
      return seqs?.at(seqs.rank(seq)) === seq;
    },
  };
}
