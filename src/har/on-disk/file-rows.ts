/** The messages of a session file of ours, left where they lie: found once, read when they are asked for. */
import type { ConnectionId } from "../../session/session.ts";
import type { StoredRow } from "../../session/stored-row.ts";
import { HarError, JsonError } from "../har-error.ts";
import { CLOSE_LIST, CLOSE_OBJECT, COMMA } from "../json-signs.ts";
import { readMessage } from "../messages.ts";
import { findJsonError, sayJsonError } from "../parse-json.ts";
import { messageSchema } from "../session-file.ts";
import { checkShape } from "../shape.ts";
import type { Bytes } from "./bytes.ts";
import { eachLine } from "./each-line.ts";
import type { EntryAt } from "./find-entries.ts";
import { createRowColumns } from "./row-columns.ts";

/** Rows of one connection stand one after the other. */
type Part = { entry: EntryAt; first: number; count: number; isInOrder: boolean };

/** So much at once, and at least one: the rest is asked for anew. */
const READ_BYTES = 8 * 1024 * 1024;

export type FileRows = ReturnType<typeof createFileRows>;

export function createFileRows(file: Bytes, entries: readonly EntryAt[]) {
  const columns = createRowColumns();
  const parts = new Map<ConnectionId, Part>();
  const decoder = new TextDecoder();
  let notBase64 = 0;
  /** Of all connections by their time; null: not known, or there are more by now. */
  let byTime: Uint32Array | null = null;

  const add = (part: Part, row: StoredRow, at: number, length: number) => {
    const before = part.count === 0 ? -1 : columns.seqOf(part.first + part.count - 1);
    part.isInOrder &&= Number.isInteger(row.seq) && row.seq > before;
    columns.add(at, length, row.seq, row.at);
    part.count++;
    byTime = null;
  };

  const readRow = (part: Part, row: number, text: Uint8Array): StoredRow => {
    const message = JSON.parse(decoder.decode(text));
    const read = readMessage(checkShape(messageSchema, message, "the file"), part.entry.connection);
    if (!read) throw new HarError("the file", "has changed since it was opened");
    // In a file that was edited any number may stand anywhere; then the order of the rows counts.
    return part.isInOrder ? read : { ...read, seq: row - part.first };
  };

  /** Neighbours of one connection, as many as may be held. */
  const readSome = async (part: Part, from: number, limit: number): Promise<StoredRow[]> => {
    const start = columns.startOf(from);
    let to = from + 1;
    while (to < from + limit && columns.startOf(to) + columns.lengthOf(to) - start <= READ_BYTES) {
      to++;
    }
    const end = columns.startOf(to - 1) + columns.lengthOf(to - 1);
    const bytes = await file.read(start, end - start);
    return Array.from({ length: to - from }, (_, i) => {
      const at = columns.startOf(from + i) - start;
      return readRow(part, from + i, bytes.subarray(at, at + columns.lengthOf(from + i)));
    });
  };

  const partOfRow = (row: number): Part =>
    [...parts.values()].find(({ first, count }) => row >= first && row < first + count) as Part;

  return {
    /** `to`: where the list of entries ends. Fails with the place of what is not as it should be. */
    async fill(to: number, onShare: (share: number) => void): Promise<void> {
      const [first] = entries;
      if (!first) return;
      const from = first.at;
      let next = 0;
      let part: Part | null = null;
      let index = 0;
      let lineNumber = 0;
      const take = (line: Uint8Array, at: number) => {
        lineNumber++;
        let start = 0;
        const entry = entries[next];
        if (entry?.at === at) {
          next++;
          start = entry.messagesAt - at;
          part = { entry, first: columns.count, count: 0, isInOrder: true };
          parts.set(entry.connection.id, part);
          index = 0;
        }
        const after = at + line.length + 1;
        const isLast = after > to;
        const isEndOfEntry = isLast || entries[next]?.at === after;
        const end = line.length - (isLast ? 0 : 1) - (isEndOfEntry ? 2 : 0);
        const isWhole =
          (isLast || line[line.length - 1] === COMMA) &&
          (!isEndOfEntry || (line[end] === CLOSE_LIST && line[end + 1] === CLOSE_OBJECT));
        if (!part || !isWhole || end < start) throw notOurs(lineNumber);
        if (end === start) return;
        const place = `log.entries[${next - 1}]._webSocketMessages[${index++}]`;
        const text = decoder.decode(line.subarray(start, end));
        const message = checkShape(messageSchema, parseLine(text, lineNumber, place), place);
        const row = readMessage(message, part.entry.connection);
        if (!row) return;
        if (row.body === null && !message._stormglass?.notKept) notBase64++;
        add(part, row, at + start, end - start);
      };
      await eachLine(file, { from, to }, take, (at) => onShare((at - from) / (to - from)));
    },
    notBase64: () => notBase64,
    count: async (id: ConnectionId | null) =>
      id === null ? columns.count : (parts.get(id)?.count ?? 0),
    /** As many as may be held at once, and at least one where there is one: fewer are no end. */
    async read(id: ConnectionId | null, from: number, limit: number): Promise<StoredRow[]> {
      if (id === null) {
        byTime ??= orderByTime(columns);
        const rows = [...byTime.subarray(from, from + limit)];
        const read = rows.map((row) => readSome(partOfRow(row), row, 1));
        return (await Promise.all(read)).flat();
      }
      const part = parts.get(id);
      const there = Math.min(limit, (part?.count ?? 0) - from);
      return part && there > 0 ? readSome(part, part.first + from, there) : [];
    },
    async find(id: ConnectionId, seq: number): Promise<number> {
      const part = parts.get(id);
      if (!part) return 0;
      let from = 0;
      let to = part.count;
      while (from < to) {
        const middle = (from + to) >> 1;
        const found = part.isInOrder ? columns.seqOf(part.first + middle) : middle;
        if (found < seq) from = middle + 1;
        else to = middle;
      }
      return from;
    },
  };
}

const notOurs = (line: number): HarError =>
  new HarError(`line ${line}`, "does not end as a line of a session file does: it was changed");

function parseLine(text: string, line: number, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const { index, expected } = findJsonError(text);
    throw new JsonError(`line ${line} (${place})`, sayJsonError(text[index], expected));
  }
}

function orderByTime(columns: ReturnType<typeof createRowColumns>): Uint32Array {
  const order = Uint32Array.from({ length: columns.count }, (_, i) => i);
  return order.sort((a, b) => columns.timeOf(a) - columns.timeOf(b) || a - b);
}
