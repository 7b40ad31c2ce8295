import { bare } from "./builtins.ts";
import type { Row } from "./columns.ts";

type Entry = Row & { seq: number; keptBytes: number; blob: Blob | null; next: Entry | null };

/**
 * Recent messages with their bodies, kept while the tab is only watched, so that a recording that
 * begins in the middle of an incident has what led to it. The oldest go first.
 */
export function createRing() {
  let oldest: Entry | null = null;
  let newest: Entry | null = null;
  let count = 0;
  let keptBytes = 0;
  let maxCount = 0;
  let maxBytes = 0;

  const trim = () => {
    while (oldest !== null && (count > maxCount || keptBytes > maxBytes)) {
      count--;
      keptBytes -= oldest.keptBytes;
      oldest = oldest.next;
      if (oldest === null) newest = null;
    }
  };

  return {
    limit(messages: number, bytes: number): void {
      maxCount = messages;
      maxBytes = bytes;
      trim();
    },
    add(row: Row, seq: number, blob: Blob | null): void {
      // A string takes one or two bytes a character; its size on the wire is near enough.
      const bytes = row.sizeBytes;
      const entry: Entry = bare({
        connection: row.connection,
        at: row.at,
        flags: row.flags,
        shape: row.shape,
        sizeBytes: row.sizeBytes,
        hash: row.hash,
        bufferedBytes: row.bufferedBytes,
        body: row.body,
        seq,
        keptBytes: bytes,
        blob,
        next: null,
      });
      if (newest === null) oldest = entry;
      else newest.next = entry;
      newest = entry;
      count++;
      keptBytes += bytes;
      trim();
    },
    /** The oldest entry, taken out; null when there is none. */
    shift(): Entry | null {
      const entry = oldest;
      if (entry === null) return null;
      count--;
      keptBytes -= entry.keptBytes;
      oldest = entry.next;
      if (oldest === null) newest = null;
      return entry;
    },
    clear(): void {
      oldest = null;
      newest = null;
      count = 0;
      keptBytes = 0;
    },
  };
}
