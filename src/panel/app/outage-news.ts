import type { Finding, Outage } from "../../analysis/finding.ts";
import { overAt } from "../../analysis/outages/fold-outages.ts";
import { describeOutage } from "../../analysis/outages/outage-words.ts";

/** What is news of outages, for ears: begins and ends since the last look. */
export function createOutageNews() {
  let known: Map<string, boolean> | null = null;
  return (outages: readonly Outage[], findings: readonly Finding[], nowMs: number): string => {
    const before = known;
    known = new Map(outages.map((outage) => [outage.id, overAt(outage) !== null]));
    // What was there when the panel was opened is read in the list.
    if (!before) return "";
    const news = outages.flatMap((outage) => {
      const isOver = overAt(outage) !== null;
      if (before.get(outage.id) === isOver) return [];
      if (isOver && !before.has(outage.id)) return [];
      const told = `Outage ${isOver ? "over" : "began"}: ${describeOutage(outage, nowMs)}.`;
      return isOver ? [told] : [told, ...sayCause(outage, findings)];
    });
    return news.join(" ");
  };
}

/** The same words as in the list. */
function sayCause({ subject, cause }: Outage, findings: readonly Finding[]): string[] {
  const found = findings.find(({ id, subject: { id: of } }) => id === cause && of === subject.id);
  const likely = found?.causes[0];
  return likely === undefined ? [] : [`Likely cause: ${likely}`];
}
