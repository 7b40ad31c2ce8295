import type { OpenedFile } from "../model/model.ts";
import { type Heard, readInWorker } from "./read-in-worker.ts";

let opened = 0;

/** Reads a session file. Rejects with the place and what is wrong there, or where `signal` ends it. */
export async function openSessionFile(
  file: File,
  beside: readonly File[],
  heard: Heard,
  signal: AbortSignal,
): Promise<OpenedFile> {
  const { nowMs, ...read } = await readInWorker(file, beside, heard, signal);
  return {
    id: ++opened,
    name: file.name,
    ...read,
    endedAt: nowMs,
  };
}
