/** Where the messages of a tab that is recorded are kept, and why not on disk. */
export type StorageState =
  | { place: "disk" }
  /**
   * full: no room on disk; broken: the database cannot be opened or written; private: the browser
   * itself keeps nothing of a private window on disk.
   */
  | { place: "memory"; why: "full" | "broken"; detail: string }
  | { place: "memory"; why: "private" };
