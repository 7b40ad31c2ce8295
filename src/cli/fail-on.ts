import type { Finding, FindingId } from "../analysis/finding.ts";
import { FINDING_IDS, isFindingId } from "../analysis/findings.ts";
import { UsageError } from "./command.ts";

export type FailOn = { severities: ReadonlySet<Finding["severity"]>; ids: ReadonlySet<FindingId> };

/** "error", "warning" (which includes errors), ids of findings, or several with commas between. */
export function parseFailOn(text: string): FailOn {
  const severities = new Set<Finding["severity"]>();
  const ids = new Set<FindingId>();
  for (const word of text.split(",").map((part) => part.trim())) {
    if (word === "error" || word === "warning") {
      severities.add("error");
      if (word === "warning") severities.add("warning");
    } else if (isFindingId(word)) {
      ids.add(word);
    } else {
      throw new UsageError(
        `--fail-on does not know "${word}". It takes error, warning, or ids of findings: ${FINDING_IDS.join(", ")}.`,
      );
    }
  }
  return { severities, ids };
}

export const isFailure = ({ severities, ids }: FailOn, finding: Finding): boolean =>
  severities.has(finding.severity) || ids.has(finding.id);
