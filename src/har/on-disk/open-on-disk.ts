/** Opens a session file of ours without reading its messages, however many there are. */
import { HarError, noneUnread } from "../har-error.ts";
import { readLogMark } from "../log-mark.ts";
import { assembleOwn, OURS } from "../open/read-own.ts";
import { describeOrigin } from "../origins.ts";
import { MAX_TEXT_BYTES } from "../parse-json.ts";
import type { SessionFile } from "../read.ts";
import { isObject } from "../shape.ts";
import { asciiBytes, type Bytes, indexOfBytes } from "./bytes.ts";
import { createFileRows, type FileRows } from "./file-rows.ts";
import { findEntries } from "./find-entries.ts";
import { findMark } from "./find-mark.ts";

export type OnDisk = {
  file: SessionFile;
  rows: FileRows;
  /** Finds all messages; until then there are fewer. Resolves to the notes of the file. */
  fill(onShare: (share: number) => void): Promise<string[]>;
};

const ENTRIES = asciiBytes('"entries":[');
/** Before its entries a file has its creator and the browser. */
const HEAD_BYTES = 64 * 1024;

/**
 * Null where it is none of ours, or not laid out as we do; or where it is damaged, and small enough to
 * be read as a text: that tells more. `onShare`: how much of it was looked through.
 */
export async function openOnDisk(
  bytes: Bytes,
  onShare: (share: number) => void,
): Promise<OnDisk | null> {
  const start = await bytes.read(0, HEAD_BYTES);
  const text = new TextDecoder().decode(start);
  const list = indexOfBytes(start, ENTRIES);
  if (!OURS.test(text) || list < 0) return null;
  const found = await findMark(bytes);
  const head = parseHead(text.slice(0, text.indexOf('"entries":[')));
  if (!found || !head) return null;
  try {
    const place = { from: list + ENTRIES.length, to: found.at };
    const entries = await findEntries(bytes, place, onShare);
    if (!entries) return null;
    const connections = new Map(entries.map(({ connection }) => [connection.id, connection]));
    const { browser, version } = head;
    const file = assembleOwn(readLogMark(found.raw), connections, browser, version);
    const rows = createFileRows(bytes, entries);
    return {
      file,
      rows,
      async fill(onFilled) {
        await rows.fill(found.at, onFilled);
        const tally = { skipped: 0, notBase64: rows.notBase64(), unread: noneUnread() };
        return [...file.notes, ...describeOrigin(file.origin, [], tally)];
      },
    };
  } catch (error) {
    if (error instanceof HarError && bytes.size <= MAX_TEXT_BYTES) return null;
    throw error;
  }
}

function parseHead(text: string): { browser: unknown; version: string } | null {
  try {
    const { log }: { log?: unknown } = JSON.parse(`${text}"entries":[]}}`);
    if (!isObject(log)) return null;
    const creator = isObject(log.creator) ? log.creator : {};
    return { browser: log.browser, version: String(creator.version ?? "") };
  } catch {
    return null;
  }
}
