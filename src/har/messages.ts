/** One kept message as HAR writes it, and back. */

import { decodeBase64, encodeBase64 } from "../protocol/base64.ts";
import { ROW_BINARY, ROW_BLOB, ROW_CUT, ROW_LOST, ROW_SEND, UNTOLD } from "../protocol/rows.ts";
import type { Connection } from "../session/session.ts";
import type { StoredRow } from "../session/stored-row.ts";
import type { HarMessage } from "./session-file.ts";

export const OPCODE_TEXT = 1;
export const OPCODE_BINARY = 2;
export const OPCODE_CLOSE = 8;
const OPCODE_ERROR = -1;

export function writeMessage(row: StoredRow): HarMessage {
  const { at, body, flags } = row;
  const time = at / 1000;
  return {
    type: flags & ROW_SEND ? "send" : "receive",
    time,
    opcode: flags & ROW_BINARY ? OPCODE_BINARY : OPCODE_TEXT,
    data: body === null ? "" : typeof body === "string" ? body : encodeBase64(body),
    _stormglass: {
      seq: row.seq,
      ...(time * 1000 === at ? {} : { at }),
      sizeBytes: row.sizeBytes,
      shape: row.shape,
      ...toldOf(row),
      ...(body === null ? { notKept: true } : {}),
      ...(flags & ROW_CUT ? { cut: true } : {}),
      ...(flags & ROW_LOST ? { lost: true } : {}),
      ...(flags & ROW_BLOB ? { blob: true } : {}),
    },
  };
}

const UNTOLD_NAMES = Object.keys(UNTOLD) as (keyof typeof UNTOLD)[];

/** What the hook told of it; 0 is not worth a word. */
const toldOf = (message: Partial<typeof UNTOLD>): Partial<typeof UNTOLD> =>
  Object.fromEntries(
    UNTOLD_NAMES.flatMap((name) => (message[name] ? [[name, message[name]]] : [])),
  );

/**
 * A message of a file of ours; null for the rows that only other viewers need. One whose data is not
 * base64 has no body, like one that was not kept.
 */
export function readMessage(
  message: HarMessage,
  connection: Pick<Connection, "id" | "documentId">,
): StoredRow | null {
  const mark = message._stormglass;
  if (!mark) return null;
  const binary = message.opcode === OPCODE_BINARY;
  const body = mark.notKept ? null : binary ? decodeBase64(message.data) : message.data;
  return {
    documentId: connection.documentId ?? "",
    connectionId: connection.id,
    seq: mark.seq,
    at: mark.at ?? message.time * 1000,
    flags:
      (message.type === "send" ? ROW_SEND : 0) |
      (binary ? ROW_BINARY : 0) |
      (mark.cut ? ROW_CUT : 0) |
      (mark.lost ? ROW_LOST : 0) |
      (mark.blob ? ROW_BLOB : 0),
    shape: mark.shape,
    sizeBytes: mark.sizeBytes,
    ...UNTOLD,
    ...toldOf(mark),
    body,
  };
}

/**
 * Rows that make a failure and a close visible in viewers which know nothing of Stormglass. Chrome
 * itself writes the first kind and labels the second.
 */
export function closingRows({ open, handshake, end }: Connection): HarMessage[] {
  const rows: HarMessage[] = [];
  const time = (end?.at ?? handshake?.at ?? 0) / 1000;
  if (handshake?.error) {
    rows.push({ type: "error", time, opcode: OPCODE_ERROR, data: handshake.error });
  } else if (!open && end) {
    const answer = handshake?.status ? `: HTTP ${handshake.status} ${handshake.statusText}` : "";
    const data = `The handshake failed${answer}`.trimEnd();
    rows.push({ type: "error", time, opcode: OPCODE_ERROR, data });
  }
  if (end && end.code !== null) {
    rows.push({
      type: "receive",
      time,
      opcode: OPCODE_CLOSE,
      data: describeClose(end.code, end.reason),
    });
  }
  return rows;
}

// 1005 and 1006 stand for what did not come: a code in the frame, or the frame itself (RFC 6455 §7.4.1).
const NEVER_SENT: Record<number, string> = {
  1005: "(a close frame without a code)",
  1006: "(no close frame came)",
};

const describeClose = (code: number, reason: string) =>
  `${code} ${reason || (NEVER_SENT[code] ?? "")}`.trimEnd();
