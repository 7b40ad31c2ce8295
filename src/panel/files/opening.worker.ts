/** Reads one session file, which may be of any size, while the panel stays usable. */
import { HarError } from "../../har/har-error.ts";
import { kindOfBytes } from "../../har/kind-of-bytes.ts";
import type { Door } from "../../har/open/door.ts";
import { openFile } from "../../har/open/open-file.ts";
import { MAX_TEXT_BYTES } from "../../har/parse-json.ts";
import { formatBytes } from "../../words/words.ts";
import type { FromReader, ToReader } from "./opening-protocol.ts";

/** So many at once are taken over by the panel without a pause that is felt. */
const ROWS_AT_ONCE = 2_000;

const say = (message: FromReader) => postMessage(message);

// A worker hears only the page that started it: the panel, with a file to be read.
addEventListener("message", (event: MessageEvent<ToReader>) => {
  read(event.data).catch((error: unknown) =>
    say({ kind: "failed", message: error instanceof Error ? error.message : String(error) }),
  );
});

async function read({ file, beside }: ToReader): Promise<void> {
  const { session, rows, notes, nowMs, masked } = await openFile(doorOf(file, beside));
  const total = [...rows.values()].reduce((sum, { length }) => sum + length, 0);
  let said = 0;
  for (const [connectionId, all] of rows) {
    for (let from = 0; from < all.length; from += ROWS_AT_ONCE) {
      const some = all.slice(from, from + ROWS_AT_ONCE);
      said += some.length;
      say({ kind: "rows", connectionId, rows: some, share: said / total });
    }
  }
  say({ kind: "read", session, notes, nowMs, masked });
}

/** `beside`: the files that were chosen or dropped together with it. */
const doorOf = (file: File, beside: readonly File[]): Door => ({
  size: file.size,
  read: async (from, length) => new Uint8Array(await file.slice(from, from + length).arrayBuffer()),
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
