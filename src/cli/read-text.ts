import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { HarError } from "../har/har-error.ts";
import { MAX_TEXT_BYTES } from "../har/parse-json.ts";
import { formatBytes } from "../words/words.ts";

/** What is larger when it is unpacked, its owner may unpack; a few KiB that do are a trap. */
const MAX_UNPACKED_BYTES = 128 * 1024 * 1024;

const GZIP = [0x1f, 0x8b];
/** "PK", and what may follow it at the start: a file, an empty archive, one of several parts. */
const ZIP = [0x50, 0x4b];
const ZIP_KINDS = [0x03, 0x05, 0x07];
const UTF_16_LE = [0xff, 0xfe];
const UTF_16_BE = [0xfe, 0xff];

/** The text of a file, or of standard input, packed or as Windows' shells write it. */
export const readText = async (path: string): Promise<string> => decodeText(await readBytes(path));

async function readBytes(path: string): Promise<Uint8Array> {
  if (path === "-") return collect(process.stdin, MAX_TEXT_BYTES, TOO_LARGE);
  const file = await stat(path);
  if (file.size > MAX_TEXT_BYTES) throw tooLarge(TOO_LARGE, MAX_TEXT_BYTES);
  // What is no file, such as a pipe of the shell, does not say how much it has.
  if (!file.isFile() && !file.isDirectory()) {
    return collect(createReadStream(path), MAX_TEXT_BYTES, TOO_LARGE);
  }
  return readFile(path);
}

/** `maxBytes`: of what is unpacked. */
export async function decodeText(
  bytes: Uint8Array,
  maxBytes = MAX_UNPACKED_BYTES,
): Promise<string> {
  return kindOf(bytes) === "gzip"
    ? readUnpacked(await unpack(bytes, maxBytes))
    : readUnpacked(bytes);
}

function readUnpacked(bytes: Uint8Array): string {
  const kind = kindOf(bytes);
  if (kind === "utf-16le" || kind === "utf-16be") return new TextDecoder(kind).decode(bytes);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}

export type TextKind = "gzip" | "utf-8" | "utf-16le" | "utf-16be";

/** By its first bytes. */
export function kindOf(bytes: Uint8Array): TextKind {
  if (begins(bytes, GZIP)) return "gzip";
  if (begins(bytes, ZIP) && ZIP_KINDS.includes(bytes[2] ?? -1)) {
    throw new HarError("the file", "is a zip archive: unpack it, and name the .har file in it");
  }
  if (begins(bytes, UTF_16_LE)) return "utf-16le";
  return begins(bytes, UTF_16_BE) ? "utf-16be" : "utf-8";
}

const begins = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, i) => bytes[i] === byte);

async function unpack(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  const packed = Readable.from([bytes]);
  const unpacked = createGunzip();
  packed.pipe(unpacked);
  try {
    return await collect(unpacked, maxBytes, UNPACKED_TOO_LARGE);
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
const UNPACKED_TOO_LARGE = "is packed with gzip, and too large when it is unpacked";

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
