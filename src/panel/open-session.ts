import { createMemoryStore } from "./memory-store.ts";
import type { OpenedFile } from "./model.ts";
import { readInWorker } from "./opening/read-in-worker.ts";

let opened = 0;

/** Reads a session file. Rejects with the place and what is wrong there. */
export async function openSessionFile(
  file: File,
  onShare: (share: number) => void,
): Promise<OpenedFile> {
  const { session, rows, notes, nowMs } = await readInWorker(file, onShare);
  return {
    id: ++opened,
    name: file.name,
    session,
    store: createMemoryStore(rows),
    notes,
    endedAt: nowMs,
  };
}
