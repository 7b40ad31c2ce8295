import { countOf, formatDuration, listOf } from "../../words/words.ts";
import type { EndpointLimit, EndpointNumbers } from "./numbers.ts";
import { IN_A_LIMIT, idleLimits, smallestLimit } from "./suggest.ts";

/** The figures of one endpoint as sentences; none where they say nothing. */
export const sayNumbers = (numbers: EndpointNumbers): string[] =>
  [
    sayAnswers(numbers),
    saySilence(numbers),
    sayHeartbeat(numbers),
    sayReady(numbers),
    sayLives(numbers),
  ].filter((line) => line !== null);

function sayAnswers({ answers, suggested: { timeoutMs } }: EndpointNumbers): string | null {
  if (!answers || timeoutMs === null) return null;
  const { count, medianMs, p99Ms, slowestMs, gaveUpMs, isNamed } = answers;
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
} as const satisfies Record<EndpointLimit["by"], string>;

const sayLimit = ({ name, ms, by }: EndpointLimit): string =>
  `${name} after ${formatDuration(ms)} (${BY[by]})`;

/** Who gives up a silent connection first. */
function saySilence(numbers: EndpointNumbers): string | null {
  const [first, ...rest] = idleLimits(numbers);
  if (!first) return null;
  const then = rest.length === 0 ? "" : `; then ${listOf(rest.slice(0, 3).map(sayLimit))}`;
  return `Silence: ${sayLimit(first)} gives up first${then}.`;
}

function sayHeartbeat(numbers: EndpointNumbers): string | null {
  const { heartbeatMs, suggested } = numbers;
  const limit = smallestLimit(numbers);
  const everyMs = suggested.heartbeatMs;
  if (!limit || everyMs === null) return null;
  const most = formatDuration(limit.ms);
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
