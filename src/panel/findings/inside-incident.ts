import type { Finding, FindingId } from "../../analysis/finding.ts";
import type { Incident } from "../../analysis/incidents.ts";
import { type FindingLine, foldFindings } from "./fold-findings.ts";

/** What an outage's own line tells by its phases, besides the ends of its connections. */
const TOLD_BY_PHASES: ReadonlySet<FindingId> = new Set<FindingId>(["flapping"]);

/** What else was found about it: neither its own line tells it nor its phases; repeats are counted. */
export function insideIncident({ findings, lead, began, outage }: Incident): FindingLine[] {
  const isTold = ({ id, primary }: Finding): boolean =>
    id === lead.id || id === began?.id || (outage !== null && (primary || TOLD_BY_PHASES.has(id)));
  return foldFindings(
    findings
      .filter((finding) => !isTold(finding))
      .toSorted((a, b) => (b.until ?? b.since) - (a.until ?? a.since)),
  );
}
