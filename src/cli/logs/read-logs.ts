/** Reads logs piece by piece, packed or not: of a file of any size no more is held than what fits the session. */
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { StringDecoder } from "node:string_decoder";
import { createBrotliDecompress, createGunzip } from "node:zlib";
import { HarError } from "../../har/har-error.ts";
import { type LogsBeside, putBeside } from "../../logs/beside.ts";
import { createLogReader, type ReadLog } from "../../logs/read-log.ts";
import type { Wanted } from "../../logs/wanted.ts";
import { explainError } from "../explain-error.ts";

export type LogOptions = { logs: string[]; formats: string[] };

const PIECE_BYTES = 1024 * 1024;

export type BesideLogs = { beside: LogsBeside; problems: string[] };

/** One that cannot be read is told of; the others still count. */
export async function readLogs(wanted: Wanted, { logs, formats }: LogOptions): Promise<BesideLogs> {
  const read: ReadLog[] = [];
  const problems: string[] = [];
  for (const [i, path] of logs.entries()) {
    // One format is for all of them; several are in the order of the logs.
    const format = (formats.length > 1 ? formats[i] : formats[0]) ?? null;
    try {
      read.push(await readOne(path, wanted, format));
    } catch (error) {
      problems.push(`${path}: ${explainError(error, "could not be read")}`);
    }
  }
  return { beside: putBeside(wanted, read), problems };
}

async function readOne(path: string, wanted: Wanted, format: string | null): Promise<ReadLog> {
  const reader = createLogReader(basename(path), wanted, format);
  for (const part of path === "-" ? ["-"] : await rotatedSet(path, wanted.from - DAY_MS)) {
    const decoder = new StringDecoder("utf8");
    let isFirst = true;
    for await (const piece of openLog(part)) {
      const bytes = piece as Buffer;
      if (isFirst && isBinary(bytes)) throw new HarError("the log", "is not text");
      isFirst = false;
      reader.push(decoder.write(bytes));
    }
    reader.push(decoder.end());
    reader.endFile();
  }
  return reader.end();
}

function openLog(path: string): AsyncIterable<unknown> {
  if (path === "-") return process.stdin;
  const file = createReadStream(path, { highWaterMark: PIECE_BYTES });
  const unpack = path.endsWith(".gz")
    ? createGunzip({ chunkSize: PIECE_BYTES })
    : path.endsWith(".br")
      ? createBrotliDecompress({ chunkSize: PIECE_BYTES })
      : null;
  if (!unpack) return file;
  file.on("error", (error) => unpack.destroy(error));
  return file.pipe(unpack);
}

/** Text has no NUL; what else is odd in it, its lines are counted for. */
const isBinary = (bytes: Buffer): boolean => bytes.subarray(0, 4_096).includes(0);

/** What was written last a day before the session began is not of it, whatever its zone. */
const DAY_MS = 26 * 3_600_000;

/**
 * `access.log` with `access.log.1` and `access.log.2.gz` beside it (logrotate), as far as they were
 * written since then: the oldest first. One that is a part of such a set itself is read alone.
 */
async function rotatedSet(path: string, since: number): Promise<string[]> {
  const name = basename(path);
  if (!(await stat(path)).isFile() || PART_OF_SET.test(name)) return [path];
  const folder = dirname(path);
  const parts: { path: string; at: number }[] = [];
  for (const other of await readdir(folder).catch(() => [])) {
    if (!other.startsWith(name) || !PART_OF_SET.test(other.slice(name.length))) continue;
    const { mtimeMs } = await stat(join(folder, other));
    if (mtimeMs >= since) parts.push({ path: join(folder, other), at: mtimeMs });
  }
  parts.sort((a, b) => a.at - b.at);
  return [...parts.map((part) => part.path), path];
}

const PART_OF_SET = /[.-]\d{1,8}(?:\.gz)?$/;
