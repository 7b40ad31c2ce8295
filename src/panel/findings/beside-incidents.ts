import type { Finding } from "../../analysis/finding.ts";

/** Remarks: whatever weighs more is told by an incident, in its line or folded below it. */
export const besideIncidents = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ severity }) => severity === "info");
