/** Findings by what they speak of, so that a list row need not search them. */
import type { Finding } from "../analysis/finding.ts";

export type FindingIndex = {
  /** Those of the session, newest first. */
  newestFirst: Finding[];
  byConnection: ReadonlyMap<string, Finding[]>;
  /** Endpoints (the url of a series) that are in a storm. */
  storms: ReadonlySet<string>;
};

export function indexFindings(findings: readonly Finding[]): FindingIndex {
  const byConnection = new Map<string, Finding[]>();
  const storms = new Set<string>();
  for (const finding of findings) {
    const { kind, id, url } = finding.subject;
    if (finding.id === "reconnect-storm") storms.add(url);
    if (kind !== "connection") continue;
    const list = byConnection.get(id) ?? [];
    byConnection.set(id, list);
    // The one that explains the close stands first, whatever order the checks have.
    if (finding.primary) list.unshift(finding);
    else list.push(finding);
  }
  const newestFirst = [...findings].sort(
    (a, b) =>
      Number(isGoingOn(b)) - Number(isGoingOn(a)) ||
      newestAt(b) - newestAt(a) ||
      Number(isSeries(b)) - Number(isSeries(a)),
  );
  return { newestFirst, byConnection, storms };
}

/** At the same moment, what many attempts amount to says more than the last of them. */
const isSeries = ({ subject }: Finding) => subject.kind === "series";

/** A storm that goes on is news, whenever it began. */
export const isGoingOn = (finding: Finding) => isSeries(finding) && finding.until === null;
const newestAt = ({ since, until }: Finding) => until ?? since;
