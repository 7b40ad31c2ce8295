import type { Finding } from "../../analysis/finding.ts";
import type { EndpointGroup } from "../../analysis/series/endpoint-groups.ts";
import type { Connection } from "../../session/session.ts";

/** The attempts of one storm; folded they are one band. */
export type Storm = { key: string; finding: Finding; connections: Connection[] };

/** Fewer are as easily seen one by one. */
const MIN_FOLDED = 3;

/** Takes the storms out of the connections of an endpoint. */
export function splitStorms(
  { id, endpoint, connections }: EndpointGroup,
  findings: readonly Finding[],
): { storms: Storm[]; others: Connection[] } {
  const storms: Storm[] = [];
  let others = [...connections];
  for (const finding of findings) {
    if (finding.id !== "reconnect-storm" || finding.subject.url !== endpoint) continue;
    const attempts = others.filter((connection) => isAttemptOf(finding, connection));
    if (attempts.length < MIN_FOLDED) continue;
    const taken = new Set(attempts);
    others = others.filter((connection) => !taken.has(connection));
    // It grows at its end: its beginning names it.
    storms.push({ key: `storm ${finding.since} ${id}`, finding, connections: attempts });
  }
  return { storms, others };
}

/** What outlived the storm is no part of it, even if it began in it. */
export function isAttemptOf({ since, until, subject }: Finding, connection: Connection): boolean {
  const { createdAt, end, pageWorker, documentId } = connection;
  // A page and its worker may have the same endpoint. Foreign files name no document at all.
  const mayBeWorkers = pageWorker || documentId === null;
  if (subject.id.startsWith("worker:") ? !mayBeWorkers : pageWorker) return false;
  if (createdAt < since || !end) return false;
  return until === null || (createdAt <= until && end.at <= until);
}
