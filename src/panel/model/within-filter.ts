import type { Finding, Series } from "../../analysis/finding.ts";
import type { EndpointGroup } from "../../analysis/series/endpoint-groups.ts";

/** The findings about what the filter leaves, and about the page, which bear on all connections. */
export function findingsAbout(
  findings: readonly Finding[],
  groups: readonly EndpointGroup[],
  series: readonly Pick<Series, "id" | "history">[],
): Finding[] {
  const connectionIds = new Set(
    groups.flatMap(({ connections }) => connections.map(({ id }) => id)),
  );
  const seriesIds = new Set(
    series
      .filter(({ history }) => history.some(({ connectionId }) => connectionIds.has(connectionId)))
      .map(({ id }) => id),
  );
  return findings.filter(({ subject: { kind, id } }) => {
    if (kind === "page") return true;
    return (kind === "connection" ? connectionIds : seriesIds).has(id);
  });
}
