import { signal } from "@preact/signals";

/** The address of the page that a connection is of, of the session that is shown; null: not known. */
export const pageUrls = signal<(documentId: string | null) => string | null>(() => null);

/** Null for what is no page of the web: files and blank pages have none that a server could allow. */
export function originOf(pageUrl: string | null): string | null {
  if (pageUrl === null || !URL.canParse(pageUrl)) return null;
  const { origin, protocol } = new URL(pageUrl);
  return /^https?:$/.test(protocol) ? origin : null;
}
