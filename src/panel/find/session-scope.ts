import type { Finding } from "../../analysis/finding.ts";
import { type Connection, connectionsInOrder, type Session } from "../../session/session.ts";
import type { StoreReader } from "../../store/store.ts";
import { contextOf } from "../filter/context.ts";
import { type Filter, matchesConnection } from "../filter/filter.ts";
import { createMessageParts } from "../message-parts.ts";
import type { Span } from "../timeline/span.ts";
import { isWithin } from "../within-range.ts";
import type { FindScope } from "./find-model.ts";

/** Everything that the filter leaves of a session, for a search while no list is shown. */
export async function sessionScope(given: {
  session: Session;
  store: StoreReader | null;
  allFed: boolean;
  filter: Filter;
  range: Span | null;
  findingsOf(connection: Connection): readonly Finding[];
  reveal(connectionId: string, seq: number): void;
}): Promise<FindScope | null> {
  const { session, store, allFed, filter, range, findingsOf, reveal } = given;
  const connections = connectionsInOrder(session).filter(
    (connection) =>
      isWithin(connection, range) && matchesConnection(filter, connection, findingsOf(connection)),
  );
  if (connections.length === 0) return null;
  const parts = createMessageParts(store, session.tabId);
  await parts.update(connections, 0);
  return {
    name: "in all connections",
    isWhole: true,
    tabId: session.tabId,
    filterText: filter.text,
    targets: parts.parts().map(({ connection, kind }) => ({
      connectionId: connection.id,
      context: { ...contextOf(filter, connection, findingsOf(connection)), range },
      isFed: allFed || kind === "samples",
    })),
    feed: parts.read,
    start: null,
    reveal({ target, position }) {
      const id = connections[target]?.id;
      if (id === undefined) return;
      void parts.read(target, position, 1).then(([row]) => row && reveal(id, row.seq));
    },
  };
}
