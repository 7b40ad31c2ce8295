import { type Body, ROW_SEND } from "../protocol/rows.ts";
import { bare, bareList } from "./builtins.ts";
import { ownText } from "./measure.ts";

/** One message as it is kept. Entries are used again and again, so that a message allocates none. */
export type Entry = {
  connection: number;
  at: number;
  flags: number;
  shape: number;
  sizeBytes: number;
  /** What of it counts against the limit: all, or only the part that was kept. */
  keptBytes: number;
  hash: number;
  bufferedBytes: number;
  body: Body | null;
  seq: number;
  blob: Blob | null;
};

const createEntry = (): Entry =>
  bare({
    connection: 0,
    at: 0,
    flags: 0,
    shape: 0,
    sizeBytes: 0,
    keptBytes: 0,
    hash: 0,
    bufferedBytes: 0,
    body: null,
    seq: 0,
    blob: null,
  });

/**
 * Recent messages with their bodies, kept while the tab is only watched, so that a recording that
 * begins in the middle of an incident has what led to it. The oldest go first.
 */
export function createRing() {
  let slots = bareList<Entry>();
  /** Slots in use or used before; the ring grows to its limit only as messages come. */
  let size = 0;
  let oldest = 0;
  let count = 0;
  let keptBytes = 0;
  let maxCount = 0;
  let maxBytes = 0;

  const dropOldest = () => {
    const entry = slots[oldest] as Entry;
    keptBytes -= entry.keptBytes;
    entry.body = null;
    entry.blob = null;
    oldest = (oldest + 1) % size;
    count--;
  };

  /** The same entries, the oldest first in the list, so that the list can grow or shrink. */
  const unroll = () => {
    const next = bareList<Entry>();
    for (let i = 0; i < count; i++) next[i] = slots[(oldest + i) % size] as Entry;
    slots = next;
    size = count;
    oldest = 0;
  };

  const clear = () => {
    count = 0;
    keptBytes = 0;
    unroll();
  };

  /** A slot for one more message, after the newest; none is freed that need not be. */
  const nextSlot = (): Entry => {
    if (count === size) {
      if (oldest !== 0) unroll();
      slots[size++] = createEntry();
    }
    return slots[(oldest + count++) % size] as Entry;
  };

  return {
    limit(messages: number, bytes: number): void {
      maxCount = messages;
      maxBytes = bytes;
      while (count > maxCount || keptBytes > maxBytes) dropOldest();
      if (size > maxCount) unroll();
    },
    /** Nothing where no message of its size has room. A slot is filled at once: no call may fail. */
    add(
      seq: number,
      connection: number,
      at: number,
      flags: number,
      shape: number,
      sizeBytes: number,
      kept: number,
      hash: number,
      bufferedBytes: number,
      body: Body | null,
      blob: Blob | null,
    ): void {
      if (maxCount === 0 || kept > maxBytes) {
        // What is kept must be without gaps, or nobody could say from where on it is whole.
        while (count > 0) dropOldest();
        return;
      }
      while (count >= maxCount || keptBytes + kept > maxBytes) dropOldest();
      const entry = nextSlot();
      entry.connection = connection;
      entry.at = at;
      entry.flags = flags;
      entry.shape = shape;
      entry.sizeBytes = sizeBytes;
      entry.keptBytes = kept;
      entry.hash = hash;
      entry.bufferedBytes = bufferedBytes;
      entry.body = body;
      entry.seq = seq;
      entry.blob = blob;
      keptBytes += kept;
    },
    /** Copies the page's own texts, of the messages from there on that are still here. */
    ownTexts(fromSeq: number): void {
      for (let i = count - 1; i >= 0; i--) {
        const entry = slots[(oldest + i) % size] as Entry;
        if (entry.seq < fromSeq) return;
        const { body } = entry;
        if (typeof body === "string" && entry.flags & ROW_SEND) entry.body = ownText(body);
      }
    },
    /** Gives each entry, the oldest first. */
    each(take: (entry: Entry) => void): void {
      for (let i = 0; i < count; i++) take(slots[(oldest + i) % size] as Entry);
    },
    clear,
  };
}
