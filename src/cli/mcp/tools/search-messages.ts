import * as v from "valibot";
import { ROW_SEND } from "../../../protocol/rows.ts";
import type { StoredRow } from "../../../session/stored-row.ts";
import { isoTime } from "../../../words/iso-time.ts";
import { connectionNumbered } from "../connection-numbered.ts";
import { fence } from "../foreign-text.ts";
import { sayMessage } from "../message-words.ts";
import { PAGE, pageOf } from "../page.ts";
import type { OpenSession } from "../shelf.ts";
import { CONNECTION, defineTool, described, SESSION } from "../tool.ts";

const MAX_TEXT = 1_000;

export const searchMessages = defineTool({
  name: "search_messages",
  title: "Find messages",
  description:
    "Messages of a session in order of time, one line each with the begin of its body: all that have a text in them (upper and lower case are the same; binary ones are found by their text), or all of a connection. get_message gives a whole one.",
  input: {
    session: SESSION,
    text: v.optional(
      described(
        v.pipe(v.string(), v.maxLength(MAX_TEXT)),
        "what to look for; everything without it",
      ),
      "",
    ),
    connection: v.optional(CONNECTION),
    direction: v.optional(described(v.picklist(["sent", "received"]), "only these")),
    ...PAGE,
  },
  async answer({ session: name, text, connection, direction, ...wanted }, shelf) {
    const session = await shelf.open(name);
    const found = listRows(session, connection).filter(
      ({ row }) => isDirection(row, direction) && holds(row, text.toLowerCase()),
    );
    const { items, total, words } = pageOf(found, wanted, "message");
    const lines = items.map(({ row, ordinal, number }) => sayMessage(row, ordinal, number));
    return {
      text: [
        words,
        ...(lines.length > 0 ? [fence(lines.join("\n"))] : []),
        ...sayLeftOut(session),
      ].join("\n"),
      data: {
        total,
        messages: items.map(({ row, ordinal, number }) => ({
          connection: ordinal,
          message: number,
          at: isoTime(row.at),
          sizeBytes: row.sizeBytes,
          direction: (row.flags & ROW_SEND) === 0 ? "received" : "sent",
        })),
      },
    };
  },
});

function listRows(session: OpenSession, connection: number | undefined) {
  const chosen =
    connection === undefined
      ? session.report.connections
      : [connectionNumbered(session, connection)];
  return chosen
    .flatMap(({ id, ordinal }) =>
      session.rowsOf(id).map((row, index) => ({ row, ordinal, number: index + 1 })),
    )
    .sort((a, b) => a.row.at - b.row.at);
}

const isDirection = ({ flags }: StoredRow, direction: "sent" | "received" | undefined): boolean =>
  direction === undefined || ((flags & ROW_SEND) !== 0) === (direction === "sent");

const decoder = new TextDecoder();

function holds({ body }: StoredRow, text: string): boolean {
  if (text === "") return true;
  if (body === null) return false;
  return (typeof body === "string" ? body : decoder.decode(body)).toLowerCase().includes(text);
}

/** Messages that the recording has not are no messages that were not sent. */
function sayLeftOut({ session }: OpenSession): string[] {
  const dropped = session.dropped.reduce((sum, { count }) => sum + count, 0);
  return dropped === 0
    ? []
    : [`${dropped} messages were dropped while recording: see get_diagnosis.`];
}
