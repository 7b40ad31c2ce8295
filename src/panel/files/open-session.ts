import type { OpenedFile } from "../model/model.ts";
import { createMemoryStore } from "../rows/memory-store.ts";
import { readInWorker } from "./read-in-worker.ts";

let opened = 0;

/** Reads a session file, all of it or nothing. Rejects with the place and what is wrong there, or where `signal` ends it. */
export async function openSessionFile(
  file: File,
  beside: readonly File[],
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<OpenedFile> {
  const read = await readInWorker(file, beside, onShare, signal);
  const { session, rows, notes, nowMs, masked } = read;
  return {
    id: ++opened,
    name: file.name,
    session,
    store: createMemoryStore(rows),
    notes,
    endedAt: nowMs,
    masked,
  };
}
