import { createMemoryStore } from "./memory-store.ts";
import type { OpenedFile } from "./model.ts";

let opened = 0;

/** Reads a session file. Rejects with the place and what is wrong there. */
export async function openSessionFile(file: File): Promise<OpenedFile> {
  // The reader with its schemas is needed by few, and not at the start.
  const [{ readHar }, text] = await Promise.all([import("../har/read.ts"), file.text()]);
  const { session, rows, notes, nowMs } = readHar(text);
  return {
    id: ++opened,
    name: file.name,
    session,
    store: createMemoryStore(rows),
    notes,
    endedAt: nowMs,
  };
}
