/** A file that grows on the disk while it is written: what is larger than memory passes through. */

/** Where files are until the browser has downloaded them; nobody but this extension sees it. */
const FOLDER = "exports";
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
  const folder = await openFolder();
  if (!folder) return collect(stream, signal);
  await removeLeftovers(folder);
  const name = crypto.randomUUID();
  const letGo = await hold(name);
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

async function openFolder(): Promise<FileSystemDirectoryHandle | null> {
  try {
    const root = await navigator.storage.getDirectory();
    return await root.getDirectoryHandle(FOLDER, { create: true });
  } catch {
    return null;
  }
}

async function collect(stream: ReadableStream<BlobPart>, signal: AbortSignal): Promise<Blob> {
  const parts: Blob[] = [];
  // As blobs, which the browser may keep on disk.
  const sink = new WritableStream<BlobPart>({ write: (part) => void parts.push(new Blob([part])) });
  await stream.pipeTo(sink, { signal });
  return new Blob(parts);
}

const lockOf = (name: string): string => `${FOLDER}/${name}`;

/** A lock goes with its page at the latest: a file that nobody holds was left behind. */
function hold(name: string): Promise<() => void> {
  return new Promise((held) => {
    void navigator.locks.request(lockOf(name), () => new Promise<void>((letGo) => held(letGo)));
  });
}

async function removeLeftovers(folder: FileSystemDirectoryHandle): Promise<void> {
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  for (const name of names) {
    await navigator.locks.request(lockOf(name), { ifAvailable: true }, async (lock) => {
      if (lock) await folder.removeEntry(name).catch(() => undefined);
    });
  }
}

const explain = (error: unknown): unknown =>
  error instanceof DOMException && error.name === "QuotaExceededError"
    ? new Error("the disk is full, or the browser lets the extension have no more of it")
    : error;
