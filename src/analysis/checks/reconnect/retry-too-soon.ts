import type { Connection } from "../../../session/session.ts";
import { countOf, formatDuration } from "../../../words/words.ts";
import { type Draft, defineCheck } from "../../check.ts";
import { askedWaitMs, keepsAsked } from "../../connection/asked-wait.ts";
import { figure } from "../../connection/evidence.ts";
import { knownDelay, type SeriesGroup } from "../../series/series.ts";
import { draftForSeries } from "./describe-series.ts";
import { medianOf } from "./figures.ts";

/** Once may be a person who presses reload. */
export const MIN_TOO_SOON = 2;

/** Retrying sooner than the server had asked for. */
export const retryTooSoon = defineCheck({
  name: "retry-too-soon",
  run: ({ series, nowMs }) =>
    series.flatMap((group): Draft[] => {
      const early = earlyRetries(group);
      return early.length >= MIN_TOO_SOON ? [describe(group, early, nowMs)] : [];
    }),
});

type EarlyRetry = { lost: Connection; retry: Connection; askedMs: number; delayMs: number };

const earlyRetries = (group: SeriesGroup): EarlyRetry[] =>
  group.connections.flatMap((retry, i): EarlyRetry[] => {
    const lost = group.answers[i];
    const delayMs = knownDelay(group, i);
    const askedMs = lost ? askedWaitMs(lost) : null;
    if (!lost || delayMs === null || askedMs === null) return [];
    return keepsAsked(lost, delayMs) === false ? [{ lost, retry, askedMs, delayMs }] : [];
  });

function describe(group: SeriesGroup, early: readonly EarlyRetry[], nowMs: number): Draft {
  const first = early[0] as EarlyRetry;
  const last = early.at(-1) as EarlyRetry;
  const waitedMs = medianOf(early.map(({ delayMs }) => delayMs));
  const opened = group.connections.find(
    ({ open, createdAt }) => open !== null && createdAt >= last.retry.createdAt,
  );
  // Who has waited long enough since has learned it.
  const isOver = nowMs - (last.retry.end?.at ?? nowMs) >= last.askedMs;
  return draftForSeries(group, {
    id: "retry-hopeless",
    variant: "too-soon",
    severity: "warning",
    confidence: 0.92,
    facts: {
      asked: formatDuration(last.askedMs),
      waited: formatDuration(waitedMs),
      times: countOf(early.length, "time"),
    },
    evidence: [
      ...figure("asked-to-wait", Math.round(last.askedMs), "ms", { at: last.lost.end?.at ?? null }),
      ...figure("median-wait", Math.round(waitedMs), "ms"),
      ...figure("retried-too-soon", early.length),
    ],
    since: first.retry.createdAt,
    until: opened?.open?.at ?? (isOver ? (last.retry.end?.at ?? null) : null),
  });
}
