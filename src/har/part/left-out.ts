import type { LeftOut } from "../../session/session.ts";
import { countOf, listOf } from "../../words/words.ts";

/** Of a part of a part, all that is missing. */
export function joinLeftOut(before: LeftOut | undefined, now: LeftOut | null): LeftOut | undefined {
  if (!before || !now) return now ?? before;
  return {
    connections: before.connections + now.connections,
    messages: before.messages + now.messages,
    by: [...new Set([...before.by, ...now.by])],
  };
}

const BY: Record<LeftOut["by"][number], string> = {
  connection: "the choice of connections",
  filter: "a filter",
  time: "a chosen time",
};

/** For whoever opens the file. */
export const leftOutInWords = ({ connections, messages, by }: LeftOut): string =>
  `This is a part of a session: ${countOf(connections, "connection")} and ${countOf(messages, "message")} were left out when it was exported${by.length === 0 ? "" : `, by ${listOf(by.map((one) => BY[one]))}`}. What they had to do with what is here is not known.`;
