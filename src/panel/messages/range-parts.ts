/** Where the chosen time begins and ends among the rows of each part, which are in order of time. */

import type { Span } from "../ui/span.ts";
import type { MessageParts, Part } from "./message-parts.ts";

/** Positions; `end` is the first one after it. */
type Ends = { first: number; end: number; atCount: number };

export function createRangeParts(source: MessageParts) {
  let range: Span | null = null;
  let known = new Map<string, Ends>();
  const endsOf = (part: number) => known.get(source.parts()[part]?.connection.id ?? "");

  const find = async (part: number, { count }: Part, { from, to }: Span, known?: Ends) => ({
    // The first that is later than the last moment before it.
    first:
      known && known.first < known.atCount
        ? known.first
        : await source.findTime(part, before(from)),
    end: to === Number.POSITIVE_INFINITY ? to : await source.findTime(part, to),
    atCount: count,
  });

  return {
    /** Looks only where something may have changed: at another time, or at an end that grew. */
    async follow(wanted: Span | null, haveRowsGone: boolean): Promise<void> {
      if (wanted !== range || haveRowsGone) known = new Map();
      range = wanted;
      if (!wanted) return;
      await Promise.all(
        source.parts().map(async (part, i) => {
          const { id } = part.connection;
          const ends = known.get(id);
          if (ends && (ends.end < ends.atCount || ends.atCount === part.count)) return;
          known.set(id, await find(i, part, wanted, ends));
        }),
      );
    },
    first: (part: number): number => endsOf(part)?.first ?? 0,
    end: (part: number): number => endsOf(part)?.end ?? Number.POSITIVE_INFINITY,
  };
}

/** Epoch ms carry fractions of about a quarter of a microsecond. */
const before = (at: number): number => at - 0.001;

export type RangeParts = ReturnType<typeof createRangeParts>;
