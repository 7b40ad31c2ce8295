import { createReadStream, createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream";
import { pipeline as pipe } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { kindOfBytes, type TextKind } from "../../har/kind-of-bytes.ts";
import type { Source } from "../../har/redact/source.ts";
import { explainGzip } from "../read-text.ts";
import { createTemporary } from "./temporary.ts";

const CHUNK_BYTES = 1024 * 1024;

/** Of standard input a copy is kept while it is read, for whoever has the right to it alone. */
export async function openSource(path: string): Promise<Source> {
  if (path !== "-") return sourceOf(path, () => undefined);
  const copy = createTemporary();
  await pipe(process.stdin, createWriteStream(copy.path, { mode: 0o600 }));
  return sourceOf(copy.path, copy.remove);
}

async function sourceOf(path: string, close: () => void): Promise<Source> {
  const kind = kindOfBytes(await firstBytes(path));
  return { kind, read: () => readUtf8(path, kind), close };
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function* readUtf8(path: string, kind: TextKind): AsyncGenerator<Uint8Array> {
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  if (kind === "gzip") {
    const unpacked = createGunzip({ chunkSize: CHUNK_BYTES });
    // What goes wrong with either is thrown where the unpacked bytes are read.
    pipeline(file, unpacked, () => undefined);
    try {
      yield* unpacked;
    } catch (error) {
      throw explainGzip(error);
    }
  } else if (kind === "utf-8") {
    yield* file;
  } else {
    const decoder = new TextDecoder(kind);
    for await (const chunk of file) yield Buffer.from(decoder.decode(chunk, { stream: true }));
    yield Buffer.from(decoder.decode());
  }
}
