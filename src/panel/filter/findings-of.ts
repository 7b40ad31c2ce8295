import type { Finding, Outage } from "../../analysis/finding.ts";
import { createCovers } from "../../analysis/outages/covers.ts";
import { overAt } from "../../analysis/outages/fold-outages.ts";
import type { Connection } from "../../session/session.ts";

/** `isOver`: it belongs to an outage that is over. */
export type KnownFinding = Finding & { isOver?: boolean };
export type FindingsOf = (connection: Connection) => readonly KnownFinding[];

/** What was found about a connection, or about the series that it belongs to. */
export function createFindingsOf(
  findings: readonly Finding[],
  outages: readonly Outage[] = [],
): FindingsOf {
  const outageOf = createCovers(outages);
  const byConnection = new Map<string, KnownFinding[]>();
  const bySeries = new Map<string, KnownFinding[]>();
  for (const finding of findings) {
    const { kind, id, url } = finding.subject;
    if (kind === "page") continue;
    const outage = outageOf(finding);
    const known = outage && overAt(outage) !== null ? { ...finding, isOver: true } : finding;
    const lists = kind === "connection" ? byConnection : bySeries;
    const key = kind === "connection" ? id : url;
    const list = lists.get(key);
    if (list) list.push(known);
    else lists.set(key, [known]);
  }
  return ({ id, endpoint }) => [...(byConnection.get(id) ?? []), ...(bySeries.get(endpoint) ?? [])];
}
