import type { Message } from "./fold.ts";
import type { Connection } from "./session.ts";
import { ANSWER_BUCKETS, FIRST_ANSWERS, type Traffic } from "./traffic.ts";

/** A message went: it waits for an answer, and in the buffer. */
export function noteSend(connection: Connection, { at, bufferedBytes }: Message): void {
  const { unanswered, buffered } = connection.traffic;
  unanswered.count++;
  unanswered.since ??= at;
  if (bufferedBytes > connection.bufferedPeakBytes) buffered.peakAt = at;
  if (bufferedBytes > buffered.lastBytes) {
    buffered.risingCount++;
    buffered.risingSince ??= at;
  } else if (bufferedBytes < buffered.lastBytes || bufferedBytes === 0) {
    buffered.risingCount = 0;
    buffered.risingSince = null;
  }
  buffered.lastBytes = bufferedBytes;
}

/** Something came: the answer to whatever had been sent. */
export function noteAnswer({ unanswered, answers }: Traffic, at: number): void {
  if (unanswered.since === null) return;
  const ms = Math.max(0, at - unanswered.since);
  unanswered.count = 0;
  unanswered.since = null;
  answers.count++;
  const bucket = bucketOf(ms);
  while (answers.buckets.length <= bucket) answers.buckets.push(0);
  answers.buckets[bucket] = (answers.buckets[bucket] as number) + 1;
  if (answers.slowest === null) answers.slowest = { ms, at };
  else if (ms > answers.slowest.ms) {
    answers.slowest.ms = ms;
    answers.slowest.at = at;
  }
  if (answers.firstCount >= FIRST_ANSWERS) return;
  answers.firstCount++;
  answers.firstSumMs += ms;
}

/** The first i with ms < 2^(i/2). */
const bucketOf = (ms: number): number =>
  ms < 1 ? 0 : Math.min(ANSWER_BUCKETS - 1, Math.floor(2 * Math.log2(ms)) + 1);
