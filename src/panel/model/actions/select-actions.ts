import type { Finding } from "../../../analysis/finding.ts";
import type { DetailTab } from "../../connections/choose-tab.ts";
import type { ListRow } from "../list-rows.ts";
import type { Model } from "../model.ts";
import { groupOfSeries } from "../series-groups.ts";

/** What is chosen in the list and shown beside it, and what of the list is folded. */
export function createSelectActions(model: Model) {
  const selectConnection = (id: string, place?: number | { at: number }) => {
    const shown = typeof place === "number" ? { seq: place } : place;
    model.selection.value = { kind: "connection", id, ...shown };
    if (shown) model.tab.value = "messages";
  };

  const selectSeries = (groupId: string) => {
    model.selection.value = { kind: "series", groupId };
  };

  const selectFinding = ({ subject }: Pick<Finding, "subject">) => {
    model.tab.value = "why";
    if (subject.kind === "connection") selectConnection(subject.id);
    else if (subject.kind === "series") {
      const series = model.report.peek()?.series ?? [];
      const group = groupOfSeries(model.groups.peek(), series, subject.id);
      selectSeries(group?.id ?? subject.url);
    } else model.selection.value = { kind: "page" };
  };

  return {
    selectConnection,
    selectSeries,
    selectRow: (row: ListRow) => {
      if (row.kind === "connection") selectConnection(row.connection.id);
      else if (row.kind === "group") selectSeries(row.group.id);
      else if (row.kind === "helpers") {
        model.selection.value = { kind: "series", groupId: row.groupId, onlyHelpers: true };
      } else {
        const { groupId, attempts } = row;
        model.selection.value = { kind: "series", groupId, attempts: attempts.key };
      }
    },
    openTab: (connectionId: string, tab: DetailTab) => {
      selectConnection(connectionId);
      model.tab.value = tab;
    },
    /** The messages of one connection, or of all of a group. */
    showMessages: (groupId: string, connectionIds: readonly string[]) => {
      model.tab.value = "messages";
      const [only, ...others] = connectionIds;
      if (only !== undefined && others.length === 0) selectConnection(only);
      else selectSeries(groupId);
    },
    selectFinding,
    /** What the session's line tells: the outage that it is of, with its course; else the finding. */
    openReason: async ({ subject }: Pick<Finding, "subject">) => {
      const report = model.report.peek();
      const { groupIncidents } = await import("../../../analysis/incidents.ts");
      const incidents = groupIncidents(report?.findings ?? [], report?.outages);
      const incident = incidents.find(
        ({ outage, findings }) =>
          outage !== null &&
          (findings.some((finding) => finding.subject.id === subject.id) ||
            outage.connections.includes(subject.id)),
      );
      if (!incident) return selectFinding({ subject });
      model.tab.value = "why";
      model.selection.value = null;
      model.openedIncident.value = { id: incident.id, outage: incident.outage };
    },
    deselect: () => {
      model.selection.value = null;
    },
    foldAll: (folded: boolean) => {
      const ids = folded ? model.groups.peek().map(({ id }) => id) : [];
      model.collapsed.value = new Set(ids);
      if (folded) model.openedHelpers.value = new Set();
    },
    fold: (row: ListRow, folded: boolean) => {
      if (row.kind === "group") {
        model.collapsed.value = withMember(model.collapsed.peek(), row.group.id, folded);
      } else if (row.kind === "helpers") {
        model.openedHelpers.value = withMember(model.openedHelpers.peek(), row.groupId, !folded);
      } else if (row.kind === "attempts") {
        const { key } = row.attempts;
        model.openedHelpers.value = withMember(model.openedHelpers.peek(), key, !folded);
      }
    },
  };
}

function withMember(members: ReadonlySet<string>, id: string, isIn: boolean): ReadonlySet<string> {
  const changed = new Set(members);
  if (isIn) changed.add(id);
  else changed.delete(id);
  return changed;
}
