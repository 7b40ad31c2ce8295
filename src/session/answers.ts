import type { Message } from "./fold.ts";
import type { Connection } from "./session.ts";
import { ANSWER_BUCKETS, type Answers, FIRST_ANSWERS, type Traffic } from "./traffic.ts";

/** A message went: it waits for an answer, unless it is a sign of life. */
export function noteRequest({ unanswered }: Traffic, at: number): void {
  unanswered.count++;
  unanswered.since ??= at;
}

/** A message went into the buffer. */
export function noteBuffer(connection: Connection, message: Message): void {
  const { at, bufferedBytes, sizeBytes } = message;
  const { buffered } = connection.traffic;
  if (bufferedBytes > connection.bufferedPeakBytes) buffered.peakAt = at;
  // Just after `send()` the amount holds the message itself: ever larger ones are no backlog.
  const waitingBytes = Math.max(0, bufferedBytes - sizeBytes);
  if (waitingBytes > buffered.lastBytes) {
    buffered.risingCount++;
    buffered.risingSince ??= at;
  } else if (waitingBytes < buffered.lastBytes || waitingBytes === 0) {
    buffered.risingCount = 0;
    buffered.risingSince = null;
  }
  buffered.lastBytes = waitingBytes;
}

/** Something came that is no sign of life: the answer to whatever had been sent. */
export function noteAnswer({ unanswered, answers }: Traffic, at: number): void {
  if (unanswered.since === null) return;
  countAnswer(answers, Math.max(0, at - unanswered.since), at);
  unanswered.count = 0;
  unanswered.since = null;
}

/** Adds one that took so long. */
export function countAnswer(answers: Answers, ms: number, at: number): void {
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
