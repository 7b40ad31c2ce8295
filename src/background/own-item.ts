import { browser } from "../shared/browser.ts";

/**
 * One item of `storage.session`, by its key. It is not parsed: the browser empties that area before
 * another build of this extension starts, and nothing but this worker can reach it (see
 * `close-storage.ts`), so that what stands there is what this very code wrote.
 */
export function createOwnItem<T>(key: string) {
  const area = browser.storage.session;
  return {
    read: async (): Promise<T | undefined> => (await area.get(key))[key] as T | undefined,
    write: (value: T): Promise<void> => area.set({ [key]: value }),
    remove: (): Promise<void> => area.remove(key),
  };
}
