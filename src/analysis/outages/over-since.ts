import type { FindingId, Health, Report, Subject } from "../finding.ts";
import { createCovers } from "./covers.ts";
import { overAt } from "./fold-outages.ts";

type Reason = Pick<Health["reasons"][number], "findingId" | "subject">;

/** Since when what a grade rests on works again, epoch ms; null where it does not, or was no outage. */
export function createOverSince({ findings, outages }: Pick<Report, "findings" | "outages">) {
  const outageOf = createCovers(outages);
  const byReason = new Map(findings.map((each) => [keyOf(each.id, each.subject), each]));
  return ({ findingId, subject }: Reason): number | null => {
    const finding = byReason.get(keyOf(findingId, subject));
    const outage = finding && outageOf(finding);
    return outage ? overAt(outage) : null;
  };
}

const keyOf = (id: FindingId, { id: of }: Subject): string => `${id} ${of}`;
