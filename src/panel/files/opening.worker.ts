/**
 * Reads one session file, which may be of any size, while the panel stays usable. A large one of ours
 * is left where it lies: of its messages only their places are kept, and each is read when it is shown.
 */
import { HarError } from "../../har/har-error.ts";
import { isGzip, kindOfBytes } from "../../har/kind-of-bytes.ts";
import { type OnDisk, openOnDisk } from "../../har/on-disk/open-on-disk.ts";
import type { Door } from "../../har/open/door.ts";
import { openFile } from "../../har/open/open-file.ts";
import { MAX_TEXT_BYTES } from "../../har/parse-json.ts";
import type { ToRows } from "../../protocol/rows-message.ts";
import { NO_TAB } from "../../session/foreign.ts";
import { answerRows } from "../../store/answer-rows.ts";
import { formatBytes } from "../../words/words.ts";
import type { FromReader, OpenFile, ToReader } from "./opening-protocol.ts";
import { unpackOwn } from "./unpack-own.ts";

/** So many at once are taken over by the panel without a pause that is felt. */
const ROWS_AT_ONCE = 2_000;

const say = (message: FromReader) => postMessage(message);

/** What is smaller is read at once, and its file may go afterwards. */
const LARGE_BYTES = 4 * 1024 * 1024;
/** Packed it is some ten times smaller. */
const LARGE_PACKED_BYTES = 400 * 1024;

let opened: OnDisk | null = null;

// A worker hears only the page that started it: the panel, with a file to be read.
addEventListener("message", ({ data }: MessageEvent<ToReader>) => {
  if (data.kind === "ask") void answer(data.asked);
  else
    read(data).catch((error: unknown) =>
      say({ kind: "failed", message: error instanceof Error ? error.message : String(error) }),
    );
});

async function read({ file, beside, copyName }: OpenFile) {
  const door = doorOf(file, beside);
  opened = await openLarge(file, door, copyName);
  if (opened) return readLater(opened);
  const { rows, ...sight } = await openFile(door);
  const total = [...rows.values()].reduce((sum, { length }) => sum + length, 0);
  let said = 0;
  for (const [connectionId, all] of rows) {
    for (let from = 0; from < all.length; from += ROWS_AT_ONCE) {
      const some = all.slice(from, from + ROWS_AT_ONCE);
      said += some.length;
      say({ kind: "rows", connectionId, rows: some, share: said / total });
    }
  }
  say({ kind: "read", ...sight });
}

/** Null where it is small, or none of ours. A packed one is unpacked onto the disk. */
async function openLarge(file: File, door: Door, copyName: string): Promise<OnDisk | null> {
  const isPacked = isGzip(await door.read(0, 4));
  if (file.size < (isPacked ? LARGE_PACKED_BYTES : LARGE_BYTES)) return null;
  if (!isPacked) return openOnDisk(door, (share) => say({ kind: "share", share }));
  const copy = await unpackOwn(file, copyName, (share) => say({ kind: "share", share: share / 2 }));
  const onShare = (share: number) => say({ kind: "share", share: (1 + share) / 2 });
  return copy && openOnDisk(doorOf(copy, []), onShare);
}

async function readLater({ file, fill }: OnDisk): Promise<void> {
  const { rows: _, ...sight } = file;
  say({ kind: "sight", ...sight });
  say({ kind: "filled", share: 0 });
  say({ kind: "whole", notes: await fill((share) => say({ kind: "filled", share })) });
}

async function answer(asked: ToRows): Promise<void> {
  if (!opened) return;
  const { count, read, find } = opened.rows;
  const store = {
    count: (_: number, id: string | null) => count(id),
    read: (_: number, id: string | null, from: number, limit: number) => read(id, from, limit),
    find: (_: number, id: string, seq: number) => find(id, seq),
  };
  say({ kind: "answer", answer: await answerRows(store, NO_TAB, asked) });
}

/** `beside`: the files that were chosen or dropped together with it. */
const doorOf = (file: File, beside: readonly File[]): Door => ({
  size: file.size,
  read: async (from, length) => {
    try {
      return new Uint8Array(await file.slice(from, from + length).arrayBuffer());
    } catch {
      throw new HarError("the file", "was changed, moved or deleted since: open it again");
    }
  },
  text: () => textOf(file),
  beside: async (name) => {
    const last = name.slice(name.lastIndexOf("/") + 1);
    const found = beside.find((other) => other.name === last);
    return found && found.size <= MAX_TEXT_BYTES ? found.text() : null;
  },
});

/** Its text, packed or as Windows' shells write it. What a few KiB unpack to is bounded. */
async function textOf(file: File): Promise<string> {
  if (file.size > MAX_TEXT_BYTES) {
    throw new HarError("the file", `is too large (over ${formatBytes(MAX_TEXT_BYTES)})`);
  }
  const kind = kindOfBytes(new Uint8Array(await file.slice(0, 4).arrayBuffer()));
  if (kind === "utf-8") return file.text();
  if (kind !== "gzip") return new TextDecoder(kind).decode(await file.arrayBuffer());
  const pieces: BlobPart[] = [];
  let bytes = 0;
  const reader = file.stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    bytes += read.value.byteLength;
    if (bytes > MAX_TEXT_BYTES) throw new HarError("the file", "is too large when it is unpacked");
    pieces.push(read.value);
  }
  return new Blob(pieces).text();
}
