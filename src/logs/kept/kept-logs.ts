/** What a saved session holds of servers' logs: of the joined lines what was read of them, and nothing of others. */
import type { LogSummary, LogsBeside } from "../beside.ts";
import type { Clock } from "../join/clock.ts";
import type { NearError } from "../near-errors.ts";
import type { Hop } from "../paths/hop.ts";
import type { LogCause } from "../record.ts";

/** What JSON has no number for is null: how far a clock may be off where nobody knows. */
type Unsure<T> = Omit<T, "uncertaintyMs"> & { uncertaintyMs: number | null };
/** Of a file any word may be read. */
export type KeptCause = Omit<LogCause, "kind"> & { kind: string };
export type KeptHop = Unsure<Omit<Hop, "cause">> & { cause: KeptCause | null };
export type KeptLog = Omit<LogSummary, "strange" | "mapping" | "clock"> & {
  clock: Unsure<Omit<Clock, "isAtOne" | "score">>;
};

export type KeptLogs = {
  logs: KeptLog[];
  paths: { connectionId: string; hops: KeptHop[] }[];
  absent: { connectionId: string; logs: string[] }[];
  errors: { connectionId: string; lines: NearError[] }[];
};

/** More than these of one way are told nowhere. */
const MAX_HOPS = 50;
const MAX_LINES = 200;

const finiteOrNull = (ms: number) => (Number.isFinite(ms) ? ms : null);

/** As it can be written: nothing that was not understood, and no line that is nobody's. */
export const keepLogs = ({ logs, paths, absent, errors }: LogsBeside): KeptLogs => ({
  logs: logs.map(keepLog),
  paths: [...paths].map(([connectionId, { hops }]) => ({
    connectionId,
    hops: hops.slice(0, MAX_HOPS).map(keepHop),
  })),
  absent: [...absent].map(([connectionId, names]) => ({ connectionId, logs: [...names] })),
  errors: [...errors].map(([connectionId, lines]) => ({ connectionId, lines: [...lines] })),
});

function keepLog({ strange: _, mapping: __, clock, formats, ...log }: LogSummary): KeptLog {
  const { isAtOne: _a, score: _s, uncertaintyMs, ...rest } = clock;
  return {
    ...log,
    formats: formats.slice(0, MAX_FORMATS),
    clock: { ...rest, uncertaintyMs: finiteOrNull(uncertaintyMs) },
  };
}
const MAX_FORMATS = 8;

const keepHop = ({ uncertaintyMs, lines, ...hop }: Hop): KeptHop => ({
  ...hop,
  lines: lines.slice(0, MAX_LINES),
  uncertaintyMs: finiteOrNull(uncertaintyMs),
});
