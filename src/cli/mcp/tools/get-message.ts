import * as v from "valibot";
import { ROW_CUT } from "../../../protocol/rows.ts";
import { formatCount } from "../../../words/words.ts";
import { connectionNumbered } from "../connection-numbered.ts";
import { fence } from "../foreign-text.ts";
import { hexOf, sayMessage } from "../message-words.ts";
import { CONNECTION, defineTool, described, SESSION, WrongQuestion } from "../tool.ts";

const whole = (least: number) => v.pipe(v.number(), v.integer(), v.minValue(least));
const MAX_LENGTH = 65_536;

export const getMessage = defineTool({
  name: "get_message",
  title: "One whole message",
  description:
    "The body of one message: text as it was sent, binary as hexadecimal bytes. Long ones come in parts: from and length count characters, or bytes of a binary one.",
  input: {
    session: SESSION,
    connection: CONNECTION,
    message: described(whole(1), "the message's number: 17 of #3.17"),
    from: v.optional(described(whole(0), "where to begin"), 0),
    length: v.optional(
      described(v.pipe(whole(1), v.maxValue(MAX_LENGTH)), `how much, at most ${MAX_LENGTH}`),
      8_192,
    ),
  },
  async answer({ session: name, connection, message, from, length }, shelf) {
    const session = await shelf.open(name);
    const { id } = connectionNumbered(session, connection);
    const rows = session.rowsOf(id);
    const row = rows.row(message - 1);
    if (!row) {
      throw new WrongQuestion(
        `Connection ${connection} has no message ${message}: ${formatCount(rows.count)} of it are in the file. See search_messages.`,
      );
    }
    const { body } = row;
    if (body === null) return { text: `The body of #${connection}.${message} was not kept.` };
    const part = body.slice(from, from + length);
    const left = body.length - from - part.length;
    const words = [
      fence(sayMessage(row, connection, message)),
      fence(typeof part === "string" ? part : hexOf(part)),
      left > 0 ? `${formatCount(left)} more: go on with from ${from + part.length}.` : "",
      (row.flags & ROW_CUT) === 0 ? "" : "The recording kept only the begin of this message.",
    ];
    return { text: words.filter(Boolean).join("\n") };
  },
});
