import {
  ROW_SEND,
  SHAPE_BINARY,
  SHAPE_DIGIT,
  SHAPE_OBJECT,
  SHAPE_TEXT,
  SHAPE_UNKNOWN,
} from "../protocol/rows.ts";
import { noteActivity } from "./activity.ts";
import { noteAnswer, noteBuffer, noteRequest } from "./answers.ts";
import { noteBeat } from "./beats.ts";
import type { Message } from "./fold.ts";
import { isKnownBeat } from "./known-beats.ts";
import { noteJson } from "./note-json.ts";
import { noteReply } from "./replies.ts";
import type { Connection } from "./session.ts";
import { noteSize } from "./sizes.ts";
import type { Flow } from "./traffic.ts";

/** Counts one message into its connection's traffic, before its tallies know of it. */
export function foldTraffic(connection: Connection, message: Message): void {
  const { traffic, open } = connection;
  const { at, flags } = message;
  const isSent = (flags & ROW_SEND) !== 0;
  const direction = isSent ? "send" : "receive";
  const flow = traffic[direction];
  const { count, lastAt } = connection[direction];

  noteShape(flow, message, count);
  noteSize(flow, message.sizeBytes);
  const gapMs = silenceMs(connection, lastAt, at);
  if (gapMs > (flow.longestGap?.ms ?? 0)) flow.longestGap = { ms: gapMs, endedAt: at };
  const quietMs = silenceMs(connection, connection.lastMessage?.at ?? null, at);
  if (quietMs > (traffic.longestQuiet?.ms ?? 0))
    traffic.longestQuiet = { ms: quietMs, endedAt: at };

  noteReply(isSent ? traffic.receive : traffic.send, message, lastAt);
  noteBeat(flow, message);
  if (isSent) noteBuffer(connection, message);
  // A ping asks for nothing but its pong, and a pong answers no question.
  const isBeat = isKnownBeat(message);
  if (!isBeat) {
    if (isSent) noteRequest(traffic, at);
    else noteAnswer(traffic, at);
  }
  noteActivity(traffic, direction, at, open?.at ?? at, 1, message.sizeBytes);
  noteJson(traffic, message, isBeat);
}

/** How long nothing had come; 0 where that is not known, or where the clock was set back. */
export function silenceMs(
  { open, traffic }: Connection,
  lastAt: number | null,
  at: number,
): number {
  const from = lastAt ?? open?.at;
  if (from === undefined) return 0;
  return at - Math.max(from, traffic.watchedFrom ?? from);
}

function noteShape(flow: Flow, { at, seq, shape }: Message, before: number): void {
  const { shapes } = flow;
  const times = shapes[shape] ?? 0;
  if (times === 0 && before > 0 && isNewFormat(shapes, shape)) {
    flow.newFormat = { at, seq, shape, before };
  }
  // Without holes: they would come back from a file as null.
  while (shapes.length <= shape) shapes.push(0);
  shapes[shape] = times + 1;
}

/** JSON objects and arrays are one format, and so are all digits; the others are their own. */
function isNewFormat(shapes: readonly number[], shape: number): boolean {
  if (shape === SHAPE_UNKNOWN) return false;
  // Messages that only their sums are known of may have been texts of any kind.
  if (shape !== SHAPE_BINARY && (shapes[SHAPE_UNKNOWN] ?? 0) > 0) return false;
  if (shape >= SHAPE_DIGIT) return shapes.slice(SHAPE_DIGIT).every((times) => times === 0);
  if (shape < SHAPE_OBJECT || shape === SHAPE_TEXT) return true;
  return shapes.slice(SHAPE_OBJECT, SHAPE_TEXT).every((times) => times === 0);
}
