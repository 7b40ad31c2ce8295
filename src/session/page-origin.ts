import { parseUrl } from "../protocol/parse-url.ts";
import type { DocumentRecord, Session } from "./session.ts";

/** The document that the tab's address is of; null while it has not been heard of. */
export function topDocumentOf({ documents, page }: Session): DocumentRecord | null {
  let top: DocumentRecord | null = null;
  for (const document of documents.values()) {
    if (document.top && document.page === page) top = document;
  }
  return top;
}

/** Of the page that the tab shows; null where it has none to compare, as a file or `about:blank`. */
export function originOf(session: Session): string | null {
  const parts = parseUrl(topDocumentOf(session)?.url ?? "");
  return parts && `${parts.scheme}://${parts.hostPort}`;
}
