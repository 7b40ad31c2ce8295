/** The files in a zip archive: listed by its directory, each read only when it is asked for. */
import { type FileEntry, Reader, ZipReader } from "@zip.js/zip.js/lib/zip-core-native.js";
import { formatBytes, formatCount } from "../../words/words.ts";
import { HarError } from "../har-error.ts";
import { MAX_TEXT_BYTES } from "../parse-json.ts";
import type { Door } from "./door.ts";

export type Zip = {
  /** In the archive's order. */
  names: readonly string[];
  /** Null where there is no such file. Fails where it is damaged, or larger than it may be. */
  text(name: string): Promise<string | null>;
  bytes(name: string): Promise<Uint8Array | null>;
};

/** A trace of an hour has some thousand. */
const MAX_FILES = 100_000;
/** Of all that is read of one archive: a few KiB that unpack to more are a trap. */
const MAX_UNPACKED_BYTES = MAX_TEXT_BYTES;

export async function openZip(door: Pick<Door, "size" | "read">): Promise<Zip> {
  const reader = new ZipReader(new DoorReader(door), {
    useWebWorkers: false,
    checkSignature: true,
    checkOverlappingEntry: true,
  });
  const files = new Map<string, FileEntry>();
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      if (files.size === MAX_FILES) {
        throw new HarError("the archive", `has too many files (over ${formatCount(MAX_FILES)})`);
      }
      // The first of a name is the one that a person sees in it.
      if (!entry.directory && !files.has(entry.filename)) files.set(entry.filename, entry);
    }
  } catch (error) {
    throw error instanceof HarError ? error : explainZip("the archive", error);
  }
  let leftBytes = MAX_UNPACKED_BYTES;
  const bytes = async (name: string): Promise<Uint8Array | null> => {
    const file = files.get(name);
    if (!file) return null;
    const place = `“${name}” in the archive`;
    const pieces: Uint8Array[] = [];
    let size = 0;
    // What a directory says of a size is a stranger's word: the bytes are counted as they come.
    const into = new WritableStream<Uint8Array>({
      write(piece) {
        size += piece.byteLength;
        if (size > leftBytes) throw tooLarge(place);
        pieces.push(piece);
      },
    });
    if (file.uncompressedSize > leftBytes) throw tooLarge(place);
    try {
      await file.getData(into, { preventClose: false });
    } catch (error) {
      throw error instanceof HarError ? error : explainZip(place, error);
    }
    leftBytes -= size;
    return joinBytes(pieces, size);
  };
  return {
    names: [...files.keys()],
    bytes,
    async text(name) {
      const all = await bytes(name);
      return all && new TextDecoder().decode(all);
    },
  };
}

class DoorReader extends Reader<Pick<Door, "size" | "read">> {
  readonly #door: Pick<Door, "size" | "read">;

  constructor(door: Pick<Door, "size" | "read">) {
    super(door);
    this.#door = door;
    this.size = door.size;
  }

  /** How long its directory is, an archive says itself: no more is asked for than there is, and than may be held. */
  override readUint8Array(index: number, length: number): Promise<Uint8Array> {
    const there = Math.max(0, Math.min(length, this.size - index));
    if (there > MAX_UNPACKED_BYTES) {
      throw new HarError(
        "the archive",
        `has a directory that is too large (over ${formatBytes(MAX_UNPACKED_BYTES)})`,
      );
    }
    return this.#door.read(index, there);
  }
}

const tooLarge = (place: string) =>
  new HarError(
    place,
    `is too large when it is unpacked (over ${formatBytes(MAX_UNPACKED_BYTES)} with what was read before)`,
  );

function joinBytes(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.byteLength;
  }
  return all;
}

/** By the library's words, which name no place. */
const PROBLEMS: [RegExp, string][] = [
  [/central directory|format is not recognized/i, "was cut off, or is still being written"],
  [/encrypt|password/i, "is encrypted: unpack it first"],
  [
    /compression method|unsupported compression/i,
    "is packed in a way that is not known: unpack it first",
  ],
  [/split zip/i, "is one part of an archive in several"],
];

function explainZip(place: string, error: unknown): HarError {
  const words = error instanceof Error ? error.message : String(error);
  const known = PROBLEMS.find(([pattern]) => pattern.test(words))?.[1];
  return new HarError(
    place,
    known ?? "is damaged: what is in it does not unpack to what was packed",
  );
}
