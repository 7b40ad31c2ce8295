import type { OpenedFile } from "../model/model.ts";
import { createMemoryStore } from "../rows/memory-store.ts";
import { readInWorker } from "./read-in-worker.ts";

let opened = 0;

/** Reads a session file. Rejects with the place and what is wrong there. */
export async function openSessionFile(
  file: File,
  beside: readonly File[],
  onShare: (share: number) => void,
): Promise<OpenedFile> {
  const { session, rows, notes, nowMs, masked } = await readInWorker(file, beside, onShare);
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
