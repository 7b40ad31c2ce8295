import { COSTS, EXTRA, GRADES } from "../health.ts";

/** How the grade of a session comes about, with the figures that the code goes by. */
export function writeHealthPage(): string {
  const grades = [...GRADES.map(([grade, least]) => `${grade} from ${least} on`), "F below that"];
  const atBest = (cost: number) => GRADES.find(([, least]) => 100 - cost >= least)?.[0] ?? "F";
  return [
    "<!-- Written by `npm run docs` from src/analysis/health.ts. -->",
    "# Health",
    "The grade of a session, and of each endpoint in it, says how well its sockets are right now. It begins with 100 points. The worst trouble takes off what it costs, whatever else there is:",
    [
      "| Trouble | Takes off | Grade at best |",
      "| --- | --- | --- |",
      ...Object.values(COSTS).map(({ cost, of }) => `| ${of} | ${cost} | ${atBest(cost)} |`),
    ].join("\n"),
    `Each other trouble takes off ${EXTRA.cost} more, at most ${EXTRA.most} in all: ten small troubles are not a storm. Remarks take off nothing.`,
    `Grades: ${grades.join(", ")}.`,
    "- An outage is one trouble, however many connections it took and however much was found about it. As soon as it works again, it counts as over.\n- An outage that the page has given up weighs less once nobody has tried for 5 minutes.\n- Requests that are all answered by errors on an open socket count as an error that stands.\n- The session's grade goes by all endpoints and by the page itself; an endpoint's by its own troubles only. Where they differ, both are told: `api/chat: F, everything else: A`.\n- Where a file does not say how any of its connections ended, and nothing else was found, the health is not known.",
    "[What Stormglass finds](findings/README.md)",
    "",
  ].join("\n\n");
}
