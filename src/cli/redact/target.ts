import { createWriteStream } from "node:fs";
import { realpath, rename, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { HarError } from "../../har/har-error.ts";
import { forTerminal } from "../for-terminal.ts";
import { rememberToRemove } from "./temporary.ts";

type Chunks = AsyncIterable<Uint8Array>;

/** Throws where writing there would destroy the file that is read. */
export async function checkTarget(path: string, input: string, force: boolean): Promise<void> {
  if (path === "-" || input === "-" || force) return;
  const [from, to] = await Promise.all([stat(input), statOf(path)]);
  if (to?.isFile() && to.dev === from.dev && to.ino === from.ino) {
    throw new HarError(path, "is the file itself: --force writes over it");
  }
}

/** Under its name the file appears when all of it is there. */
export async function writeTarget(path: string, chunks: Chunks): Promise<void> {
  if (path === "-") {
    const { stdout } = process;
    return pipeline(stdout.isTTY ? forTerminal(chunks) : chunks, stdout, { end: false });
  }
  const write = (file: Writable) =>
    path.endsWith(".gz") ? pipeline(chunks, createGzip(), file) : pipeline(chunks, file);
  const known = await statOf(path);
  if (known?.isDirectory()) throw new HarError(path, "cannot be written: it is a folder");
  // A device or a pipe cannot be put in place.
  if (known && !known.isFile()) return write(createWriteStream(path));
  const place = known ? await realpath(path) : path;
  const part = join(dirname(place), `.${basename(place).slice(0, MAX_NAME)}.${process.pid}.part`);
  const remove = rememberToRemove(part);
  try {
    const mode = known ? known.mode & 0o777 : 0o666;
    await write(createWriteStream(part, { flags: "wx", mode }));
    await rename(part, place);
  } catch (error) {
    throw explainWriting(error, path, part);
  } finally {
    remove();
  }
}

/** Characters, of four bytes each at most: most systems take 255 bytes. */
const MAX_NAME = 48;

const WRITE_ERRORS: Record<string, string> = {
  ENOENT: "there is no such folder",
  ENOTDIR: "it would lie in a file",
  ENAMETOOLONG: "its name is too long",
  EACCES: "permission denied",
  EROFS: "nothing can be written there",
  ENOSPC: "the disk is full",
};

/** The part has a name that nobody knows. */
function explainWriting(error: unknown, path: string, part: string): unknown {
  const { code = "", path: about, syscall } = error as NodeJS.ErrnoException;
  if (about !== part && syscall !== "write") return error;
  return new HarError(path, `cannot be written: ${WRITE_ERRORS[code] ?? code}`);
}

async function statOf(path: string) {
  try {
    return await stat(path);
  } catch {
    return null;
  }
}
