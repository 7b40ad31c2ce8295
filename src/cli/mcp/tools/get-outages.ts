import { sayRecovery, tellOutages } from "../../../analysis/report/outage-lines.ts";
import { plain } from "../../../words/safe-text.ts";
import { countOf } from "../../../words/words.ts";
import { fenceReport } from "../foreign-text.ts";
import { defineTool, SESSION } from "../tool.ts";

export const getOutages = defineTool({
  name: "get_outages",
  title: "The story of the outages",
  description:
    "Each outage of a session: when it began and ended, its first cause, its phases, what was lost, whether it came back by itself and what to do; then how each endpoint recovers. The shortest answer to what happened and whether it is over.",
  input: { session: SESSION },
  async answer({ session: name }, shelf) {
    const { report } = await shelf.open(name);
    const told = tellOutages(report.outages);
    const lines = told.flatMap(({ when, title, remarks, fixes }) => [
      `- ${when}: ${[title, ...remarks].join(" ")}`,
      ...fixes.map(({ role, text }) => `  - ${role}: ${text}`),
    ]);
    const recovery = report.recovery.map((each) => `- ${each.url}: ${sayRecovery(each)}`);
    const all = [...lines, ...recovery];
    return {
      text: [
        countOf(report.outages.length, "outage"),
        ...(all.length > 0 ? [fenceReport(all.map(plain).join("\n"))] : []),
      ].join("\n"),
      data: { outages: report.outages, recovery: report.recovery },
    };
  },
});
