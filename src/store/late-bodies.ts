import type { LateBody } from "../protocol/envelope.ts";
import { type IndexEntry, keysOfRows, type Segment, type StoredTab } from "./database.ts";
import { awaitsBody } from "./segment.ts";
import type { WriteTransaction } from "./write.ts";

/**
 * Puts bodies of Blobs beside the rows that they are of. One whose row is not kept, or came with all
 * it has, is not: nothing would ever delete it.
 */
export async function putLateBodies(
  transaction: WriteTransaction,
  tabId: number,
  documentId: string,
  tab: StoredTab,
  lateBodies: readonly LateBody[],
): Promise<void> {
  const late = transaction.objectStore("lateBodies");
  let found: Found | null = null;
  for (const { seq, body } of lateBodies) {
    if (!found || seq < found.entry.firstSeq || seq >= found.entry.nextSeq) {
      found = await findSegment(transaction, tabId, documentId, seq);
    }
    if (!found?.segment || !awaitsBody(found.segment, seq)) continue;
    // An envelope that comes again brings the same body again.
    const before = await late.get([tabId, documentId, seq]);
    void late.put({ seq, body }, [tabId, documentId, seq]);
    tab.storedBytes += body.length - (before?.body.length ?? 0);
  }
}

type Found = { entry: IndexEntry; segment: Segment | undefined };

/** The one whose numbers go over this one; it may lack it all the same. */
async function findSegment(
  transaction: WriteTransaction,
  tabId: number,
  documentId: string,
  seq: number,
): Promise<Found | null> {
  const index = transaction.objectStore("index");
  const upTo = keysOfRows(tabId, { documentId, firstSeq: 0, nextSeq: seq + 1 });
  const entry = (await index.openCursor(upTo, "prev"))?.value;
  if (!entry?.hasBlobs || seq >= entry.nextSeq) return null;
  const segments = transaction.objectStore("segments");
  return { entry, segment: await segments.get([tabId, documentId, entry.firstSeq]) };
}
