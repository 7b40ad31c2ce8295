import { decodeBase64 } from "../../protocol/base64.ts";
import { shapeOfBody, utf8Bytes } from "../../protocol/measure-body.ts";
import { ROW_BINARY, ROW_SEND, SHAPE_BINARY, SHAPE_UNKNOWN, UNTOLD } from "../../protocol/rows.ts";
import type { StoredRow } from "../../session/stored-row.ts";
import { noneUnread, type Unread } from "../har-error.ts";
import type { JsonPart } from "../json-part.ts";
import { OPCODE_CLOSE, OPCODE_TEXT } from "../messages.ts";
import { type Clock, clockOf, type EntryTimes } from "./message-clock.ts";
import { isRow, type Told, tell, tellAll } from "./tell-message.ts";

export type ForeignMessages = {
  /** When the first and the last came of those that a page sees; null: there are none. */
  firstAt: number | null;
  lastAt: number | null;
  /** What Chrome tells of a failure, possibly an empty text. */
  error: { at: number; text: string } | null;
  /** A close written as a message of opcode 8, as we and some proxies do. */
  close: { at: number; code: number | null; text: string } | null;
  /** Pings, pongs and parts of messages: no page ever sees them. */
  controlFrames: number;
  /** Their times are of a clock that nobody knows: only what lies between them is true. */
  ownClock: boolean;
  /** Messages that say nothing that can be read. */
  unread: Unread;
};

type Context = EntryTimes & { connectionId: string };

/**
 * Gives the messages that a page sees in order of time to what `begin` returns. It is asked again
 * where that order is not the file's: all of them come anew then.
 */
export function readForeignMessages(
  part: JsonPart | null,
  context: Context,
  begin: () => (row: StoredRow) => void,
): ForeignMessages {
  const { startedAt, connectionId } = context;
  const read: ForeignMessages = {
    firstAt: null,
    lastAt: null,
    error: null,
    close: null,
    controlFrames: 0,
    ownClock: false,
    unread: noneUnread(),
  };
  let take = begin();
  if (part === null) return read;
  const clock = clockOf(part, context);
  read.ownClock = clock.isOwn;
  // Tools that watch both directions apart do not always write them in order.
  let isInOrder = true;
  let at = startedAt;
  let seq = 0;
  let count = 0;
  for (const told of tellAll(part, context.place, read.unread)) {
    at = told.time === null ? at : clock.at(told.time);
    if (told.direction === "open") {
      // Only its time is of interest, by which the tool's own clock is read.
    } else if (told.direction === "error") {
      read.error ??= { at, text: told.data };
    } else if (told.opcode === OPCODE_CLOSE) {
      read.close ??= { at, code: told.code, text: told.data };
    } else if (!isRow(told)) {
      read.controlFrames++;
    } else {
      count++;
      isInOrder &&= read.lastAt === null || at >= read.lastAt;
      if (isInOrder) take(toRow(told, connectionId, seq, at));
      read.firstAt = Math.min(at, read.firstAt ?? at);
      read.lastAt = Math.max(at, read.lastAt ?? at);
    }
    seq++;
  }
  if (!isInOrder) {
    take = begin();
    for (const row of rowsByTime(part, count, context, clock)) take(row);
  }
  return read;
}

/** Of a million messages only their places and times are held. `count`: how many a page sees. */
function* rowsByTime(
  part: JsonPart,
  count: number,
  context: Context,
  clock: Clock,
): Generator<StoredRow> {
  const starts = new Uint32Array(count);
  const ends = new Uint32Array(count);
  const numbers = new Uint32Array(count);
  const times = new Float64Array(count);
  let at = context.startedAt;
  let seq = 0;
  let row = 0;
  for (const told of tellAll(part, context.place, noneUnread())) {
    at = told.time === null ? at : clock.at(told.time);
    if (isRow(told)) {
      starts[row] = told.part.start;
      ends[row] = told.part.end;
      numbers[row] = seq;
      times[row++] = at;
    }
    seq++;
  }
  const order = Uint32Array.from(times, (_, i) => i);
  order.sort((a, b) => (times[a] as number) - (times[b] as number));
  for (const i of order) {
    const told = tell(part.partAt(starts[i] as number, ends[i] as number), context.place);
    yield toRow(told, context.connectionId, numbers[i] as number, times[i] as number);
  }
}

function toRow(
  { direction, opcode, data, notKept }: Told,
  connectionId: string,
  seq: number,
  at: number,
): StoredRow {
  const body = notKept ? null : opcode === OPCODE_TEXT ? data : decodeBase64(data);
  const binary = !notKept && typeof body !== "string";
  // Of bytes that cannot be read only the length of their base64 is known: four for every three.
  const binaryBytes = body?.length ?? Math.floor((data.length * 3) / 4);
  return {
    documentId: "",
    connectionId,
    seq,
    at,
    flags: (direction === "send" ? ROW_SEND : 0) | (binary ? ROW_BINARY : 0),
    shape: notKept ? SHAPE_UNKNOWN : body === null ? SHAPE_BINARY : shapeOfBody(body),
    sizeBytes: typeof body === "string" ? utf8Bytes(body) : binaryBytes,
    ...UNTOLD,
    body,
  };
}
