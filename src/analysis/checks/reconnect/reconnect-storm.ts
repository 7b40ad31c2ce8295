import type { ForgottenEndpoint } from "../../../session/session.ts";
import { formatCount, formatDuration } from "../../../words/words.ts";
import { type Context, type Draft, defineCheck, isEnded } from "../../check.ts";
import { figure } from "../../connection/evidence.ts";
import { isExpectedEnd } from "../../connection/expected-end.ts";
import { wasOfflineAttempt } from "../../connection/handshake/judge-handshake.ts";
import { describePolicy } from "../../policy/policy-words.ts";
import { createForgotten } from "../../series/forgotten.ts";
import { policyOf, type SeriesGroup, uptimeMs } from "../../series/series.ts";
import { costOfSeries, formatLoad } from "../../series/series-cost.ts";
import { draftForSeries, STABLE_MS } from "./describe-series.ts";
import { medianOf } from "./figures.ts";
import { type Attempt, delaysOf, FEW_ATTEMPTS, goodAttempts, paceOf } from "./storm-pace.ts";

const QUIET_MS = 60_000;

/** Attempts at a rate that hurts. */
export const reconnectStorm = defineCheck({
  name: "reconnect-storm",
  run: (context) => {
    const { nowMs } = context;
    const forgottenOf = createForgotten(context.session, context.series);
    return context.series.flatMap((group): Draft[] => {
      const storms = runsOf(group, context)
        .map(stormIn)
        .filter(({ length }) => length > 0);
      const last = storms.at(-1);
      if (!last) return [];
      // It goes on from what failed before the oldest that is kept.
      const isOldest = last[0]?.at === group.connections[0]?.createdAt;
      const earlier = isOldest ? (forgottenOf(group)?.failing ?? null) : null;
      return [describeStorm(group, last, { earlier, before: storms.length - 1, nowMs })];
    });
  },
});

/** Attempts that follow each other without a stable connection or a quiet minute between them. */
function runsOf(
  { connections, delaysMs, chains }: SeriesGroup,
  { session, nowMs }: Context,
): Attempt[][] {
  const runs: Attempt[][] = [];
  let run: Attempt[] = [];
  const finish = () => {
    if (run.length >= FEW_ATTEMPTS) runs.push(run);
    run = [];
  };
  for (const [i, connection] of connections.entries()) {
    const delayMs = delaysMs[i] ?? null;
    if ((uptimeMs(connection, nowMs) ?? 0) >= STABLE_MS) {
      finish();
      continue;
    }
    if (isExpectedEnd(connection) || wasOfflineAttempt(connection, session)) continue;
    // A page that opens many sockets at once, all of them alive, retries nothing.
    if (!isEnded(connection) && delayMs === null) continue;
    const before = run.at(-1);
    if (before && connection.createdAt - before.at >= QUIET_MS) finish();
    run.push({
      at: connection.createdAt,
      delayMs,
      endedAt: connection.end?.at ?? null,
      chain: chains[i] ?? i,
    });
  }
  finish();
  return runs;
}

/**
 * The attempts of those sockets that hurt by themselves. A page with a dozen sockets that come back
 * once each after a restart makes a dozen attempts at once, and yet retries nothing.
 */
function stormIn(run: readonly Attempt[]): Attempt[] {
  const rows = rowsOf(run);
  const stormy = new Set(
    [...rows].flatMap(([chain, row]) => (paceOf(row) === null ? [] : [chain])),
  );
  return run.filter(({ chain }) => stormy.has(chain));
}

/** Those of each socket. */
function rowsOf(run: readonly Attempt[]): Map<number, Attempt[]> {
  const rows = new Map<number, Attempt[]>();
  for (const attempt of run) {
    const row = rows.get(attempt.chain);
    if (row) row.push(attempt);
    else rows.set(attempt.chain, [attempt]);
  }
  return rows;
}

const isFast = (storm: readonly Attempt[]): boolean =>
  [...rowsOf(storm).values()].some((row) => paceOf(row) === "fast");

type Around = { earlier: ForgottenEndpoint["failing"]; before: number; nowMs: number };

function describeStorm(
  group: SeriesGroup,
  run: Attempt[],
  { earlier, before, nowMs }: Around,
): Draft {
  const last = run.at(-1) as Attempt;
  const since = Math.min((run[0] as Attempt).at, earlier?.since ?? Number.POSITIVE_INFINITY);
  const attempts = run.length + (earlier?.count ?? 0);
  const spanMs = Math.max(1, last.at - since);
  // Intervals, not attempts: 5 attempts in 4 s are one a second.
  const perSecond = ((attempts - 1) * 1_000) / spanMs;
  const delaysMs = delaysOf(run);
  const isLive = nowMs - last.at < QUIET_MS;
  const good = goodAttempts(spanMs);
  const cost = costOfSeries(group);
  return draftForSeries(group, {
    id: "reconnect-storm",
    severity: isFast(run) ? "error" : "warning",
    confidence: 0.95,
    ...(cost === null ? { variant: "unpriced" } : {}),
    facts: {
      attempts: formatCount(attempts),
      span: formatDuration(spanMs),
      rate: formatCount(perSecond * 60),
      policy: describePolicy(policyOf(group).policy),
      load: cost === null ? "" : formatLoad(cost),
      good: formatCount(good),
    },
    evidence: [
      ...figure("attempts", attempts, undefined, { at: since }),
      ...figure("over-time", Math.round(spanMs), "ms"),
      ...figure("attempt-rate", Math.round(perSecond * 600) / 10, "attempts/min"),
      ...figure("median-wait", delaysMs.length > 0 ? Math.round(medianOf(delaysMs)) : null, "ms"),
      ...figure("good-attempts", good),
      ...figure("storms-before", before > 0 ? before : null),
    ],
    since,
    until: isLive ? null : (last.endedAt ?? last.at),
  });
}
