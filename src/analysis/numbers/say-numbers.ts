import { countOf, formatDuration, listOf } from "../../words/words.ts";
import type { EndpointNumbers, Limit } from "./numbers.ts";

/** Round figures that people set. */
const ROUND_S = [1, 2, 3, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600, 1_200, 1_800, 3_600];
/** Above the slowest answer there was: the next one may be slower. */
const ABOVE_SLOWEST = 1.5;
const LEAST_TIMEOUT_S = 5;
/** Two heartbeats in a limit, so that one may be lost. */
const IN_A_LIMIT = 2;
const USUAL_BEAT_MS = 25_000;

/** The figures of one endpoint as sentences; none where they say nothing. */
export const sayNumbers = (numbers: EndpointNumbers): string[] =>
  [
    sayAnswers(numbers),
    saySilence(numbers),
    sayHeartbeat(numbers),
    sayReady(numbers),
    sayLives(numbers),
  ].filter((line) => line !== null);

/** The first round figure that is no less. */
const roundUp = (ms: number): number =>
  1_000 * (ROUND_S.find((s) => s * 1_000 >= ms) ?? Math.ceil(ms / 1_000));

function sayAnswers({ answers }: EndpointNumbers): string | null {
  if (!answers) return null;
  const { count, medianMs, p99Ms, slowestMs, gaveUpMs, isNamed } = answers;
  const timeoutMs = roundUp(Math.max(LEAST_TIMEOUT_S * 1_000, slowestMs * ABOVE_SLOWEST));
  const measured = `Answers: half of ${countOf(count, "answer")} within ${formatDuration(medianMs)}, 99 of 100 within ${formatDuration(p99Ms)}, the slowest ${formatDuration(slowestMs)}${isNamed ? "" : " (by what came first after a message)"}.`;
  const tooSoon = gaveUpMs !== null && gaveUpMs < slowestMs;
  const advice = tooSoon
    ? `The page gives up after ${formatDuration(gaveUpMs)}, which is before some answers come: wait ${formatDuration(timeoutMs)}.`
    : `A time-out for a request: ${formatDuration(timeoutMs)}${slowestMs < 1_000 ? " leaves room" : `, and none under ${formatDuration(slowestMs)}`}.`;
  return `${measured} ${advice}`;
}

const BY = {
  measured: "measured here",
  agreed: "by what the two sides told each other, or their defaults",
  default: "its default",
} as const satisfies Record<Limit["by"], string>;

const sayLimit = ({ name, ms, by }: Limit): string =>
  `${name} after ${formatDuration(ms)} (${BY[by]})`;

function idleLimits({ limits }: EndpointNumbers): Limit[] {
  const idle = limits.filter(({ kind }) => kind === "idle");
  return idle.filter(
    (limit, i) => idle.findIndex(({ name, ms }) => name === limit.name && ms === limit.ms) === i,
  );
}

/** Who gives up a silent connection first. */
function saySilence(numbers: EndpointNumbers): string | null {
  const [first, ...rest] = idleLimits(numbers);
  if (!first) return null;
  const then = rest.length === 0 ? "" : `; then ${listOf(rest.slice(0, 3).map(sayLimit))}`;
  return `Silence: ${sayLimit(first)} gives up first${then}.`;
}

function sayHeartbeat(numbers: EndpointNumbers): string | null {
  const { heartbeatMs } = numbers;
  // The two sides' own watch over each other is fed by their protocol's heartbeat.
  const limit = idleLimits(numbers).find(({ by }) => by !== "agreed");
  if (!limit) return null;
  const most = formatDuration(limit.ms);
  const everyMs = Math.max(1_000, Math.min(USUAL_BEAT_MS, roundDown(limit.ms / IN_A_LIMIT)));
  const advice = `Every ${formatDuration(everyMs)} leaves room.`;
  if (heartbeatMs === null)
    return `Heartbeat: none is seen; every ${formatDuration(everyMs)} keeps each silence within ${most}.`;
  const has = `Heartbeat: every ${formatDuration(heartbeatMs)}`;
  if (heartbeatMs * IN_A_LIMIT <= limit.ms)
    return `${has}, at least ${IN_A_LIMIT} within the smallest limit of ${most}: enough.`;
  return heartbeatMs < limit.ms
    ? `${has}, only one within the smallest limit of ${most}: one that is late ends the connection. ${advice}`
    : `${has}, more seldom than the smallest limit of ${most}: too slow. ${advice}`;
}

const roundDown = (ms: number): number => Math.floor(ms / 1_000) * 1_000;

const sayReady = ({ ready }: EndpointNumbers): string | null =>
  ready &&
  `Ready: ${formatDuration(ready.medianMs)} after open${ready.count === 1 ? "" : `, half of ${ready.count} times; at worst ${formatDuration(ready.slowestMs)}`}.`;

function sayLives({ lives }: EndpointNumbers): string | null {
  const { atOnce, before, at, after, limitMs } = lives;
  if (atOnce + before + at + after < 2) return null;
  const classes = [
    atOnce > 0 ? `${atOnce} under 100 ms` : null,
    before > 0
      ? `${before} ${limitMs === null ? "longer" : `before ${formatDuration(limitMs)}`}`
      : null,
    at > 0 && limitMs !== null ? `${at} at ${formatDuration(limitMs)} (± 5 %)` : null,
    after > 0 ? `${after} longer than that` : null,
  ].filter((part) => part !== null);
  return `Lives of those that ended: ${listOf(classes)}.`;
}
