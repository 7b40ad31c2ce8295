import { hashOfBody } from "../../protocol/measure-body.ts";
import { type Body, ROW_SEND } from "../../protocol/rows.ts";
import type { Connection } from "../../session/session.ts";
import type { Beat } from "../../session/traffic.ts";
import type { RowFacts } from "./row-facts.ts";

/** What tells one connection's heartbeats from its other messages: sizes and hashes, by direction. */
export type HeartbeatKeys = { send: BeatKey[]; receive: BeatKey[] };
type BeatKey = Pick<Beat, "hash" | "sizeBytes" | "shape"> & {
  /** The other side answers each with the same: it is asked whether it is there, whatever the words. */
  isAnswered: boolean;
};

/** Fewer could be anything that came twice. */
const MIN_BEATS = 3;
/** Faster ones are data, however regular. */
const MIN_PERIOD_MS = 1_000;
/** Deviation of the gaps from their mean: timers are late, but steady. */
const MAX_SPREAD = 0.25;
/** Only bodies of so many bytes are hashed. */
const MAX_HASHED_BYTES = 64;
/** Larger ones are not asked for the words of their protocol. */
const MAX_SPOKEN_BYTES = 256;

export const heartbeatKeysOf = ({ traffic }: Pick<Connection, "traffic">): HeartbeatKeys => ({
  send: traffic.send.beats.filter(isSteady).map(keyOf),
  receive: traffic.receive.beats.filter(isSteady).map(keyOf),
});

const keyOf = ({ hash, sizeBytes, shape, reply }: Beat): BeatKey => ({
  hash,
  sizeBytes,
  shape,
  isAnswered: reply !== null,
});

function isSteady({ count, gapMeanMs, gapM2, sizeBytes }: Beat): boolean {
  if (count < MIN_BEATS || gapMeanMs < MIN_PERIOD_MS || sizeBytes > MAX_HASHED_BYTES) return false;
  return Math.sqrt(gapM2 / (count - 1)) <= gapMeanMs * MAX_SPREAD;
}

/** By what the connection keeps repeating, or by the words of its protocol. */
export function isHeartbeat(facts: RowFacts, keys: HeartbeatKeys): boolean {
  const { row } = facts;
  const direction = row.flags & ROW_SEND ? "send" : "receive";
  if (row.sizeBytes <= MAX_SPOKEN_BYTES && facts.described()?.isHeartbeat) return true;
  return keys[direction].some(
    ({ hash, sizeBytes, shape, isAnswered }) =>
      sizeBytes === row.sizeBytes &&
      (isAnswered || mayBeBeat(row.body)) &&
      shape === row.shape &&
      (hash === 0 || row.body === null || hash === hashOfBody(row.body)),
  );
}

/** Longer texts that say nothing of the kind are news that did not change: prices, states. */
const MOST_WORDLESS = 16;
const BEAT_WORDS = /ping|pong|heart|beat|alive|hb\b|noop|keep|tick/i;

const mayBeBeat = (body: Body | null): boolean =>
  typeof body !== "string" || body.length <= MOST_WORDLESS || BEAT_WORDS.test(body);
