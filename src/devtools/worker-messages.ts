import { decodeBase64 } from "../protocol/base64.ts";
import type { WorkerMessages } from "../protocol/devtools-message.ts";
import { hashOfBody, shapeOfBody, utf8Bytes } from "../protocol/measure-body.ts";
import {
  type Body,
  MAX_BODY_BYTES,
  MAX_ROWS,
  makeColumns,
  ROW_BINARY,
  ROW_SEND,
  type Rows,
  SHAPE_BINARY,
} from "../protocol/rows.ts";
import type { HarEntry } from "./har-entry.ts";

/** What was said last matters most: older messages are only counted, older bodies not kept. */
const MAX_MESSAGES = 100_000;
/** A message of a port must stay below 64 MiB. */
const MAX_BODIES_BYTES = 16 * 1024 * 1024;

type HarMessage = NonNullable<HarEntry["_webSocketMessages"]>[number];
const TEXT = 1;
const BINARY = 2;

/** The messages of a page worker's socket that is over, which no hook could see. */
export function readWorkerMessages({ _webSocketMessages }: HarEntry, key: string): WorkerMessages {
  const messages = (_webSocketMessages ?? []).filter(
    ({ type, opcode }) => type !== "error" && (opcode === TEXT || opcode === BINARY),
  );
  const left = messages.splice(0, Math.max(0, messages.length - MAX_MESSAGES));
  const rows: Rows[] = [];
  let roomBytes = MAX_BODIES_BYTES;
  // From the last to the first, as the room for bodies is given to the last ones.
  for (let to = messages.length; to > 0; to -= MAX_ROWS) {
    const from = Math.max(0, to - MAX_ROWS);
    const batch = readRows(messages.slice(from, to), left.length + from, roomBytes);
    rows.unshift(batch.rows);
    roomBytes = batch.roomBytes;
  }
  const sizeBytes = left.reduce((sum, message) => sum + sizeOf(message), 0);
  return { key, rows, left: { count: left.length, sizeBytes } };
}

function readRows(
  messages: readonly HarMessage[],
  firstSeq: number,
  roomBytes: number,
): { rows: Rows; roomBytes: number } {
  const n = messages.length;
  const bodies: (Body | null)[] = Array(n).fill(null);
  const rows: Rows = {
    firstSeq,
    ...makeColumns(n),
    bodies,
  };
  let room = roomBytes;
  for (let i = n - 1; i >= 0; i--) {
    const message = messages[i] as HarMessage;
    const sizeBytes = sizeOf(message);
    rows.at[i] = message.time * 1_000;
    rows.flags[i] = (message.type === "send" ? ROW_SEND : 0) | (isBinary(message) ? ROW_BINARY : 0);
    rows.shape[i] = isBinary(message) ? SHAPE_BINARY : shapeOfBody(message.data);
    rows.sizeBytes[i] = sizeBytes;
    if (sizeBytes > room || sizeBytes > MAX_BODY_BYTES) continue;
    room -= sizeBytes;
    const body = isBinary(message) ? decodeBase64(message.data) : message.data;
    bodies[i] = body;
    if (body !== null) rows.hash[i] = hashOfBody(body);
  }
  return { rows, roomBytes: room };
}

const isBinary = ({ opcode }: HarMessage): boolean => opcode === BINARY;

/** True size: a binary message comes as base64, four characters for three bytes. */
function sizeOf(message: HarMessage): number {
  const { data } = message;
  if (!isBinary(message)) return utf8Bytes(data);
  const padding = data.endsWith("==") ? 2 : data.endsWith("=") ? 1 : 0;
  return (data.length / 4) * 3 - padding;
}
