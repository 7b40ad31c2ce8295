import { MAX_SAMPLE } from "../protocol/page-event.ts";
import type { Body } from "../protocol/rows.ts";
import { FIRST_SAMPLES, LAST_SAMPLES, MAX_LAST_LENGTH } from "./limits.ts";
import type { Connection, Sample } from "./session.ts";
import { EXCHANGE_KINDS } from "./traffic.ts";

export function cutSample(body: Body, maxLength = MAX_SAMPLE): Body {
  if (body.length <= maxLength) return body;
  const cut = body.slice(0, maxLength);
  // Engines keep the whole of a text alive for a slice of it, but not for a slice of a copy.
  return typeof cut === "string" ? ` ${cut}`.slice(1) : cut;
}

/**
 * Adds to the last samples of a connection that lives. All of them are saved with every change, so
 * that many long ones are fewer; the very last is always there.
 */
export function keepLast(connection: Connection, sample: Sample): void {
  const { last } = connection;
  last.push(sample);
  let length = last.reduce((sum, { body }) => sum + body.length, 0);
  while (last.length > LAST_SAMPLES || (length > MAX_LAST_LENGTH && last.length > 1)) {
    length -= last.shift()?.body.length ?? 0;
  }
}

/**
 * Adds to the first samples of a connection. Once there are all of them, the newest message that
 * reports an error stands after them: whatever comes later, it is not forgotten.
 */
export function keepFirst(connection: Connection, seq: number, sampleOf: () => Sample): void {
  const { first } = connection;
  if (first.length < FIRST_SAMPLES) first.push(sampleOf());
  else if (isFailure(connection, seq)) first[FIRST_SAMPLES] = sampleOf();
}

function isFailure({ traffic }: Connection, seq: number): boolean {
  const newest = traffic.exchanges.recent.at(-1);
  return newest?.seq === seq && newest.outcome === EXCHANGE_KINDS.failed;
}

/** The last of two lists that may have samples in common. */
export function joinLast(a: readonly Sample[], b: readonly Sample[]): Sample[] {
  const bySeq = new Map([...a, ...b].map((sample) => [sample.seq, sample]));
  return [...bySeq.values()].sort((x, y) => x.seq - y.seq).slice(-LAST_SAMPLES);
}
