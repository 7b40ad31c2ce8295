/**
 * Which group of the list a series or a selection speaks of. The endpoint alone does not tell: a
 * page's own sockets and those of its workers may have the same.
 */

import type { Series } from "../../analysis/finding.ts";
import { type EndpointGroup, groupByEndpoint } from "../../analysis/series/endpoint-groups.ts";
import type { Session } from "../../session/session.ts";
import type { Selection } from "./model.ts";

type SeriesLike = Pick<Series, "id" | "url" | "history">;

export function isSeriesOf({ url, history }: SeriesLike, group: EndpointGroup): boolean {
  if (url !== group.endpoint) return false;
  const ids = new Set(group.connections.map(({ id }) => id));
  return history.some(({ connectionId }) => ids.has(connectionId));
}

/** `seriesId`: the id of a series, as a finding about it has it. */
export function groupOfSeries<Group extends EndpointGroup>(
  groups: readonly Group[],
  series: readonly SeriesLike[],
  seriesId: string,
): Group | null {
  const found = series.find(({ id }) => id === seriesId);
  return (found && groups.find((group) => isSeriesOf(found, group))) ?? null;
}

export function isSelectionIn({ connections }: Session, selection: Selection | null): boolean {
  if (selection?.kind === "connection") return connections.has(selection.id);
  return (
    selection?.kind === "series" &&
    groupByEndpoint(connections.values()).some(({ id }) => id === selection.groupId)
  );
}
