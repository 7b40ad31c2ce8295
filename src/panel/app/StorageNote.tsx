import type { StorageState } from "../../protocol/storage.ts";

/** One calm line where recorded messages are not kept on disk, or cannot be read from there. */
export function StorageNote(props: { storage: StorageState; problem: string | null }) {
  const words = storageInWords(props.storage, props.problem);
  return words && <p class="note">{words}</p>;
}

/** Null where all is as it should be. */
export function storageInWords(storage: StorageState, problem: string | null): string | null {
  if (storage.place === "memory" && storage.why !== "private") {
    const reason =
      storage.why === "full"
        ? "the browser has no room left on disk"
        : `the browser's database cannot be used (${storage.detail})`;
    return `Kept in memory only: ${reason}. The newest 32 MiB of messages stay readable and can be exported until this tab closes.`;
  }
  if (problem !== null) {
    return `Recorded messages cannot be read (${problem}). Connections and findings still work.`;
  }
  return storage.place === "memory"
    ? "Kept in memory only: this is a private window, and what was recorded is gone when it closes."
    : null;
}
