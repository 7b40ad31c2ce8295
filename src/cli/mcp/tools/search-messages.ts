import * as v from "valibot";
import { ROW_SEND } from "../../../protocol/rows.ts";
import type { StoredRow } from "../../../session/stored-row.ts";
import { isoTime } from "../../../words/iso-time.ts";
import { connectionNumbered } from "../connection-numbered.ts";
import { fence } from "../foreign-text.ts";
import { sayMessage } from "../message-words.ts";
import { PAGE, pageOf } from "../page.ts";
import type { OpenSession } from "../shelf.ts";
import type { ShownRows } from "../shown-rows.ts";
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
    const listed = listRows(session, connection, direction);
    const found = text === "" ? listed : await findIn(listed, text.toLowerCase());
    const { items: places, total, words } = pageOf(found, wanted, "message");
    const items = places.flatMap(({ rows, index, ordinal }) => {
      const row = rows.row(index);
      return row ? [{ row, ordinal, number: index + 1 }] : [];
    });
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

/** Where a message stands: what it says is looked at only where that is asked. */
type Place = { rows: ShownRows; index: number; at: number; ordinal: number };

function listRows(
  session: OpenSession,
  connection: number | undefined,
  direction: "sent" | "received" | undefined,
): Place[] {
  const chosen =
    connection === undefined
      ? session.report.connections
      : [connectionNumbered(session, connection)];
  const places: Place[] = [];
  for (const { id, ordinal } of chosen) {
    const rows = session.rowsOf(id);
    for (let index = 0; index < rows.count; index++) {
      const facts = rows.factsOf(index);
      if (facts && isDirection(facts, direction))
        places.push({ rows, index, at: facts.at, ordinal });
    }
  }
  return places.sort((a, b) => a.at - b.at);
}

/** Of so many at once, so that a large file keeps nobody else waiting. */
const AT_ONCE = 2_000;

/** What is masked is not found: else its text could be guessed piece by piece. */
async function findIn(places: readonly Place[], text: string): Promise<Place[]> {
  const found: Place[] = [];
  for (const [i, place] of places.entries()) {
    if (i % AT_ONCE === AT_ONCE - 1) await new Promise<void>((go) => setImmediate(go));
    const row = place.rows.row(place.index);
    if (row && holds(row, text)) found.push(place);
  }
  return found;
}

const isDirection = (
  { flags }: Pick<StoredRow, "flags">,
  direction: "sent" | "received" | undefined,
): boolean => direction === undefined || ((flags & ROW_SEND) !== 0) === (direction === "sent");

const decoder = new TextDecoder();

function holds({ body }: StoredRow, text: string): boolean {
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
