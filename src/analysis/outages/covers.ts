import type { Finding, Outage } from "../finding.ts";
import { overAt } from "./fold-outages.ts";

/** What is told within so much of it belongs to it: a client goes on as it was for a moment. */
const AFTER_MS = 1_000;

/**
 * To which outage a finding belongs: those about its connections, and those about how its endpoints
 * were tried again meanwhile. Null: to none.
 */
export function createCovers(outages: readonly Outage[]): (finding: Finding) => Outage | null {
  const byConnection = new Map<string, Outage>();
  const byEndpoint = new Map<string, Outage[]>();
  // One that got through, and was lost later on, is told by the later one.
  for (const outage of outages.toSorted((a, b) => a.begin - b.begin)) {
    for (const id of outage.connections) byConnection.set(id, outage);
    for (const url of outage.endpoints) {
      const known = byEndpoint.get(url);
      if (known) known.push(outage);
      else byEndpoint.set(url, [outage]);
    }
  }
  return (finding) => {
    const { subject, primary, severity, since, until, lastAt } = finding;
    if (subject.kind === "connection") {
      const outage = byConnection.get(subject.id) ?? null;
      // What was wrong with it before is another matter.
      return outage && (primary || since >= outage.begin - AFTER_MS) ? outage : null;
    }
    if (subject.kind !== "series" || severity === "info") return null;
    const seenAt = lastAt ?? until ?? since;
    const during = (byEndpoint.get(subject.url) ?? []).filter(
      (outage) => outage.begin <= seenAt && since <= (overAt(outage) ?? Infinity) + AFTER_MS,
    );
    return during.reduce<Outage | null>(
      (last, outage) => (last && last.begin >= outage.begin ? last : outage),
      null,
    );
  };
}
