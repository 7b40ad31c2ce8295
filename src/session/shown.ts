import { isShown } from "./forget.ts";
import type { Session } from "./session.ts";

/**
 * The part of a session that is shown and judged: without "Preserve log" only the page that the tab
 * shows now, though a page in the back/forward cache is still kept.
 */
export function shownSession(session: Session): Session {
  if (session.preserveLog) return session;
  const { connections, ...rest } = session;
  return {
    ...rest,
    connections: new Map([...connections].filter(([, connection]) => isShown(session, connection))),
    constructorErrors: session.constructorErrors.filter(
      ({ documentId }) => session.documents.get(documentId)?.page === session.page,
    ),
  };
}
