import { isShown } from "./forget.ts";
import type { DocumentId, Session } from "./session.ts";

/**
 * The part of a session that is shown and judged: without "Preserve log" only the page that the tab
 * shows now, though a page in the back/forward cache is still kept.
 */
export function shownSession(session: Session): Session {
  if (session.preserveLog) return session;
  const isOfPage = ({ documentId }: { documentId: DocumentId | null }) =>
    documentId === null || session.documents.get(documentId)?.page === session.page;
  return {
    ...session,
    documents: new Map([...session.documents].filter(([, document]) => isShown(session, document))),
    connections: new Map(
      [...session.connections].filter(([, connection]) => isShown(session, connection)),
    ),
    elsewhere: session.elsewhere.filter((each) => isShown(session, each)),
    lifecycle: session.lifecycle.filter(isOfPage),
    dropped: session.dropped.filter(isOfPage),
    constructorErrors: session.constructorErrors.filter(isOfPage),
  };
}
