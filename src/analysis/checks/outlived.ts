import { formatDuration } from "../../words/words.ts";
import type { Context, Draft } from "../check.ts";
import { idleMs } from "../connection/evidence.ts";
import { measureOutlived } from "../connection/quiet.ts";

/** Longer than that, so that a limit and its tolerance are not taken for two silences. */
const CLEARLY_LONGER = 1.25;

/** Where a longer silence was outlived, it was no idle limit that ended a shorter one. */
export function withOutlived(draft: Draft, outlivedOf: ReadonlyMap<string, number>): Draft {
  const { id, variant, connection, facts } = draft;
  const isPlain = variant === undefined || variant === "lost";
  if (id !== "abnormal-closure" || !isPlain || !connection) return draft;
  const outlivedMs = outlivedOf.get(connection.id) ?? 0;
  if (outlivedMs < (idleMs(connection) ?? Number.POSITIVE_INFINITY) * CLEARLY_LONGER) return draft;
  return {
    ...draft,
    variant: "outlived",
    facts: { ...facts, outlived: formatDuration(outlivedMs) },
  };
}

/** The longest silence that connections of the same series lived through, each at its end or before. */
export function readOutlived({ series, nowMs }: Context): ReadonlyMap<string, number> {
  return new Map(
    series.flatMap(({ connections }) => {
      const { gapMs, ongoingMs } = measureOutlived(connections, nowMs)("either");
      const ms = Math.max(gapMs, ongoingMs);
      return connections.map(({ id }) => [id, ms] as const);
    }),
  );
}
