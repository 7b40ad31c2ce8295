/** Findings by what they speak of, so that a list row need not search them. */
import type { Finding } from "../../analysis/finding.ts";

export type FindingIndex = {
  /** Those of the session, newest first. */
  newestFirst: Finding[];
  byConnection: ReadonlyMap<string, Finding[]>;
  /** By endpoint (the url of a series), the storm it is or was in: one that goes on before others. */
  storms: ReadonlyMap<string, Finding>;
};

export function indexFindings(findings: readonly Finding[]): FindingIndex {
  const byConnection = new Map<string, Finding[]>();
  const storms = new Map<string, Finding>();
  for (const finding of findings) {
    const { kind, id, url } = finding.subject;
    if (finding.id === "reconnect-storm") {
      const known = storms.get(url);
      if (!known || (known.until !== null && finding.until === null)) storms.set(url, finding);
    }
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
