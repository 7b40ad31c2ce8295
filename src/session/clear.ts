import type { Dropped, Session } from "./session.ts";

type Left = Pick<
  Session,
  | "clearedAt"
  | "connections"
  | "lifecycle"
  | "constructorErrors"
  | "dropped"
  | "unmatchedHandshakes"
  | "http"
  | "forgottenCount"
  | "forgottenEndpoints"
  | "foldedConnections"
  | "elsewhere"
>;

/**
 * What "Clear" leaves: sockets that live, with their counts, and what came after it was asked for.
 * What was dropped of a socket that stays is still missing in what is kept of it.
 */
export function leftAfterClear(session: Session, at: number): Left {
  const connections = new Map(
    [...session.connections].filter(([, { end }]) => !end || end.at > at),
  );
  const documents = new Set([...connections.values()].map(({ documentId }) => documentId));
  const isLater = (one: { at: number }) => one.at > at;
  const isMissing = ({ documentId, why }: Dropped) =>
    why !== "forgotten" && (documentId === null ? connections.size > 0 : documents.has(documentId));
  return {
    clearedAt: at,
    connections,
    lifecycle: session.lifecycle.filter(isLater),
    constructorErrors: session.constructorErrors.filter(isLater),
    dropped: session.dropped.filter((one) => isLater(one) || isMissing(one)),
    unmatchedHandshakes: [],
    http: session.http.filter(({ endedAt }) => endedAt > at),
    forgottenCount: 0,
    forgottenEndpoints: [],
    foldedConnections: session.foldedConnections.filter(({ lastAt }) => lastAt > at),
    elsewhere: session.elsewhere.filter(({ backAt }) => backAt > at),
  };
}
