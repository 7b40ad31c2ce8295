import type { Session } from "../session/session.ts";

/** What is over and was cleared is hidden at once, and deleted only when it can't be undone any more. */
export function withoutCleared(
  session: Session | null,
  cleared: ReadonlySet<string> | null,
): Session | null {
  if (!session || !cleared) return session;
  const connections = new Map([...session.connections].filter(([id]) => !cleared.has(id)));
  return { ...session, connections, lifecycle: [], constructorErrors: [], dropped: [] };
}

/** What "Clear" takes away: sockets that live stay, with their counts. */
export const clearable = (session: Session): Set<string> =>
  new Set([...session.connections.values()].filter(({ end }) => end).map(({ id }) => id));
