import type { Connection, Session } from "../session/session.ts";
import type { Series, Subject } from "./finding.ts";
import { estimatePolicy } from "./policy.ts";

export type SeriesGroup = {
  id: string;
  /** The endpoint. */
  url: string;
  /** Null: page workers' sockets, whose document is not known. */
  page: number | null;
  connections: Connection[];
  /** From a close to the construction that followed; null where none had gone before. */
  delaysMs: (number | null)[];
};

/** One page's connections to one endpoint, across its iframes, in order of time. */
export function groupSeries(session: Session, inOrder: readonly Connection[]): SeriesGroup[] {
  const groups = new Map<string, SeriesGroup>();
  for (const connection of inOrder) {
    const record =
      connection.documentId === null ? undefined : session.documents.get(connection.documentId);
    const page = record?.page ?? null;
    const id = `${page ?? "worker"}:${connection.endpoint}`;
    let group = groups.get(id);
    if (!group) {
      group = { id, url: connection.endpoint, page, connections: [], delaysMs: [] };
      groups.set(id, group);
    }
    group.connections.push(connection);
  }
  for (const group of groups.values()) group.delaysMs = delaysBefore(group.connections);
  return [...groups.values()];
}

/**
 * Each construction answers the latest close before it that nothing has answered yet. A socket
 * opened while the one before still lives answers none, and a document that went away was no loss.
 */
function delaysBefore(connections: readonly Connection[]): (number | null)[] {
  const ends = connections
    .flatMap(({ end }) => (end && end.by !== "page-gone" ? [end.at] : []))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const unanswered: number[] = [];
  let next = 0;
  return connections.map(({ createdAt }) => {
    while (next < ends.length && (ends[next] as number) <= createdAt) {
      unanswered.push(ends[next++] as number);
    }
    const endedAt = unanswered.pop();
    const delayMs = endedAt === undefined ? null : createdAt - endedAt;
    return delayMs !== null && Number.isFinite(delayMs) ? delayMs : null;
  });
}

export const knownDelays = (group: SeriesGroup): number[] =>
  group.delaysMs.filter((delayMs) => delayMs !== null);

export const seriesSubject = ({ id, url }: SeriesGroup): Subject => ({ kind: "series", id, url });

export function reportSeries(group: SeriesGroup): Series {
  const delaysMs = knownDelays(group);
  return {
    id: group.id,
    url: group.url,
    attempts: group.connections.length,
    delaysMs,
    policy: estimatePolicy(delaysMs),
  };
}
