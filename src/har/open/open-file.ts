/** Reads a file of whichever tool: a session file or a HAR, packed or not, or an archive of them. */
import { formatBytes } from "../../words/words.ts";
import {
  type Attached,
  attachedFileOf,
  isWebSocketFile,
  NONE_ATTACHED,
  readAttached,
} from "../attached.ts";
import { isCharles, readCharles } from "../charles/read-charles.ts";
import { HarError } from "../har-error.ts";
import type { JsonPart } from "../json-part.ts";
import { kindOfBytes } from "../kind-of-bytes.ts";
import { isK6 } from "../lines/k6-points.ts";
import { readK6 } from "../lines/read-k6.ts";
import { isTranscript, readTranscript } from "../lines/read-transcript.ts";
import { isFlows, readFlows } from "../mitmproxy/read-flows.ts";
import { MAX_TEXT_BYTES } from "../parse-json.ts";
import { isTrace, readTrace } from "../playwright/read-trace.ts";
import { type ReadOptions, readFoundLog, readHar, type SessionFile } from "../read.ts";
import { type Log, readLog } from "../read-log.ts";
import type { Door } from "./door.ts";
import { readOwn } from "./read-own.ts";
import { openZip, type Zip } from "./zip.ts";

/** By so much of its beginning a file is known. */
const SIGN_BYTES = 64;
/** And a text by so much. */
const SIGN_CHARACTERS = 4_096;
const ZIP = [0x50, 0x4b];
/** A file in it, nothing in it, and one part of several. */
const ZIP_KINDS = [0x03, 0x05, 0x07];

export async function openFile(
  door: Door,
  options: Pick<ReadOptions, "withRows"> = { withRows: true },
): Promise<SessionFile> {
  const start = await door.read(0, SIGN_BYTES);
  if (isZip(start)) return openArchive(await openZip(door), options, MAX_NESTED);
  if (isFlows(textOf(start))) {
    // Of a part of it the last flow would look as if it had been cut off.
    if (door.size > MAX_TEXT_BYTES) {
      const most = formatBytes(MAX_TEXT_BYTES);
      throw new HarError("the file", `is too large to be read as a whole (over ${most})`);
    }
    const bytes = await door.read(0, door.size);
    return readFoundLog(readFlows(bytes), options);
  }
  const own = options.withRows ? null : await readLarge(door, start);
  if (own) return own;
  return openText(await door.text(), (name) => door.beside(name), options);
}

/** From this size on a file is read as it comes; what is packed is some ten times larger. */
const LARGE_BYTES = 32 * 1024 * 1024;
const LARGE_PACKED_BYTES = 2 * 1024 * 1024;

async function readLarge(door: Door, start: Uint8Array): Promise<SessionFile | null> {
  const large = kindOfBytes(start) === "gzip" ? LARGE_PACKED_BYTES : LARGE_BYTES;
  if (!door.source || door.size < large) return null;
  return readOwn(await door.source(), door.size <= MAX_TEXT_BYTES);
}

const textOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes.subarray(0, SIGN_BYTES));

const isZip = (start: Uint8Array): boolean =>
  ZIP.every((byte, i) => start[i] === byte) && ZIP_KINDS.includes(start[2] ?? 0);

/** What a CI keeps of a report is an archive that has the traces in archives of their own. */
const MAX_NESTED = 1;

async function openArchive(
  zip: Zip,
  options: Pick<ReadOptions, "withRows">,
  nested: number,
): Promise<SessionFile> {
  if (isTrace(zip.names)) {
    const { log, attached } = await readTrace(zip);
    return readFoundLog(log, { ...options, attached });
  }
  const hars = zip.names.filter((name) => /\.har$/i.test(name));
  const archives = zip.names.filter((name) => /\.zip$/i.test(name));
  const [name] = [...hars, ...archives];
  if (name === undefined) {
    throw new HarError("the archive", "holds neither a HAR nor a trace of Playwright");
  }
  if (hars.length + (hars.length > 0 ? 0 : archives.length) > 1) {
    const found = hars.length > 0 ? `${hars.length} HARs` : `${archives.length} archives`;
    throw new HarError(
      "the archive",
      `holds ${found} (“${name}” is the first): unpack it, and open those that are meant`,
    );
  }
  if (hars.length === 0) {
    if (nested === 0)
      throw new HarError(`“${name}” in the archive`, "is an archive within archives");
    return openArchive(await openNested(zip, name), options, nested - 1);
  }
  const folder = name.slice(0, name.lastIndexOf("/") + 1);
  const text = (await zip.text(name)) ?? "";
  return openText(text, (other) => zip.text(folder + other), options);
}

async function openNested(zip: Zip, name: string): Promise<Zip> {
  const bytes = (await zip.bytes(name)) ?? new Uint8Array();
  return openZip({
    size: bytes.byteLength,
    read: async (from, length) => bytes.subarray(from, from + length),
  });
}

async function openText(
  text: string,
  beside: (name: string) => Promise<string | null>,
  options: Pick<ReadOptions, "withRows">,
): Promise<SessionFile> {
  const readOther = otherReader(text);
  if (readOther) return readFoundLog(readOther(text), options);
  const notes: string[] = [];
  const attached = text.includes('"_file"')
    ? await readBeside(filesNamedIn(text), beside, notes)
    : NONE_ATTACHED;
  const file = readHar(text, { ...options, attached });
  return notes.length === 0 ? file : { ...file, notes: [...notes, ...file.notes] };
}

/** What is no HAR, and read all the same; null: it is one, or nothing that is known. */
function otherReader(text: string): ((text: string) => Log) | null {
  const start = text.slice(0, SIGN_CHARACTERS);
  if (isK6(start)) return readK6;
  if (isCharles(start)) return readCharles;
  return JSON_START.test(start) || !isTranscript(text) ? null : readTranscript;
}

/** A transcript may begin with a time in brackets. */
const JSON_START = /^\ufeff?\s*(?:\{|\[\s*[{["\]])/;

/** Whether it is an archive, or in a format of its own: only as a session can it be written anew. */
export async function isNoHar(door: Door): Promise<boolean> {
  const start = await door.read(0, SIGN_BYTES);
  if (isZip(start) || isFlows(textOf(start))) return true;
  if (!door.source) return otherReader(await door.text()) !== null;
  for await (const chunk of (await door.source()).read()) {
    return otherReader(new TextDecoder().decode(chunk)) !== null;
  }
  return false;
}

/** The files in which the entries of a HAR keep their messages. */
function filesNamedIn(text: string): Set<string> {
  const names = new Set<string>();
  readLog(text, ({ entries }) => {
    for (const part of entries) {
      const entry = part.parse();
      const name = isWebSocketFile(entry) ? attachedFileOf(entry) : null;
      if (name !== null && isPlainPath(name)) names.add(name);
    }
  });
  return names;
}

/** A stranger's file must not choose what is read of this machine: no way up, no way from the root. */
const isPlainPath = (name: string): boolean =>
  name.length <= 512 &&
  !/^[/\\]|[\\:\0]/.test(name) &&
  !name.split("/").some((part) => part === ".." || part === "." || part === "");

async function readBeside(
  names: ReadonlySet<string>,
  beside: (name: string) => Promise<string | null>,
  notes: string[],
): Promise<Attached> {
  const attached = new Map<string, JsonPart>();
  for (const name of names) {
    const text = await beside(name);
    if (text !== null) attached.set(name, readAttached(text, name, notes));
  }
  return attached;
}
