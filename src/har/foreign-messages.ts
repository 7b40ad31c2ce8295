import { decodeBase64 } from "../protocol/base64.ts";
import { shapeOfBody, utf8Bytes } from "../protocol/measure-body.ts";
import { type Body, ROW_BINARY, ROW_SEND, SHAPE_BINARY, UNTOLD } from "../protocol/rows.ts";
import type { StoredRow } from "../session/stored-row.ts";
import { toEpochMs } from "./foreign-times.ts";
import { HarError } from "./har-error.ts";
import { OPCODE_BINARY, OPCODE_CLOSE, OPCODE_TEXT } from "./messages.ts";
import { isObject, listAt, numberAt, objectAt, textAt } from "./shape.ts";

export type ForeignMessages = {
  /** In order of time. */
  rows: StoredRow[];
  /** What Chrome tells of a failure, possibly an empty text. */
  error: { at: number; text: string } | null;
  /** A close written as a message of opcode 8, as we and some proxies do. */
  close: { at: number; code: number | null; text: string } | null;
  /** Pings, pongs and parts of messages: no page ever sees them. */
  controlFrames: number;
  /** Binary messages whose data is not base64: they are listed, without their bytes. */
  notBase64: number;
  /** Their times are of a clock that nobody knows: only what lies between them is true. */
  ownClock: boolean;
  /** Messages that say nothing that can be read: where, and what is wrong there. */
  unread: string[];
};

type Context = {
  place: string;
  connectionId: string;
  /** When it opened, as far as is known: epoch ms. */
  startedAt: number;
  /** How long the entry lasted. */
  durationMs: number;
};

type Told = {
  direction: "send" | "receive" | "error" | "control";
  time: number | null;
  opcode: number;
  data: string;
  code: number | null;
};

export function readForeignMessages(entry: Record<string, unknown>, at: Context): ForeignMessages {
  const read: ForeignMessages = {
    rows: [],
    error: null,
    close: null,
    controlFrames: 0,
    notBase64: 0,
    ownClock: false,
    unread: [],
  };
  const told = listMessages(entry, at.place).flatMap((raw, index) => {
    const message = `${at.place}._webSocketMessages[${index}]`;
    try {
      return [readMessage(raw, message)];
    } catch (error) {
      if (!(error instanceof HarError)) throw error;
      read.unread.push(error.message);
      return [];
    }
  });
  const clock = clockOf(told, at);
  read.ownClock = clock.isOwn;
  let lastAt = at.startedAt;
  for (const [index, { direction, time, opcode, data, code }] of told.entries()) {
    lastAt = time === null ? lastAt : clock.at(time);
    if (direction === "error") {
      read.error ??= { at: lastAt, text: data };
    } else if (opcode === OPCODE_CLOSE) {
      read.close ??= { at: lastAt, code, text: data };
    } else if (direction === "control" || (opcode !== OPCODE_TEXT && opcode !== OPCODE_BINARY)) {
      read.controlFrames++;
    } else {
      const body = opcode === OPCODE_TEXT ? data : decodeBase64(data);
      if (body === null) read.notBase64++;
      read.rows.push(
        toRow(at.connectionId, index, lastAt, direction === "send", body, data.length),
      );
    }
  }
  // Tools that watch both directions apart do not always write them in order.
  if (read.rows.some((row, i) => i > 0 && row.at < (read.rows[i - 1] as StoredRow).at)) {
    read.rows.sort((a, b) => a.at - b.at);
  }
  return read;
}

/** Where the messages of an entry stand: in Chrome's field, or in that of browsers built on it. */
function listMessages(entry: Record<string, unknown>, place: string): unknown[] {
  const messages = entry._webSocketMessages ?? entry._webSocketFrames ?? [];
  return listAt(messages, `${place}._webSocketMessages`);
}

/** Whether an entry says what a socket carried: an empty list stands on plain requests, too. */
export const hasMessages = ({ _webSocketMessages, _webSocketFrames }: Record<string, unknown>) =>
  Array.isArray(_webSocketMessages ?? _webSocketFrames);

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
};

/** `Network.webSocketFrameSent` is what Chrome's protocol calls it. */
const directionOf = (name: unknown): Told["direction"] | undefined =>
  typeof name === "string"
    ? DIRECTIONS[name.toLowerCase().replace(/^(?:network\.)?websocket/, "")]
    : undefined;

function readMessage(raw: unknown, place: string): Told {
  const message = objectAt(raw, place);
  const direction =
    directionOf(message.type) ?? directionOf(message.direction) ?? directionOf(message.dir);
  if (direction === undefined) {
    textAt(message.type ?? message.direction, `${place}.type`);
    throw new HarError(`${place}.type`, 'is not "send", "receive" or "error"');
  }
  const data = message.data ?? message.payloadData ?? message.payload ?? message.text ?? "";
  return {
    direction,
    time: readTime(message.time ?? message.timestamp, `${place}.time`),
    opcode: readOpcode(message.opcode, `${place}.opcode`),
    // Some tools write what was JSON as the value that it is.
    data:
      isObject(data) || Array.isArray(data) ? JSON.stringify(data) : textAt(data, `${place}.data`),
    code: typeof message.code === "number" ? message.code : null,
  };
}

/** Null where the tool did not know it. */
function readTime(value: unknown, place: string): number | null {
  if (value === undefined || value === null || value === "") return null;
  const time =
    typeof value === "string" ? (asNumber(value) ?? Date.parse(value)) : numberAt(value, place);
  if (!Number.isFinite(time)) throw new HarError(place, "is not a time");
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
function clockOf(told: readonly Told[], { startedAt, durationMs }: Context) {
  const times = told.flatMap(({ time }) => (time === null ? [] : [time]));
  const first = times[0];
  if (first === undefined || times.some((time) => toEpochMs(time) !== null)) {
    return { isOwn: false, at: (time: number) => toEpochMs(time) ?? startedAt };
  }
  const start = times.reduce((least, time) => Math.min(least, time), first);
  const span = times.reduce((most, time) => Math.max(most, time), first) - start;
  const inMs =
    durationMs > 0 && span * 1000 > durationMs + SLACK_MS && span <= durationMs + SLACK_MS;
  return { isOwn: true, at: (time: number) => startedAt + (time - start) * (inMs ? 1 : 1000) };
}

function toRow(
  connectionId: string,
  seq: number,
  at: number,
  sent: boolean,
  body: Body | null,
  dataLength: number,
): StoredRow {
  const binary = typeof body !== "string";
  // Of bytes that cannot be read only the length of their base64 is known: four for every three.
  const binaryBytes = body?.length ?? Math.floor((dataLength * 3) / 4);
  return {
    documentId: "",
    connectionId,
    seq,
    at,
    flags: (sent ? ROW_SEND : 0) | (binary ? ROW_BINARY : 0),
    shape: body === null ? SHAPE_BINARY : shapeOfBody(body),
    sizeBytes: binary ? binaryBytes : utf8Bytes(body),
    ...UNTOLD,
    body,
  };
}
