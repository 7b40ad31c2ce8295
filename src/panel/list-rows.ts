import type { EndpointGroup } from "../analysis/endpoint-groups.ts";
import type { Connection } from "../session/session.ts";

export type ListRow =
  | { kind: "group"; group: EndpointGroup; expanded: boolean }
  | { kind: "connection"; connection: Connection; position: number; size: number };

/** Groups and their connections as one list of rows, without those that are folded away. */
export function listRows(groups: EndpointGroup[], collapsed: ReadonlySet<string>): ListRow[] {
  return groups.flatMap((group): ListRow[] => {
    const expanded = !collapsed.has(group.id);
    const head: ListRow = { kind: "group", group, expanded };
    if (!expanded) return [head];
    const size = group.connections.length;
    return [
      head,
      ...group.connections.map(
        (connection, at): ListRow => ({ kind: "connection", connection, position: at + 1, size }),
      ),
    ];
  });
}
