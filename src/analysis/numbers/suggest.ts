import type { EndpointLimit, EndpointNumbers } from "./numbers.ts";

/** Round figures that people set. */
const ROUND_S = [1, 2, 3, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600, 1_200, 1_800, 3_600];
/** Above the slowest answer there was: the next one may be slower. */
const ABOVE_SLOWEST = 1.5;
const LEAST_TIMEOUT_S = 5;
/** Two heartbeats in a limit, so that one may be lost. */
export const IN_A_LIMIT = 2;
const USUAL_BEAT_MS = 25_000;

type Measured = Pick<EndpointNumbers, "answers" | "limits">;

/** What to set by what was measured: round, and with room. */
export function suggest(measured: Measured): EndpointNumbers["suggested"] {
  const slowestMs = measured.answers?.slowestMs;
  const limit = smallestLimit(measured);
  return {
    timeoutMs:
      slowestMs === undefined
        ? null
        : roundUp(Math.max(LEAST_TIMEOUT_S * 1_000, slowestMs * ABOVE_SLOWEST)),
    heartbeatMs: limit
      ? Math.max(1_000, Math.min(USUAL_BEAT_MS, roundDown(limit.ms / IN_A_LIMIT)))
      : null,
  };
}

/** What ends a silence, soonest first, each once. */
export function idleLimits({ limits }: Pick<Measured, "limits">): EndpointLimit[] {
  const idle = limits.filter(({ kind }) => kind === "idle");
  return idle.filter(
    (limit, i) => idle.findIndex(({ name, ms }) => name === limit.name && ms === limit.ms) === i,
  );
}

/** The two sides' own watch over each other is fed by their protocol's heartbeat. */
export const smallestLimit = (measured: Pick<Measured, "limits">): EndpointLimit | undefined =>
  idleLimits(measured).find(({ by }) => by !== "agreed");

/** The first round figure that is no less. */
const roundUp = (ms: number): number =>
  1_000 * (ROUND_S.find((s) => s * 1_000 >= ms) ?? Math.ceil(ms / 1_000));

const roundDown = (ms: number): number => Math.floor(ms / 1_000) * 1_000;
