import { readFile } from "node:fs/promises";
import { buffer as readAll } from "node:stream/consumers";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { HarError } from "../har/har-error.ts";

/** What V8 can hold as one text; a few KiB that unpack to more are a trap. */
const MAX_UNPACKED_BYTES = 512 * 1024 * 1024;

const GZIP = [0x1f, 0x8b];
/** "PK", and what may follow it at the start: a file, an empty archive, one of several parts. */
const ZIP = [0x50, 0x4b];
const ZIP_KINDS = [0x03, 0x05, 0x07];
const UTF_16_LE = [0xff, 0xfe];
const UTF_16_BE = [0xfe, 0xff];

/** The text of a file, or of standard input, packed or as Windows' shells write it. */
export const readText = async (path: string): Promise<string> =>
  decodeText(path === "-" ? await readAll(process.stdin) : await readFile(path));

/** `maxBytes`: of what is unpacked. */
export async function decodeText(
  bytes: Uint8Array,
  maxBytes = MAX_UNPACKED_BYTES,
): Promise<string> {
  if (begins(bytes, GZIP)) return readUnpacked(await unpack(bytes, maxBytes));
  if (begins(bytes, ZIP) && ZIP_KINDS.includes(bytes[2] ?? -1)) {
    throw new HarError("the file", "is a zip archive: unpack it, and name the .har file in it");
  }
  return readUnpacked(bytes);
}

function readUnpacked(bytes: Uint8Array): string {
  if (begins(bytes, UTF_16_LE)) return new TextDecoder("utf-16le").decode(bytes);
  if (begins(bytes, UTF_16_BE)) return new TextDecoder("utf-16be").decode(bytes);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}

const begins = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, i) => bytes[i] === byte);

async function unpack(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    throw new HarError(
      "the file",
      GZIP_ERRORS[codeOf(error)] ?? "is packed with gzip, and damaged",
    );
  }
}

const GZIP_ERRORS: Record<string, string> = {
  ERR_BUFFER_TOO_LARGE: "is packed with gzip, and too large when it is unpacked (over 512 MiB)",
  Z_BUF_ERROR: "is packed with gzip, and was cut off or is still being written",
};

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException | null)?.code ?? "";
