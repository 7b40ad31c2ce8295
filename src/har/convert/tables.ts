/** What is in a session as rows of a table: one a message, or one a connection. */
import { diagnose } from "../../analysis/diagnose.ts";
import { encodeBase64 } from "../../protocol/base64.ts";
import { ROW_BINARY, ROW_CUT, ROW_LOST, ROW_SEND } from "../../protocol/rows.ts";
import { connectionsInOrder } from "../../session/session.ts";
import type { StoredRow } from "../../session/stored-row.ts";
import { isoTime } from "../../words/iso-time.ts";
import type { SessionFile } from "../read.ts";

/** In the order of the columns. */
export type TableRow = Record<string, string | number | boolean | null>;

/** Times are ISO 8601 and epoch milliseconds, sizes bytes; binary messages are base64. */
export function* messageTable({ session, rows }: SessionFile): Generator<TableRow> {
  for (const connection of connectionsInOrder(session)) {
    for (const row of rows.get(connection.id) ?? []) {
      yield {
        time: isoTime(row.at),
        at: row.at,
        connection: connection.id,
        url: connection.url,
        direction: row.flags & ROW_SEND ? "send" : "receive",
        type: row.flags & ROW_BINARY ? "binary" : "text",
        sizeBytes: row.sizeBytes,
        kept: row.body === null ? "nothing" : row.flags & ROW_CUT ? "beginning" : "all",
        lost: Boolean(row.flags & ROW_LOST),
        data: dataOf(row),
      };
    }
  }
}

const dataOf = ({ body }: StoredRow): string | null =>
  body === null || typeof body === "string" ? body : encodeBase64(body);

export function* connectionTable({ session, nowMs }: SessionFile): Generator<TableRow> {
  const report = diagnose(session, nowMs);
  for (const told of report.connections) {
    const connection = session.connections.get(told.id);
    yield {
      connection: told.id,
      number: told.ordinal,
      url: told.url,
      endpoint: told.endpoint,
      state: told.state,
      created: isoTime(told.createdAt),
      opened: told.openedAt === null ? null : isoTime(told.openedAt),
      closed: told.closedAt === null ? null : isoTime(told.closedAt),
      closeCode: told.closeCode,
      closeReason: told.reason,
      wasClean: told.wasClean,
      finding: told.primary,
      status: connection?.handshake?.status ?? null,
      sent: connection?.send.count ?? 0,
      sentBytes: connection?.send.sizeBytes ?? 0,
      received: connection?.receive.count ?? 0,
      receivedBytes: connection?.receive.sizeBytes ?? 0,
    };
  }
}
