/**
 * Gathers changes and writes them together: the sync area takes 120 writes a minute, and a number
 * that is being typed is five changes. `undefined` removes a key.
 */
export type SyncArea = {
  set(items: Record<string, unknown>): Promise<void>;
  remove(keys: string[]): Promise<void>;
};

/** Half of what the area allows, even where each write both sets and removes. */
export const WRITE_AFTER_MS = 1_000;

export function createSyncWriter(area: SyncArea, onProblem: (problem: unknown) => void) {
  const waiting = new Map<string, unknown>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let writing = 0;

  const flush = async (): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const changes = [...waiting];
    waiting.clear();
    if (changes.length === 0) return;
    const set = changes.filter(([, value]) => value !== undefined);
    const removed = changes.filter(([, value]) => value === undefined).map(([key]) => key);
    writing++;
    try {
      if (set.length > 0) await area.set(Object.fromEntries(set));
      if (removed.length > 0) await area.remove(removed);
    } catch (problem) {
      onProblem(problem);
    } finally {
      writing--;
    }
  };

  return {
    write(key: string, value: unknown): void {
      waiting.set(key, value);
      timer ??= setTimeout(() => void flush(), WRITE_AFTER_MS);
    },
    /** At once: the page is about to go. */
    flush,
    /** Whether what is stored is older than what was chosen here. */
    isBusy: () => waiting.size > 0 || writing > 0,
  };
}
