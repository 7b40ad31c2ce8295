import { ROW_BINARY, ROW_CUT, ROW_LOST, ROW_SEND } from "../../protocol/rows.ts";
import type { StoredRow } from "../../session/stored-row.ts";
import { isoTime } from "../../words/iso-time.ts";
import { plain } from "../../words/safe-text.ts";
import { formatBytes } from "../../words/words.ts";

const PREVIEW_CHARS = 120;
const PREVIEW_BYTES = 24;

/** One message on one line: "#3.17 received 2026-12-01T10:00:00.000Z 52 B text: {"id":1}". */
export function sayMessage(row: StoredRow, connection: number, number: number): string {
  const when = isoTime(row.at);
  const kind = (row.flags & ROW_BINARY) === 0 ? "text" : "binary";
  const direction = (row.flags & ROW_SEND) === 0 ? "received" : "sent";
  const lost =
    (row.flags & ROW_LOST) === 0 ? "" : ", thrown away by the browser as the socket was closing";
  const size = formatBytes(row.sizeBytes);
  return `#${connection}.${number} ${direction} ${when} ${size} ${kind}${lost}: ${preview(row)}`;
}

function preview({ body, sizeBytes, flags }: StoredRow): string {
  if (body === null) return "(body not kept)";
  if (sizeBytes === 0) return "(empty)";
  const cut = (flags & ROW_CUT) !== 0;
  if (typeof body !== "string") {
    const more = body.length > PREVIEW_BYTES || cut;
    return `${hexOf(body.subarray(0, PREVIEW_BYTES))}${more ? " …" : ""}`;
  }
  const more = body.length > PREVIEW_CHARS || cut;
  return `${plain(body.slice(0, PREVIEW_CHARS))}${more ? "…" : ""}`;
}

export const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
