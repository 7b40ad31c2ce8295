import { constants } from "node:fs";
import { lstat, open, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Door } from "../har/open/door.ts";
import { decodeText, MAX_UNPACKED_BYTES, readBytes } from "./read-text.ts";
import { openSource } from "./redact/source.ts";

/** A file of the disk, or standard input, which is read as a whole. */
export async function openDoor(path: string): Promise<Door> {
  const size = await sizeOf(path);
  if (size === null) {
    const bytes = await readBytes(path);
    return {
      size: bytes.byteLength,
      read: async (from, length) => bytes.subarray(from, from + length),
      text: () => decodeText(bytes),
      beside: async () => null,
    };
  }
  return {
    size,
    read: (from, length) => readPart(path, from, length),
    text: async () => decodeText(await readBytes(path)),
    source: () => openSource(path),
    beside: (name) => readBeside(dirname(path), name),
  };
}

/** Null: it does not lie on a disk, and can be read once. */
async function sizeOf(path: string): Promise<number | null> {
  if (path === "-") return null;
  const file = await stat(path);
  return file.isFile() ? file.size : null;
}

async function readPart(path: string, from: number, length: number): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/**
 * A stranger's file names it, and may have come with links that lead to any file of this machine:
 * none is followed on the way from the folder, nor at its end.
 */
async function readBeside(folder: string, name: string): Promise<string | null> {
  try {
    let path = folder;
    for (const step of name.split("/")) {
      path = join(path, step);
      if ((await lstat(path)).isSymbolicLink()) return null;
    }
    // A pipe would never be opened.
    if (!(await lstat(path)).isFile()) return null;
    // Windows has no such flag.
    const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      const { size } = await file.stat();
      return size > MAX_UNPACKED_BYTES ? null : await file.readFile("utf8");
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}
