import { decodeBase64 } from "../protocol/base64.ts";
import { shapeOfBody, utf8Bytes } from "../protocol/measure-body.ts";
import { ROW_BINARY, ROW_SEND, SHAPE_BINARY, SHAPE_UNKNOWN, UNTOLD } from "../protocol/rows.ts";
import type { StoredRow } from "../session/stored-row.ts";
import { formatCount } from "../words/words.ts";
import { isTime, toEpochMs } from "./foreign-times.ts";
import { addUnread, HarError, JsonError, noneUnread, type Unread } from "./har-error.ts";
import type { JsonPart } from "./json-part.ts";
import { OPCODE_BINARY, OPCODE_CLOSE, OPCODE_TEXT } from "./messages.ts";
import { isObject, itemsAt, numberAt, objectAt, textAt } from "./shape.ts";

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

type Context = {
  place: string;
  connectionId: string;
  /** When it opened, as far as is known: epoch ms. */
  startedAt: number;
  /** How long the entry lasted. */
  durationMs: number;
};

/** So many are read in seconds. */
const MAX_MESSAGES = 1_500_000;

/** A list with more than so many that say nothing is not read: it would take minutes. */
const MAX_UNREAD = 100_000;

/** What is in one message. `part`: where it stands. */
type Told = {
  part: JsonPart;
  direction: "send" | "receive" | "error" | "control" | "open";
  time: number | null;
  opcode: number;
  data: string;
  code: number | null;
  /** Only that there was one is known. */
  notKept: boolean;
};

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
  for (const told of tellAll(part, context, read.unread)) {
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

const isRow = ({ direction, opcode }: Told): boolean =>
  (direction === "send" || direction === "receive") &&
  (opcode === OPCODE_TEXT || opcode === OPCODE_BINARY);

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
  for (const told of tellAll(part, context, noneUnread())) {
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

/** One after the other; of those that cannot be read, `unread` gets the reasons. */
function* tellAll(part: JsonPart, { place }: Context, unread: Unread): Generator<Told> {
  let index = 0;
  for (const item of itemsAt(part, `${place}._webSocketMessages`)) {
    if (index === MAX_MESSAGES) {
      const most = formatCount(MAX_MESSAGES);
      throw new HarError(`${place}._webSocketMessages`, `has too many messages (over ${most})`);
    }
    const message = `${place}._webSocketMessages[${index++}]`;
    let told: Told;
    try {
      told = tell(item, message);
    } catch (error) {
      if (!(error instanceof HarError) || error instanceof JsonError) throw error;
      addUnread(unread, error);
      if (unread.count > MAX_UNREAD) throw error;
      continue;
    }
    yield told;
  }
}

/** What tools call a direction, or what is none, in small letters without what stands around it. */
const DIRECTIONS: Record<string, Told["direction"]> = {
  send: "send",
  sent: "send",
  request: "send",
  outgoing: "send",
  outbound: "send",
  out: "send",
  client: "send",
  framesent: "send",
  receive: "receive",
  received: "receive",
  recv: "receive",
  response: "receive",
  incoming: "receive",
  inbound: "receive",
  in: "receive",
  server: "receive",
  framereceived: "receive",
  error: "error",
  frameerror: "error",
  ping: "control",
  pong: "control",
  open: "open",
};

/** `Network.webSocketFrameSent` is what Chrome's protocol calls it. */
const directionOf = (name: unknown): Told["direction"] | undefined =>
  typeof name === "string"
    ? DIRECTIONS[name.toLowerCase().replace(/^(?:network\.)?websocket/, "")]
    : undefined;

function tell(part: JsonPart, place: string): Told {
  const message = objectAt(part.parse(), place);
  const direction =
    directionOf(message.type) ?? directionOf(message.direction) ?? directionOf(message.dir);
  if (direction === undefined) {
    textAt(message.type ?? message.direction, `${place}.type`);
    throw new HarError(`${place}.type`, 'is not "send", "receive" or "error"');
  }
  const data = message.data ?? message.payloadData ?? message.payload ?? message.text ?? "";
  return {
    part,
    direction,
    time: readTime(message.time ?? message.timestamp, `${place}.time`),
    opcode: readOpcode(message.opcode, `${place}.opcode`),
    // Some tools write what was JSON as the value that it is.
    data:
      isObject(data) || Array.isArray(data) ? JSON.stringify(data) : textAt(data, `${place}.data`),
    code: typeof message.code === "number" ? message.code : null,
    notKept: message._notKept === true,
  };
}

/** Null where the tool did not know it. */
function readTime(value: unknown, place: string): number | null {
  if (value === undefined || value === null || value === "") return null;
  const time =
    typeof value === "string" ? (asNumber(value) ?? Date.parse(value)) : numberAt(value, place);
  if (!isTime(time)) throw new HarError(place, "is not a time");
  return time < 0 ? null : time;
}

const OPCODES: Record<string, number> = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 };

/** Some tools write it as a text, some leave it out for text messages. */
function readOpcode(value: unknown, place: string): number {
  if (value === undefined || value === null || value === "") return OPCODE_TEXT;
  if (typeof value !== "string") return numberAt(value, place);
  return numberAt(OPCODES[value.toLowerCase()] ?? asNumber(value) ?? Number.NaN, place);
}

function asNumber(text: string): number | undefined {
  const number = Number(text);
  return text.trim() === "" || Number.isNaN(number) ? undefined : number;
}

/** Times that are no longer than this past their entry's end are of it. */
const SLACK_MS = 1_000;

/**
 * How to read the times of one entry: of the calendar, or of a clock of the tool's own, whose first
 * message is taken for having come as the socket opened. Such a clock counts seconds, unless the
 * messages would then last longer than their entry.
 */
function clockOf(part: JsonPart, context: Context): Clock {
  const { startedAt, durationMs } = context;
  let first: number | null = null;
  let last = 0;
  for (const { time } of tellAll(part, context, noneUnread())) {
    if (time === null) continue;
    if (toEpochMs(time) !== null) {
      return { isOwn: false, at: (one) => toEpochMs(one) ?? startedAt };
    }
    last = first === null ? time : Math.max(last, time);
    first = Math.min(time, first ?? time);
  }
  const start = first ?? 0;
  const span = last - start;
  const inMs =
    durationMs > 0 && span * 1000 > durationMs + SLACK_MS && span <= durationMs + SLACK_MS;
  return {
    isOwn: first !== null,
    at: (time) => startedAt + (time - start) * (inMs ? 1 : 1000),
  };
}

/** `at`: epoch ms of a time in the file. */
type Clock = { isOwn: boolean; at: (time: number) => number };

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
