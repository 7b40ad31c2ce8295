import { HarError } from "../har/har-error.ts";
import { kindOfBytes } from "../har/kind-of-bytes.ts";
import type { Door } from "../har/open/door.ts";
import { MAX_TEXT_BYTES } from "../har/parse-json.ts";
import { formatBytes } from "../words/words.ts";

/**
 * A file: its text, its bytes as they lie on a disk (packed with gzip or not), or a `Blob` such as a
 * browser's `File`.
 */
export type Input = string | Uint8Array | ArrayBuffer | Blob;

/** Its text as bytes of UTF-8, unpacked. */
export async function utf8Of(input: Input): Promise<Uint8Array> {
  if (typeof input === "string") return new TextEncoder().encode(textOnly(input));
  const blob = input instanceof Blob ? input : new Blob([copyOf(input)]);
  checkSize(blob.size);
  const kind = kindOfBytes(new Uint8Array(await blob.slice(0, 4).arrayBuffer()));
  if (kind === "gzip") return unpack(blob);
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return kind === "utf-8" ? bytes : new TextEncoder().encode(new TextDecoder(kind).decode(bytes));
}

/** For whoever looks at its beginning before all of it is read: it may be an archive. */
export function doorOf(input: Input): Door {
  const blob =
    input instanceof Blob
      ? input
      : new Blob([typeof input === "string" ? textOnly(input) : copyOf(input)]);
  checkSize(blob.size);
  return {
    size: blob.size,
    read: async (from, length) =>
      new Uint8Array(await blob.slice(from, from + length).arrayBuffer()),
    text: async () =>
      typeof input === "string" ? input : new TextDecoder().decode(await utf8Of(blob)),
    beside: async () => null,
  };
}

/** The name of a file is a mistake that is easily made, and hard to see in what JSON says of it. */
function textOnly(text: string): string {
  if (!/[\n{]/.test(text) && /\.(har|json|gz|zip)$/i.test(text)) {
    throw new TypeError(
      `"${text.slice(0, 200)}" is the name of a file: read it first, and give its text or its bytes`,
    );
  }
  return text;
}

/** A Blob takes no memory that is shared between threads. */
const copyOf = (bytes: Uint8Array | ArrayBuffer): ArrayBuffer | Uint8Array<ArrayBuffer> =>
  bytes instanceof ArrayBuffer ? bytes : new Uint8Array(bytes);

function checkSize(bytes: number): void {
  if (bytes > MAX_TEXT_BYTES) {
    throw new HarError("the file", `is too large (over ${formatBytes(MAX_TEXT_BYTES)})`);
  }
}

async function unpack(blob: Blob): Promise<Uint8Array> {
  const pieces: BlobPart[] = [];
  let bytes = 0;
  const reader = blob.stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      bytes += read.value.byteLength;
      // What a few KiB unpack to is bounded.
      checkSize(bytes);
      pieces.push(read.value);
    }
  } catch (error) {
    if (error instanceof HarError) throw error;
    throw new HarError("the file", "is packed with gzip, and damaged or cut off");
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}
