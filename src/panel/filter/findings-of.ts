import type { Finding } from "../../analysis/finding.ts";
import type { Connection } from "../../session/session.ts";

export type FindingsOf = (connection: Connection) => readonly Finding[];

/** What was found about a connection, or about the series that it belongs to. */
export function createFindingsOf(findings: readonly Finding[]): FindingsOf {
  const byConnection = new Map<string, Finding[]>();
  const bySeries = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { kind, id, url } = finding.subject;
    if (kind === "page") continue;
    const lists = kind === "connection" ? byConnection : bySeries;
    const key = kind === "connection" ? id : url;
    lists.set(key, [...(lists.get(key) ?? []), finding]);
  }
  return ({ id, endpoint }) => [...(byConnection.get(id) ?? []), ...(bySeries.get(endpoint) ?? [])];
}
