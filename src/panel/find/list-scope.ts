import { contextOf } from "../filter/context.ts";
import type { Filter } from "../filter/filter.ts";
import type { FindingsOf } from "../filter/findings-of.ts";
import { type MessageList, type RowPlace, wentCountOf } from "../messages/message-list.ts";
import type { FindScope } from "./find-scope.ts";

/** A search looks through what the list shows, from the message that is open on. */
export function listScope(
  list: MessageList,
  given: { tabId: number; allFed: boolean; filter: Filter; findingsOf: FindingsOf },
  active: RowPlace | null,
  show: (place: RowPlace) => void,
): FindScope | null {
  const { tabId, allFed, filter, findingsOf } = given;
  const parts = list.parts();
  if (parts.length === 0) return null;
  const { range = null, dropped = [], clearedAt = null } = list.input() ?? {};
  return {
    name: "in this list",
    isWhole: false,
    tabId,
    filterText: filter.text,
    targets: parts.map(({ connection, kind, lastSeq }) => ({
      connectionId: connection.id,
      context: () => ({ ...contextOf(filter, connection, findingsOf(connection)), range }),
      isFed: allFed || kind === "samples",
      lastSeq,
    })),
    wentCount: wentCountOf(dropped),
    clearedAt,
    async read(connectionId, seq, limit) {
      const place = await list.locate({ connectionId, seq });
      return place ? list.readPart(place.part, place.position, limit) : [];
    },
    start: active,
    reveal: show,
    // The list itself keeps up with what arrives.
    again: async () => listScope(list, given, active, show),
  };
}
