/** What of a packed file may be written onto the disk before it is known what it holds. */
import { formatBytes } from "../../words/words.ts";

/** Larger than any budget of a tab lets a session become. */
const MAX_BYTES = 4 * 1024 * 1024 * 1024;
/** So much anything may unpack to: what is said again and again packs to almost nothing. */
const ANY_BYTES = 256 * 1024 * 1024;
/** More than that of a whole session is none: usual are 10, and of large messages that repeat 100. */
const MAX_RATIO = 100;
/** Others want room on this disk, too. */
const SHARE_OF_FREE = 0.5;

/** `packedBytes`: the size of the file; `freeBytes`: what the browser gives, null where it does not say. */
export function maxUnpacked(packedBytes: number, freeBytes: number | null): number {
  const byRatio = Math.max(ANY_BYTES, packedBytes * MAX_RATIO);
  const byDisk = freeBytes === null ? MAX_BYTES : Math.max(0, freeBytes) * SHARE_OF_FREE;
  return Math.min(MAX_BYTES, byRatio, byDisk);
}

/** Lets so many bytes pass, and fails at the piece that would be one too many: it is not written. */
export function limitBytes(
  most: number,
): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let bytes = 0;
  return new TransformStream({
    transform(piece, controller) {
      bytes += piece.byteLength;
      if (bytes > most) throw new Error(`it unpacks to more than ${formatBytes(most)}`);
      controller.enqueue(piece);
    },
  });
}
