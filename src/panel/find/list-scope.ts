import { contextOf } from "../filter/context.ts";
import type { Filter } from "../filter/filter.ts";
import type { FindingsOf } from "../filter/findings-of.ts";
import type { MessageList, RowPlace } from "../message-list.ts";
import type { FindScope } from "./find-model.ts";

/** A search looks through what the list shows, from the message that is open on. */
export function listScope(
  list: MessageList,
  given: { tabId: number; allFed: boolean; filter: Filter; findingsOf: FindingsOf },
  active: { part: number; position: number } | null,
  show: (place: RowPlace) => void,
): FindScope | null {
  const { tabId, allFed, filter, findingsOf } = given;
  const parts = list.parts();
  if (parts.length === 0) return null;
  const range = list.input()?.range ?? null;
  return {
    name: "in this list",
    isWhole: false,
    tabId,
    filterText: filter.text,
    targets: parts.map(({ connection, kind }) => ({
      connectionId: connection.id,
      context: { ...contextOf(filter, connection, findingsOf(connection)), range },
      isFed: allFed || kind === "samples",
    })),
    feed: list.readPart,
    start: active ? { target: active.part, position: active.position } : null,
    reveal({ target, position }) {
      const connectionId = parts[target]?.connection.id;
      void list.readRow(target, position).then((row) => {
        if (row && connectionId !== undefined) show({ connectionId, seq: row.seq });
      });
    },
  };
}
