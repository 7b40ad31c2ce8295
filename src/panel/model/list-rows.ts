/** Groups and their connections as one list of rows, without those that are folded away. */
import type { EndpointGroup } from "../../analysis/series/endpoint-groups.ts";
import type { Connection } from "../../session/session.ts";
import type { Helpers } from "./helper-folds.ts";
import type { Selection } from "./model.ts";

/** Where a row stands in the tree. */
type InTree = { level: number; position: number; size: number };

export type ListRow = InTree &
  (
    | { kind: "group"; group: EndpointGroup; expanded: boolean }
    /** The group's helpers, as one. */
    | { kind: "helpers"; groupId: string; count: number; expanded: boolean }
    | { kind: "connection"; connection: Connection }
  );

export type Folds = {
  /** Groups that the user folded. */
  collapsed: ReadonlySet<string>;
  /** Groups whose helpers are shown one by one. */
  openedHelpers: ReadonlySet<string>;
};

export const listRows = (
  groups: readonly EndpointGroup[],
  helpers: Helpers,
  folds: Folds,
): ListRow[] =>
  groups.flatMap((group, at): ListRow[] => {
    const expanded = !folds.collapsed.has(group.id);
    const place = { level: 1, position: at + 1, size: groups.length };
    const head: ListRow = { kind: "group", group, expanded, ...place };
    return expanded ? [head, ...rowsOf(group, helpers, folds)] : [head];
  });

/** Helpers stand last, where they are in nobody's way. */
function rowsOf({ id, connections }: EndpointGroup, helpers: Helpers, folds: Folds): ListRow[] {
  const ids = helpers.get(id);
  const folded = ids ? connections.filter((connection) => ids.has(connection.id)) : [];
  if (!ids || folded.length === 0) return rowsFor(connections, 2, connections.length);
  const others = connections.filter((connection) => !ids.has(connection.id));
  const size = others.length + 1;
  const expanded = folds.openedHelpers.has(id);
  const count = folded.length;
  return [
    ...rowsFor(others, 2, size),
    { kind: "helpers", groupId: id, count, expanded, level: 2, position: size, size },
    ...(expanded ? rowsFor(folded, 3, count) : []),
  ];
}

const rowsFor = (connections: readonly Connection[], level: number, size: number): ListRow[] =>
  connections.map((connection, at) => ({
    kind: "connection",
    connection,
    level,
    position: at + 1,
    size,
  }));

/** The row that a row belongs to; -1 for a group. */
export function parentOf(rows: readonly ListRow[], index: number): number {
  const level = rows[index]?.level ?? 1;
  return rows.findLastIndex((row, at) => at < index && row.level < level);
}

export function isSelectedRow(row: ListRow, selection: Selection | null): boolean {
  if (selection?.kind === "connection") {
    return row.kind === "connection" && row.connection.id === selection.id;
  }
  if (selection?.kind !== "series") return false;
  return selection.onlyHelpers === true
    ? row.kind === "helpers" && row.groupId === selection.groupId
    : row.kind === "group" && row.group.id === selection.groupId;
}
