import type { Finding } from "../../analysis/finding.ts";
import { type Connection, connectionsInOrder, type Session } from "../../session/session.ts";
import { contextOf } from "../filter/context.ts";
import { type Filter, matchesConnection } from "../filter/filter.ts";
import { wentCountOf } from "../messages/message-list.ts";
import type { MessageParts } from "../messages/message-parts.ts";
import { isWithin } from "../model/within-range.ts";
import { listedRange } from "../model/without-cleared.ts";
import type { Span } from "../ui/span.ts";
import type { FindScope } from "./find-scope.ts";
import type { HitPlace } from "./hits.ts";

type Given = {
  /** As it is by now; null where there is none any more. */
  currentSession(): Session | null;
  tabId: number;
  allFed: boolean;
  filter: Filter;
  /** The time that was chosen; null: all of it. */
  chosenRange: Span | null;
  findingsOf(connection: Connection): readonly Finding[];
  /** What is near is found first. */
  start: HitPlace | null;
  reveal(connectionId: string, seq: number): void;
};

/** Everything that the filter leaves of a session. `parts`: known from the last time, or new ones. */
export async function sessionScope(parts: MessageParts, given: Given): Promise<FindScope | null> {
  const scope = await scopeOver(parts, given);
  return scope && scope.targets.length > 0 ? scope : null;
}

async function scopeOver(parts: MessageParts, given: Given): Promise<FindScope | null> {
  const { currentSession, tabId, allFed, filter, chosenRange, findingsOf, reveal } = given;
  const session = currentSession();
  if (!session) return null;
  const { clearedAt, dropped } = session;
  const range = listedRange(chosenRange, clearedAt);
  const wentCount = wentCountOf(dropped);
  const connections = connectionsInOrder(session).filter(
    (connection) =>
      isWithin(connection, range) && matchesConnection(filter, connection, findingsOf(connection)),
  );
  await parts.update(connections, wentCount);
  const ids = connections.map(({ id }) => id);
  return {
    tabId,
    filterText: filter.text,
    targets: parts.parts().map(({ connection, kind, lastSeq }) => ({
      connectionId: connection.id,
      context: () => ({ ...contextOf(filter, connection, findingsOf(connection)), range }),
      isFed: allFed || kind === "samples",
      lastSeq,
    })),
    connectionIds: () => ids,
    wentCount,
    clearedAt,
    async read(connectionId, seq, limit) {
      const part = parts.parts().findIndex(({ connection }) => connection.id === connectionId);
      return parts.read(part, await parts.find(part, seq), limit);
    },
    start: given.start,
    reveal: ({ connectionId, seq }) => reveal(connectionId, seq),
    again: () => scopeOver(parts, given),
  };
}
