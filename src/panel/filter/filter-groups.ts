import type { EndpointGroup } from "../../analysis/series/endpoint-groups.ts";
import { type Filter, matchesConnection } from "./filter.ts";
import type { FindingsOf } from "./findings-of.ts";

/** The groups with the connections that the filter leaves; empty ones go. */
export function filterGroups(
  groups: EndpointGroup[],
  filter: Filter,
  findingsOf: FindingsOf,
): EndpointGroup[] {
  if (filter.sides.length === 0) return groups;
  return groups.flatMap((group) => {
    const connections = group.connections.filter((connection) =>
      matchesConnection(filter, connection, findingsOf(connection)),
    );
    if (connections.length === 0) return [];
    const openCount = connections.filter(({ open, end }) => open && !end).length;
    return [{ ...group, connections, openCount }];
  });
}
