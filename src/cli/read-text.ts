import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { createBrotliDecompress, createGunzip } from "node:zlib";
import { HarError } from "../har/har-error.ts";
import { kindOfBytes } from "../har/kind-of-bytes.ts";
import { MAX_TEXT_BYTES } from "../har/parse-json.ts";
import { formatBytes } from "../words/words.ts";

/** What is larger when it is unpacked, its owner may unpack; a few KiB that do are a trap. */
export const MAX_UNPACKED_BYTES = 128 * 1024 * 1024;

/** A tool packs what a browser has packed already; more than that is a trap. */
const MAX_LAYERS = 3;

/** The bytes of a file, or of standard input. */
export async function readBytes(path: string): Promise<Uint8Array> {
  if (path === "-") return collect(process.stdin, MAX_TEXT_BYTES, TOO_LARGE);
  const file = await stat(path);
  if (file.size > MAX_TEXT_BYTES) throw tooLarge(TOO_LARGE, MAX_TEXT_BYTES);
  // What is no file, such as a pipe of the shell, does not say how much it has.
  if (!file.isFile() && !file.isDirectory()) {
    return collect(createReadStream(path), MAX_TEXT_BYTES, TOO_LARGE);
  }
  return readFile(path);
}

/** All of it as text, packed or as Windows' shells write it. `maxBytes`: of what is unpacked. */
export async function decodeText(
  bytes: Uint8Array,
  maxBytes = MAX_UNPACKED_BYTES,
): Promise<string> {
  let unpacked = bytes;
  for (let layer = 0; layer < MAX_LAYERS && kindOfBytes(unpacked) === "gzip"; layer++) {
    unpacked = await unpack(unpacked, maxBytes);
  }
  const kind = kindOfBytes(unpacked);
  if (kind === "utf-16le" || kind === "utf-16be") return new TextDecoder(kind).decode(unpacked);
  const isText = isUtf8(unpacked);
  return toText(isText ? unpacked : ((await unpackBrotli(unpacked, maxBytes)) ?? unpacked));
}

const toText = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");

/** Brotli has no sign at its beginning. Null where it is something else. */
async function unpackBrotli(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array | null> {
  const packed = Readable.from([bytes]);
  const unpacked = createBrotliDecompress();
  packed.pipe(unpacked);
  try {
    return await collect(unpacked, maxBytes, unpackedTooLarge("Brotli"));
  } catch (error) {
    if (error instanceof HarError) throw error;
    return null;
  }
}

async function unpack(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  const packed = Readable.from([bytes]);
  const unpacked = createGunzip();
  packed.pipe(unpacked);
  try {
    return await collect(unpacked, maxBytes, unpackedTooLarge("gzip"));
  } catch (error) {
    throw error instanceof HarError ? error : explainGzip(error);
  }
}

export const explainGzip = (error: unknown): HarError =>
  new HarError(
    "the file",
    (error as NodeJS.ErrnoException | null)?.code === "Z_BUF_ERROR"
      ? "is packed with gzip, and was cut off or is still being written"
      : "is packed with gzip, and damaged",
  );

const TOO_LARGE = "is too large to be read as a whole";
const unpackedTooLarge = (packer: string) =>
  `is packed with ${packer}, and too large when it is unpacked`;

/** All that comes, piece by piece: of what is too large no more than fits is ever held. */
async function collect(
  stream: AsyncIterable<Uint8Array>,
  maxBytes: number,
  problem: string,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of stream) {
    bytes += piece.byteLength;
    if (bytes > maxBytes) throw tooLarge(problem, maxBytes);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

const tooLarge = (problem: string, maxBytes: number): HarError =>
  new HarError("the file", `${problem} (over ${formatBytes(maxBytes)})`);
