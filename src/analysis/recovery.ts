import type { Connection, Session } from "../session/session.ts";
import { type Context, type Draft, isEnded } from "./check.ts";
import { isOpened } from "./connection/evidence.ts";

/**
 * When the trouble of a finding was over: a later connection of its series opened, or its page was
 * replaced. What is no trouble was over at once. Null: it still stands.
 */
export function createRecovery({ session, series, connections }: Context) {
  const recoveredAt = new Map<string, number>();
  const replacedAt = new Map<string, number>();
  const starts = pageStarts(session);
  for (const group of series) {
    noteRecoveries(group.connections, recoveredAt);
    const overAt = group.page === null ? null : nextPageAt(starts, group.page);
    if (overAt === null) continue;
    replacedAt.set(group.id, overAt);
    for (const { id } of group.connections) replacedAt.set(id, overAt);
  }
  const endOf = new Map(connections.map(({ id, end }) => [id, end?.at]));
  return (draft: Draft): number | null => {
    if (draft.until !== undefined) return draft.until;
    const { id } = draft.subject;
    if (draft.severity === "info" && draft.explains) return endOf.get(id) ?? draft.since;
    return recoveredAt.get(id) ?? replacedAt.get(id) ?? null;
  };
}

/** For each end, the first opening of the same series after it. */
function noteRecoveries(connections: readonly Connection[], recoveredAt: Map<string, number>) {
  const opens = connections
    .filter(isOpened)
    .map(({ open, createdAt }) => open?.at ?? createdAt)
    .sort((a, b) => a - b);
  let next = 0;
  for (const { id, end } of connections.filter(isEnded).sort((a, b) => a.end.at - b.end.at)) {
    while (next < opens.length && (opens[next] as number) < end.at) next++;
    const openedAt = opens[next];
    if (openedAt !== undefined) recoveredAt.set(id, openedAt);
  }
}

/** When each page first showed its top document, in order. */
function pageStarts({ documents }: Session): { page: number; at: number }[] {
  const starts = new Map<number, number>();
  for (const { top, page, joinedAt } of documents.values()) {
    if (top) starts.set(page, Math.min(joinedAt, starts.get(page) ?? Number.POSITIVE_INFINITY));
  }
  return [...starts].map(([page, at]) => ({ page, at })).sort((a, b) => a.page - b.page);
}

const nextPageAt = (starts: { page: number; at: number }[], page: number): number | null =>
  starts.find((start) => start.page > page)?.at ?? null;
