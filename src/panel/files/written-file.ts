/** A file that grows on the disk while it is written: what is larger than memory passes through. */
import { holdScratch, openScratch, removeLeftovers } from "./scratch-folder.ts";

/** The download reads the file after this page has let go of it. */
const KEPT_MS = 5 * 60_000;

export type Packing = "gzip" | null;

/**
 * Writes the whole of `texts`, or nothing: what ends before, by an error, by `signal` or with the
 * page, leaves no file that could be taken for a whole one. Where the browser gives the extension no
 * folder, as Firefox does in a private window, the browser keeps the file itself.
 */
export async function writeFile(
  texts: AsyncGenerator<string>,
  packing: Packing,
  signal: AbortSignal,
): Promise<Blob> {
  const bytes = toStream(texts);
  const stream = packing ? bytes.pipeThrough(new CompressionStream(packing)) : bytes;
  const folder = await openScratch();
  if (!folder) return collect(stream, signal);
  await removeLeftovers(folder);
  const name = crypto.randomUUID();
  const letGo = await holdScratch(name);
  const remove = () => folder.removeEntry(name).catch(() => undefined);
  try {
    const file = await folder.getFileHandle(name, { create: true });
    // Takes the file's place when it is closed, and is gone where it is not.
    await stream.pipeTo(await file.createWritable(), { signal });
    const written = await file.getFile();
    setTimeout(() => void remove().then(letGo), KEPT_MS);
    return written;
  } catch (error) {
    await remove();
    letGo();
    throw explain(error);
  }
}

function toStream(texts: AsyncGenerator<string>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const next = await texts.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    // Whoever reads the rows lets go of them.
    cancel: async () => void (await texts.return(undefined)),
  });
}

async function collect(stream: ReadableStream<BlobPart>, signal: AbortSignal): Promise<Blob> {
  const parts: Blob[] = [];
  // As blobs, which the browser may keep on disk.
  const sink = new WritableStream<BlobPart>({ write: (part) => void parts.push(new Blob([part])) });
  await stream.pipeTo(sink, { signal });
  return new Blob(parts);
}

const explain = (error: unknown): unknown =>
  error instanceof DOMException && error.name === "QuotaExceededError"
    ? new Error("the disk is full, or the browser lets the extension have no more of it")
    : error;
