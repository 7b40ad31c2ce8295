import { MAX_DROPPED } from "./limits.ts";
import type { DocumentId, Dropped, Session } from "./session.ts";

/**
 * Notes what was not kept. Losses of one kind that follow each other become one entry, and over the
 * cap the oldest joins another of its kind: the sum stays exact, however long a flood lasts. A silence
 * that is over stays by itself, so that each has its own beginning and end.
 */
export function addDropped(session: Session, dropped: Dropped): void {
  const last = session.dropped.at(-1);
  const isOver = last?.until !== undefined;
  if (last && !isOver && isSameKind(last, dropped) && last.documentId === dropped.documentId) {
    join(last, dropped);
    return;
  }
  session.dropped.push({ ...dropped });
  if (session.dropped.length <= MAX_DROPPED) return;
  const oldest = session.dropped.shift() as Dropped;
  const next = session.dropped.find((other) => isSameKind(other, oldest));
  if (!next) return;
  join(next, oldest);
  next.at = oldest.at;
  if (next.documentId !== oldest.documentId) next.documentId = null;
}

/** What is heard of the document from here on is complete again. */
export function endSilence({ dropped }: Session, documentId: DocumentId, at: number): void {
  for (const one of dropped) {
    if (one.what === "sockets" && one.documentId === documentId) one.until ??= Math.max(one.at, at);
  }
}

const isSameKind = (a: Dropped, b: Dropped): boolean => a.why === b.why && a.what === b.what;

function join(into: Dropped, { count, sizeBytes, what, until }: Dropped): void {
  // One that lasts keeps lasting, whichever it joins.
  if (until === undefined) delete into.until;
  // Sockets that were not heard may be the same ones again.
  into.count = what === "sockets" ? Math.max(into.count, count) : into.count + count;
  into.sizeBytes += sizeBytes;
}
