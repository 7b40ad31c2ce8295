/**
 * The schedules of well-known libraries that draw their waits by chance, each as a hypothesis of its
 * own: seven waits of Socket.IO fit many a curve, and its own best.
 */
import type { Schedule } from "../../services/service.ts";
import type { Policy } from "../finding.ts";
import { emptyPolicy } from "./estimate.ts";
import { NORMS } from "./norms.ts";
import type { Wait } from "./observe.ts";
import { logSum } from "./posterior.ts";
import { LATENESSES } from "./spread.ts";

/** So many pages wait as one of these does by default, rather than by a rule of their own. */
const P_KNOWN = 0.2;
/** Of those that are seen to use the library most leave it as it is: ten times what any other rule is. */
const P_SEEN = 5;
/** What clocks are early by. */
const EARLY_MS = 1;
const LATE_SHARE = 0.004;
/** So many waits on the cap show that there is one. */
const MIN_ON_CAP = 2;

type Curve = Extract<Schedule, { baseMs: readonly [number, number] }>;

const isDrawn = (norm: Schedule): norm is Curve =>
  norm.kind !== "listed" && norm.jitter !== "none" && norm.baseMs[0] === norm.baseMs[1];

const DRAWN: readonly Curve[] = NORMS.filter(isDrawn);

export type Known = { norm: Curve; log: number };

/**
 * How likely waits are under each of them (log), with what is assumed of it before. `seen`: the
 * schedules of those that the connections show to be there.
 */
export const weighKnown = (waits: readonly Wait[], seen: readonly Schedule[]): Known[] =>
  DRAWN.map((norm) => ({
    norm,
    log: Math.log(seen.includes(norm) ? P_SEEN : P_KNOWN / DRAWN.length) + weigh(waits, norm),
  })).filter(({ log }) => log > Number.NEGATIVE_INFINITY);

function weigh(waits: readonly Wait[], norm: Curve): number {
  return logSum(
    LATENESSES.map(({ ms, logPrior }) =>
      waits.reduce(
        (sum, { delayMs, step }) =>
          sum + Math.log(densityAt(delayMs, step, norm, ms + LATE_SHARE * delayMs)),
        logPrior,
      ),
    ),
  );
}

/** Evenly between two ends; what would lie above the cap is the cap, where it is cut after the draw. */
function densityAt(delayMs: number, step: number, norm: Curve, lateMs: number): number {
  const { capMs = Number.POSITIVE_INFINITY, capsDraw = false } = norm;
  const grownMs = grown(norm, step);
  const meantMs = capsDraw ? grownMs : Math.min(grownMs, capMs);
  const fraction = norm.jitter === "full" ? 1 : (norm.fraction ?? 0);
  const low = norm.jitter === "full" ? 0 : meantMs * (1 - fraction);
  const high = norm.jitter === "full" ? meantMs : meantMs * (1 + fraction);
  const most = capsDraw ? Math.min(high, capMs) : high;
  if (delayMs < Math.min(low, most) - EARLY_MS || delayMs > most + lateMs) return 0;
  const edgeMs = lateMs + 2 * EARLY_MS;
  const onCap = high > most ? (high - Math.max(low, most)) / (high - low) : 0;
  const evenly = (1 - onCap) / (Math.max(0, most - low) + edgeMs);
  return delayMs >= most - EARLY_MS ? evenly + onCap / edgeMs : evenly;
}

function grown({ kind, baseMs: [base], factor = 1, stepMs = 0 }: Curve, step: number): number {
  return kind === "exponential" ? base * factor ** Math.min(step, 60) : base + step * stepMs;
}

/** The library's own figures: they are what its authors wrote, not what was measured. */
export function asPolicy(norm: Curve, waits: readonly Wait[]): Policy {
  const { kind, baseMs, factor, stepMs, capMs, jitter, fraction } = norm;
  const onCap = waits.filter(({ step }) => grown(norm, step) >= (capMs ?? Number.NaN)).length;
  return {
    ...emptyPolicy(waits.length),
    kind,
    baseMs: baseMs[0],
    factor: factor ?? null,
    stepMs: stepMs ?? null,
    capMs: capMs !== undefined && onCap >= MIN_ON_CAP ? capMs : null,
    jitter: { kind: jitter, fraction: jitter === "full" ? 1 : (fraction ?? null) },
  };
}
