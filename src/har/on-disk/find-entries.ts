/**
 * Where the connections of a session file of ours stand, found without reading their messages: we
 * begin a line with each of both, and within JSON's texts no line ends.
 */
import type { Connection, ConnectionId } from "../../session/session.ts";
import { formatCount } from "../../words/words.ts";
import { HarError, JsonError } from "../har-error.ts";
import { MAX_FILE_CONNECTIONS } from "../read.ts";
import { entrySchema } from "../session-file.ts";
import { checkShape } from "../shape.ts";
import { asciiBytes, type Bytes, indexOfBytes, isAt, PIECE_BYTES, readPieces } from "./bytes.ts";

export type EntryAt = {
  connection: Connection;
  /** Where it begins, and where its list of messages does. */
  at: number;
  messagesAt: number;
};

const NEWLINE = 0x0a;
const ENTRY = asciiBytes('\n{"startedDateTime":');
const MESSAGE = asciiBytes('\n{"type":"');
const LIST = asciiBytes(',"_webSocketMessages":[');
/** The connection with its samples, and its first message. */
const MAX_LINE_BYTES = 256 * 1024 * 1024;

/** `from`, `to`: of what is in the list. Null where it is not laid out as we do. */
export async function findEntries(
  file: Bytes,
  { from, to }: { from: number; to: number },
  onShare: (share: number) => void,
): Promise<EntryAt[] | null> {
  const entries: EntryAt[] = [];
  const ids = new Set<ConnectionId>();
  const take = async (bytes: Uint8Array, at: number) => {
    const found = await readHead(file, bytes, { at, to }, `log.entries[${entries.length}]`);
    const place = `log.entries[${entries.length}]._stormglass.connection.id`;
    if (ids.has(found.connection.id)) throw new HarError(place, "has appeared before");
    if (ids.size === MAX_FILE_CONNECTIONS) {
      const most = formatCount(MAX_FILE_CONNECTIONS);
      throw new HarError("log.entries", `has too many WebSocket connections (over ${most})`);
    }
    ids.add(found.connection.id);
    entries.push(found);
  };
  if (from >= to) return entries;
  const start = await file.read(from, ENTRY.length - 1);
  if (!isAt(start, ENTRY.subarray(1), 0)) return null;
  await take(start, from);
  for await (const { at, bytes } of readPieces(file, from, to, ENTRY.length)) {
    // What begins in the next piece is found there.
    const own = Math.min(bytes.length, PIECE_BYTES);
    let newline = bytes.indexOf(NEWLINE);
    for (; newline >= 0 && newline < own; newline = bytes.indexOf(NEWLINE, newline + 1)) {
      if (isAt(bytes, MESSAGE, newline)) continue;
      if (!isAt(bytes, ENTRY, newline)) return null;
      await take(bytes.subarray(newline + 1), at + newline + 1);
    }
    onShare(Math.min(1, (at + bytes.length - from) / (to - from)));
  }
  return entries;
}

/** `bytes`: as many as are there. */
async function readHead(
  file: Bytes,
  bytes: Uint8Array,
  { at, to }: { at: number; to: number },
  place: string,
): Promise<EntryAt> {
  let line = bytes;
  let end = -1;
  let lineEnd = -1;
  for (let length = 64 * 1024; ; length *= 8) {
    if (end < 0) end = indexOfBytes(line, LIST);
    lineEnd = line.indexOf(NEWLINE, Math.max(0, end));
    const isAll = line.length >= to - at || length > MAX_LINE_BYTES;
    if ((end >= 0 && lineEnd >= 0) || isAll) break;
    line = await file.read(at, Math.min(length, to - at));
  }
  if (end < 0) throw new HarError(place, "has no list of messages where one should stand");
  const decoder = new TextDecoder();
  const raw = parse(`${decoder.decode(line.subarray(0, end))}}`, place);
  const { connection } = checkShape(entrySchema, raw, place)._stormglass;
  const start = end + LIST.length;
  const rest = line.subarray(start, lineEnd < 0 ? Math.min(line.length, to - at) : lineEnd);
  // All of the entry in one line, or several: then the lines say nothing of where messages begin.
  parse(`[${decoder.decode(rest).replace(/,$/, "").replace(/\]\}$/, "")}]`, place, 1);
  return { connection, at, messagesAt: at + start };
}

function parse(json: string, place: string, mostItems = 0): unknown {
  try {
    const value: unknown = JSON.parse(json);
    if (!Array.isArray(value) || value.length <= mostItems) return value;
  } catch {
    // Said below.
  }
  throw new JsonError(place, "is not laid out as in a session file");
}
