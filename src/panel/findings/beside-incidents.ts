import type { Finding, Outage } from "../../analysis/finding.ts";

/** Remarks: whatever weighs more is told by an incident, in its line or folded below it. */
export function besideIncidents(
  findings: readonly Finding[],
  outages: readonly Outage[],
): Finding[] {
  // An outage that was given up says so itself.
  const left = new Set(
    outages.flatMap(({ state, endpoints }) => (state === "given-up" ? endpoints : [])),
  );
  return findings.filter(
    ({ severity, id, subject }) =>
      severity === "info" && !(id === "gave-up" && left.has(subject.url)),
  );
}
