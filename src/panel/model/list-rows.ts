/** Groups and their connections as one list of rows, without those that are folded away. */
import type { EndpointGroup } from "../../analysis/series/endpoint-groups.ts";
import type { Connection } from "../../session/session.ts";
import { type AttemptFolds, type Folded, splitAttempts } from "./folds/attempt-folds.ts";
import type { Helpers } from "./folds/helper-folds.ts";
import type { Selection } from "./model.ts";
import { compareConnections, type Order } from "./sort-groups.ts";

/** Where a row stands in the tree. */
type InTree = { level: number; position: number; size: number };

export type ListRow = InTree &
  (
    | { kind: "group"; group: EndpointGroup; expanded: boolean }
    /** The group's helpers, as one. */
    | { kind: "helpers"; groupId: string; count: number; expanded: boolean }
    /** The attempts of a storm, or of an outage, as one. */
    | { kind: "attempts"; groupId: string; attempts: Folded; expanded: boolean }
    | { kind: "connection"; connection: Connection }
  );

type OrderNow = Order & { nowMs: number };

export type Folds = {
  /** Groups that the user folded. */
  collapsed: ReadonlySet<string>;
  /** Groups whose helpers are shown one by one, and the keys of attempts that are. */
  openedHelpers: ReadonlySet<string>;
  attempts: AttemptFolds;
};

/** `order`: of the connections of an endpoint; newest first where it is left out. */
export const listRows = (
  groups: readonly EndpointGroup[],
  helpers: Helpers,
  folds: Folds,
  order: OrderNow = { by: "rank", reversed: false, nowMs: 0 },
): ListRow[] =>
  groups.flatMap((group, at): ListRow[] => {
    const expanded = !folds.collapsed.has(group.id);
    const place = { level: 1, position: at + 1, size: groups.length };
    const head: ListRow = { kind: "group", group, expanded, ...place };
    return expanded ? [head, ...rowsOf(group, helpers, folds, order)] : [head];
  });

/** Helpers stand last, where they are in nobody's way. */
function rowsOf(group: EndpointGroup, helpers: Helpers, folds: Folds, order: OrderNow): ListRow[] {
  const { id } = group;
  const ids = helpers.get(id);
  const { folded, others: alone } = splitAttempts(group, folds.attempts);
  const helping = ids ? alone.filter((connection) => ids.has(connection.id)) : [];
  const others = ids ? alone.filter((connection) => !ids.has(connection.id)) : alone;
  const size = others.length + folded.length + (helping.length > 0 ? 1 : 0);
  let position = 0;
  const place = () => ({ level: 2, position: ++position, size });
  const compare = compareConnections(order, order.nowMs);
  // Attempts stand where the last of them would.
  const entries = [
    ...folded.flatMap((attempts) =>
      attempts.connections.slice(0, 1).map((of) => ({ of, attempts })),
    ),
    ...others.map((of) => ({ of, attempts: null })),
  ].sort((a, b) => compare(a.of, b.of));
  const rows: ListRow[] = [];
  for (const { of, attempts } of entries) {
    if (attempts === null) {
      rows.push({ kind: "connection", connection: of, ...place() });
      continue;
    }
    const expanded = folds.openedHelpers.has(attempts.key);
    rows.push({ kind: "attempts", groupId: id, attempts, expanded, ...place() });
    if (expanded) rows.push(...rowsFor(attempts.connections.toSorted(compare), 3));
  }
  if (helping.length > 0) {
    const expanded = folds.openedHelpers.has(id);
    rows.push({ kind: "helpers", groupId: id, count: helping.length, expanded, ...place() });
    if (expanded) rows.push(...rowsFor(helping, 3));
  }
  return rows;
}

const rowsFor = (connections: readonly Connection[], level: number): ListRow[] =>
  connections.map((connection, at) => ({
    kind: "connection",
    connection,
    level,
    position: at + 1,
    size: connections.length,
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
  if (selection.attempts !== undefined) {
    return row.kind === "attempts" && row.attempts.key === selection.attempts;
  }
  return selection.onlyHelpers === true
    ? row.kind === "helpers" && row.groupId === selection.groupId
    : row.kind === "group" && row.group.id === selection.groupId;
}
