/** Reads one log piece by piece, packed or not: of a file of any size no more is held than what fits the session. */
import { HarError } from "../../har/har-error.ts";
import { kindOfBytes, type TextKind } from "../../har/kind-of-bytes.ts";
import { createLogReader, type ReadLog } from "../../logs/read-log.ts";
import type { Wanted } from "../../logs/wanted.ts";

type Wishes = {
  wanted: Wanted;
  format: string | null;
  /** How much of the file is read. */
  onShare(share: number): void;
  signal: AbortSignal;
};

const KIND_BYTES = 4;

/** Rejects with a sentence where it is no text, or the format is none; with `signal`'s reason where that ends it. */
export async function readLogFile(
  file: File,
  { wanted, format, onShare, signal }: Wishes,
): Promise<ReadLog> {
  const reader = createLogReader(file.name, wanted, format);
  const { kind, texts } = await openLogText(file, onShare);
  let isFirst = true;
  for (let read = await texts.read(); !read.done; read = await texts.read()) {
    if (signal.aborted) {
      await texts.cancel().catch(() => undefined);
      throw signal.reason;
    }
    if (isFirst && kind !== "utf-16le" && kind !== "utf-16be" && isBinary(read.value)) {
      await texts.cancel().catch(() => undefined);
      throw new HarError("the log", "is not text");
    }
    isFirst = false;
    reader.push(read.value);
  }
  reader.endFile();
  return reader.end();
}

/** Text has no NUL; what else is odd in it, its lines are counted for. */
const isBinary = (text: string): boolean => text.slice(0, 4_096).includes("\0");

/** The first characters of a file, unpacked where it is packed; as many as come in one piece. */
export async function headOf(file: File): Promise<string> {
  const { texts } = await openLogText(file, () => undefined);
  const read = await texts.read();
  await texts.cancel().catch(() => undefined);
  return read.value ?? "";
}

/** Rejects with a sentence where its first bytes are those of something else. */
async function openLogText(file: File, onShare: (share: number) => void) {
  const start = new Uint8Array(await file.slice(0, KIND_BYTES).arrayBuffer());
  const kind: TextKind = kindOfBytes(start);
  let passed = 0;
  const counted = file.stream().pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(bytes, controller) {
        passed += bytes.byteLength;
        onShare(file.size === 0 ? 1 : passed / file.size);
        controller.enqueue(bytes);
      },
    }),
  );
  const plain = kind === "gzip" ? counted.pipeThrough(new DecompressionStream("gzip")) : counted;
  const decoder = new TextDecoderStream(kind === "gzip" ? "utf-8" : kind);
  return { kind, texts: plain.pipeThrough(decoder).getReader() };
}
