import type { Finding, FindingId } from "../../analysis/finding.ts";
import type { Incident } from "../../analysis/incidents.ts";

/** What an outage's own line tells by its phases, besides the ends of its connections. */
const TOLD_BY_PHASES: ReadonlySet<FindingId> = new Set<FindingId>(["flapping"]);

/** The findings that no incident's line tells: remarks, and advice that leads none. */
export function besideIncidents(
  findings: readonly Finding[],
  incidents: readonly Incident[],
): Finding[] {
  // A finding that leads one incident is not told again of another connection in it.
  const told = new Set(incidents.flatMap(({ lead, began }) => [lead.id, began?.id]));
  const ofOutages = new Set(
    incidents.flatMap((incident) => (incident.outage ? incident.findings : [])),
  );
  const isPhase = (finding: Finding): boolean =>
    ofOutages.has(finding) && (finding.primary || TOLD_BY_PHASES.has(finding.id));
  return findings.filter(
    (finding) => finding.severity === "info" || (!told.has(finding.id) && !isPhase(finding)),
  );
}
