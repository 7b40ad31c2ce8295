import type { EndpointGroup } from "../../analysis/series/endpoint-groups.ts";
import type { Connection } from "../../session/session.ts";
import { type Filter, hasMessageTerms, matchesAlone, matchesConnection } from "./filter.ts";
import type { Counted } from "./filter-model.ts";
import type { FindingsOf } from "./findings-of.ts";

/** The groups with the connections that the filter leaves; empty ones go. */
export function filterGroups(
  groups: EndpointGroup[],
  filter: Filter,
  findingsOf: FindingsOf,
): EndpointGroup[] {
  if (filter.sides.length === 0) return groups;
  return keepOf(groups, (connection) =>
    matchesConnection(filter, connection, findingsOf(connection)),
  );
}

/** Of these, those with messages that the filter leaves. Until anybody has counted: all. */
export function groupsWithHits(
  groups: EndpointGroup[],
  filter: Filter,
  counted: Counted | null,
  findingsOf: FindingsOf,
): EndpointGroup[] {
  if (!hasMessageTerms(filter) || !counted || counted.problem !== null) return groups;
  if (counted.isRunning && counted.count === 0) return groups;
  return keepOf(
    groups,
    (connection) =>
      counted.byConnection.has(connection.id) ||
      matchesAlone(filter, connection, findingsOf(connection)),
  );
}

const keepOf = (
  groups: readonly EndpointGroup[],
  isKept: (connection: Connection) => boolean,
): EndpointGroup[] =>
  groups.flatMap((group) => {
    const connections = group.connections.filter(isKept);
    if (connections.length === 0) return [];
    const openCount = connections.filter(({ open, end }) => open && !end).length;
    return [{ ...group, connections, openCount }];
  });
