import type { Finding, Outage } from "../../analysis/finding.ts";
import { groupIncidents } from "../../analysis/incidents.ts";

/** Incidents by what they amount to; `goingOn`: of the storms, those that are not over. */
export type Troubles = { incidents: number; storms: number; goingOn: number; errors: number };

/** The figures of the summary count what is listed below it, not each attempt of a storm. */
export function countTroubles(
  findings: readonly Finding[],
  outages: readonly Outage[] = [],
): Troubles {
  const incidents = groupIncidents(findings, outages);
  const storms = incidents.filter(({ lead }) => lead.id === "reconnect-storm");
  return {
    incidents: incidents.length,
    storms: storms.length,
    goingOn: storms.filter(({ until, lead }) => until === null && lead.until === null).length,
    // An outage is counted as one, by how it stands.
    errors: incidents.filter(
      ({ lead, outage }) => !outage && lead.severity === "error" && lead.id !== "reconnect-storm",
    ).length,
  };
}
