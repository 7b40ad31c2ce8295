import { OURS } from "../../har/open/read-own.ts";
import { holdScratch, openScratch, removeLeftovers } from "./scratch-folder.ts";
import { limitBytes, maxUnpacked } from "./unpack-limit.ts";

/** By so much of its beginning a file of ours is known. */
const SIGN_BYTES = 512;

type Piece = Uint8Array<ArrayBuffer>;

/**
 * A packed session file of ours, unpacked onto the disk, where any part of it can be read. Null where
 * it is none, is damaged, or the disk does not take it: whoever reads it as a text says so. The copy
 * is held as long as this worker lives; the page that named it removes it then.
 */
export async function unpackOwn(
  file: File,
  name: string,
  onShare: (share: number) => void,
): Promise<File | null> {
  const folder = await openScratch();
  if (!folder) return null;
  await removeLeftovers(folder);
  await holdScratch(name);
  let packedBytes = 0;
  const counting = new TransformStream<Piece, Piece>({
    transform(piece, controller) {
      packedBytes += piece.byteLength;
      controller.enqueue(piece);
    },
  });
  let isFirst = true;
  const checking = new TransformStream<Piece, Piece>({
    transform(piece, controller) {
      if (isFirst && !OURS.test(new TextDecoder().decode(piece.subarray(0, SIGN_BYTES)))) {
        throw new Error("it is none of ours");
      }
      isFirst = false;
      onShare(packedBytes / file.size);
      controller.enqueue(piece);
    },
  });
  try {
    const copy = await folder.getFileHandle(name, { create: true });
    await file
      .stream()
      .pipeThrough(counting)
      .pipeThrough(new DecompressionStream("gzip"))
      .pipeThrough(checking)
      .pipeThrough(limitBytes(maxUnpacked(file.size, await freeBytes())))
      // Takes the copy's place when it is closed, and is gone where it is not.
      .pipeTo(await copy.createWritable());
    return await copy.getFile();
  } catch {
    return null;
  }
}

async function freeBytes(): Promise<number | null> {
  try {
    const { quota, usage } = await navigator.storage.estimate();
    return quota === undefined ? null : quota - (usage ?? 0);
  } catch {
    return null;
  }
}
