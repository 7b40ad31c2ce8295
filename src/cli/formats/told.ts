import type { ConnectionReport, Finding } from "../../analysis/finding.ts";
import { findingsAbout, groupAlike } from "../../analysis/report/alike.ts";
import type { Diagnosed } from "../diagnosed.ts";

/** A finding as other programs list it: once for all the connections to which the same happened. */
export type Told = {
  finding: Finding;
  /** To how many connections; 1 for what is of a series or of the page. */
  count: number;
  /** Those, as far as it is of connections. */
  connections: readonly ConnectionReport[];
  /** What names the same thing in the next session, too: without times, counts and ids. */
  key: string;
};

/** The worst first, each kind of thing once. */
export function tellOnce(diagnosed: Diagnosed): Told[] {
  const told = groupAlike(diagnosed).flatMap(({ connections, findings }) =>
    findings.map((finding) => ({
      finding,
      count: connections.length,
      connections,
      key: keyOf(finding, connections[0]?.endpoint ?? finding.subject.url),
    })),
  );
  for (const kind of ["series", "page"] as const) {
    for (const finding of findingsAbout(diagnosed.report, kind)) {
      const { url } = finding.subject;
      told.push({ finding, count: 1, connections: [], key: keyOf(finding, url) });
    }
  }
  return told.sort((a, b) => RANK[a.finding.severity] - RANK[b.finding.severity]);
}

const RANK = { error: 0, warning: 1, info: 2 };

const keyOf = ({ id, variant = "" }: Finding, endpoint: string): string =>
  `${id}/${variant}/${endpoint}`;

/** "12 times: " before what happened to more than one. */
export const timesOf = ({ count }: Told): string => (count > 1 ? `${count} times: ` : "");
