import {
  SHAPE_ARRAY,
  SHAPE_BINARY,
  SHAPE_DIGIT,
  SHAPE_EMPTY,
  SHAPE_OBJECT,
} from "../../protocol/rows.ts";
import type { Connection } from "../../session/session.ts";
import type { Beat, BeatReply } from "../../session/traffic.ts";

/** Messages that go at a steady pace to keep the connection awake, or to see that it lives. */
export type Heartbeat = {
  direction: "send" | "receive";
  periodMs: number;
  /** Standard deviation of the period. */
  spreadMs: number;
  count: number;
  sizeBytes: number;
  payload: "binary" | "empty" | "JSON" | "Engine.IO" | "text";
  lastAt: number;
  /** What comes back; null where nothing regular does. */
  reply: { count: number; roundTripMs: number; slowestMs: number; lastAt: number } | null;
  /** How many in a row, up to the latest, nothing has come back for. */
  missed: number;
};

/** Three equal gaps are no chance. */
const MIN_COUNT = 4;
/** webpack-dev-server's second is the shortest known; what comes faster is data… */
const MIN_PERIOD_MS = 900;
/** …unless it is always the same text and has its answer. */
const MIN_ANSWERED_PERIOD_MS = 200;
/** Timers of a hidden tab are late by up to a second, of a busy page by less. */
const MAX_SPREAD = 0.25;
/** A heartbeat says next to nothing. */
const MAX_BYTES = 256;
/** Most of them are answered, or the answers are something else. */
const MIN_ANSWERED = 0.5;

/** The heartbeats of a connection, those with an answer first, then the quickest. */
export function findHeartbeats({ traffic }: Connection): Heartbeat[] {
  const found = [
    ...traffic.send.beats.map((beat) => ({ direction: "send" as const, beat })),
    ...traffic.receive.beats.map((beat) => ({ direction: "receive" as const, beat })),
  ].filter(({ beat }) => isHeartbeat(beat));
  return found
    .filter(({ direction, beat }) => {
      const others = found.filter((other) => other.direction !== direction);
      return !others.some((other) => isReplyTo(beat, other.beat));
    })
    .map(({ direction, beat }) => describe(direction, beat))
    .sort((a, b) => Number(b.reply !== null) - Number(a.reply !== null) || a.periodMs - b.periodMs);
}

/** Steady and small; and either always the same text, or answered. A steady stream of data is neither. */
function isHeartbeat(beat: Beat): boolean {
  const { count, gapMeanMs, sizeBytes, hash } = beat;
  if (!(count >= MIN_COUNT && sizeBytes <= MAX_BYTES)) return false;
  if (!(spreadOf(beat) <= gapMeanMs * MAX_SPREAD)) return false;
  const isSame = hash !== 0;
  const isAnswered = regularReply(beat) !== null;
  if (gapMeanMs < MIN_PERIOD_MS) {
    return gapMeanMs >= MIN_ANSWERED_PERIOD_MS && isSame && isAnswered;
  }
  return isSame || isAnswered;
}

const spreadOf = ({ gapM2, count }: Beat): number => Math.sqrt(Math.max(0, gapM2) / (count - 1));

/** Those missed in a row at the end say that the answers stopped, not that there were none. */
function regularReply({ reply, count, unanswered }: Beat): BeatReply | null {
  if (reply === null || !(reply.sizeBytes <= MAX_BYTES)) return null;
  return reply.count >= Math.max(2, (count - unanswered) * MIN_ANSWERED) ? reply : null;
}

const roundTripOf = ({ sumMs, count }: BeatReply): number => sumMs / count;

/** The pong is as steady as its ping. Of the two, the ping is what is answered sooner. */
function isReplyTo(beat: Beat, ping: Beat): boolean {
  const reply = regularReply(ping);
  if (reply === null) return false;
  const isSame = beat.hash === reply.hash && beat.shape === reply.shape;
  const own = regularReply(beat);
  return isSame && (own === null || roundTripOf(own) > roundTripOf(reply));
}

function describe(direction: Heartbeat["direction"], beat: Beat): Heartbeat {
  const reply = regularReply(beat);
  return {
    direction,
    periodMs: beat.gapMeanMs,
    spreadMs: spreadOf(beat),
    count: beat.count,
    sizeBytes: beat.sizeBytes,
    payload: payloadOf(beat.shape),
    lastAt: beat.lastAt,
    reply: reply && {
      count: reply.count,
      roundTripMs: roundTripOf(reply),
      slowestMs: reply.maxMs,
      lastAt: reply.lastAt,
    },
    missed: reply === null ? 0 : beat.unanswered,
  };
}

function payloadOf(shape: number): Heartbeat["payload"] {
  if (shape === SHAPE_BINARY) return "binary";
  if (shape === SHAPE_EMPTY) return "empty";
  if (shape === SHAPE_OBJECT || shape === SHAPE_ARRAY) return "JSON";
  return shape >= SHAPE_DIGIT ? "Engine.IO" : "text";
}
