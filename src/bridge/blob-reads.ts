import type { LateBody } from "../protocol/envelope.ts";
import type { HookBatch } from "../protocol/link.ts";

export type Unread = { count: number; sizeBytes: number };

/** Reads the bodies of Blobs, outside the page's world: there, it would be seen. */
export function createBlobReads(on: {
  read(late: LateBody): void;
  failed(seq: number, unread: Unread): void;
}) {
  let underWay: Unread = { count: 0, sizeBytes: 0 };

  return {
    async read({ seq, blob, maxBytes }: HookBatch<Blob>["blobs"][number]): Promise<void> {
      const mine = underWay;
      const sizeBytes = Math.min(blob.size, maxBytes);
      mine.count++;
      mine.sizeBytes += sizeBytes;
      const buffer = await blob
        .slice(0, maxBytes)
        .arrayBuffer()
        // What stood behind it is gone, as a file that was deleted.
        .catch(() => null);
      // Given up meanwhile, and reported as lost.
      if (mine !== underWay) return;
      mine.count--;
      mine.sizeBytes -= sizeBytes;
      if (buffer) on.read({ seq, body: new Uint8Array(buffer) });
      else on.failed(seq, { count: 1, sizeBytes });
    },
    /** The page leaves, and reading ends with it: what is not read yet never will be. */
    giveUp(): Unread {
      const unread = underWay;
      underWay = { count: 0, sizeBytes: 0 };
      return unread;
    },
  };
}
