import { shapeOfBody, utf8Bytes } from "../protocol/measure-body.ts";
import { type Body, ROW_BINARY, ROW_SEND, SHAPE_BINARY } from "../protocol/rows.ts";
import type { StoredRow } from "../session/stored-row.ts";
import { decodeBase64 } from "./base64.ts";
import { HarError } from "./har-error.ts";
import { OPCODE_BINARY, OPCODE_CLOSE, OPCODE_TEXT } from "./messages.ts";
import { listAt, numberAt, objectAt, textAt } from "./shape.ts";

export type ForeignMessages = {
  /** In order of time. */
  rows: StoredRow[];
  /** What Chrome tells of a failure, possibly an empty text. */
  error: { at: number; text: string } | null;
  /** A close written as a message of opcode 8, as we and some proxies do. */
  close: { at: number; text: string } | null;
  /** Pings, pongs and parts of messages: no page ever sees them. */
  controlFrames: number;
  /** Binary messages whose data is not base64: they are listed, without their bytes. */
  notBase64: number;
};

type Context = { place: string; connectionId: string; startedAt: number };

export function readForeignMessages(value: unknown, context: Context): ForeignMessages {
  const read: ForeignMessages = {
    rows: [],
    error: null,
    close: null,
    controlFrames: 0,
    notBase64: 0,
  };
  if (value === undefined) return read;
  let lastAt = context.startedAt;
  listAt(value, context.place).forEach((raw, index) => {
    const place = `${context.place}[${index}]`;
    const message = objectAt(raw, place);
    const type = textAt(message.type, `${place}.type`);
    const at = toEpochMs(numberAt(message.time, `${place}.time`)) ?? lastAt;
    const opcode = readOpcode(message.opcode, `${place}.opcode`);
    const data = textAt(message.data ?? "", `${place}.data`);
    lastAt = at;
    if (type === "error") {
      read.error ??= { at, text: data };
    } else if (type !== "send" && type !== "receive") {
      throw new HarError(`${place}.type`, 'is not "send", "receive" or "error"');
    } else if (opcode === OPCODE_CLOSE) {
      read.close ??= { at, text: data };
    } else if (opcode !== OPCODE_TEXT && opcode !== OPCODE_BINARY) {
      read.controlFrames++;
    } else {
      const body = opcode === OPCODE_TEXT ? data : decodeBase64(data);
      if (body === null) read.notBase64++;
      read.rows.push(toRow(context.connectionId, index, at, type === "send", body, data.length));
    }
  });
  // Tools that watch both directions apart do not always write them in order.
  if (read.rows.some((row, i) => i > 0 && row.at < (read.rows[i - 1] as StoredRow).at)) {
    read.rows.sort((a, b) => a.at - b.at);
  }
  return read;
}

/** Below it lie seconds until the year 5138, above it milliseconds since 1973. */
const SMALLEST_MS = 1e11;

/** Epoch ms from seconds (Chrome) or milliseconds (Playwright); null where it is unknown (-1). */
export const toEpochMs = (time: number): number | null =>
  time < 0 ? null : time < SMALLEST_MS ? time * 1000 : time;

/** Some tools write it as a text, some leave it out for text messages. */
const readOpcode = (value: unknown, place: string): number =>
  value === undefined || value === null
    ? OPCODE_TEXT
    : numberAt(typeof value === "string" && value !== "" ? Number(value) : value, place);

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
    bufferedBytes: 0,
    body,
  };
}
