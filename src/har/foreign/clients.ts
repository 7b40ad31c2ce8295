import type { Connection, Session } from "../../session/session.ts";
import { strangerDocument } from "../../session/stranger-document.ts";

/** A page of its own for each client: what one opens is no answer to what another one lost. */
export function joinClient(session: Session, connection: Connection, client: string): void {
  const known = session.documents.get(client);
  const document =
    known ??
    strangerDocument({
      id: client,
      page: session.documents.size,
      joinedAt: connection.createdAt,
      // Nobody knows how long it was there: nothing is to be expected of it any more.
      state: "gone",
    });
  session.documents.set(client, document);
  session.page = Math.max(session.page, document.page);
  // All of them are to be seen.
  session.preserveLog = true;
  connection.documentId = client;
  connection.page = document.page;
}
