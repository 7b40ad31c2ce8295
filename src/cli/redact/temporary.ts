import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type Temporary = { path: string; remove(): void };

const made = new Set<string>();
let isHeard = false;

/** A file of ours in a folder that only the user can look into. */
export function createTemporary(): Temporary {
  const folder = mkdtempSync(join(tmpdir(), "stormglass-"));
  return { path: join(folder, "input"), remove: rememberToRemove(folder) };
}

/** It goes with the program at the latest, however that ends. */
export function rememberToRemove(path: string): () => void {
  if (!isHeard) {
    isHeard = true;
    process.once("exit", removeAll);
    for (const signal of SIGNALS) process.once(signal, stop);
  }
  made.add(path);
  return () => {
    made.delete(path);
    tryRemove(path);
  };
}

/** Where nothing could be written nothing is to be removed, which `force` does not always see. */
function tryRemove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // What went wrong is told by whoever wrote.
  }
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

function removeAll(): void {
  for (const path of made) tryRemove(path);
}

function stop(signal: NodeJS.Signals): void {
  removeAll();
  // The handler is gone: the signal does now what it always does.
  process.kill(process.pid, signal);
}
