import { browser } from "../../shared/browser.ts";
import type { Gone } from "../../store/retain.ts";

const area = browser.storage.session;
const KEY = "held-rows";

/**
 * Rows in this worker's memory are gone when it stops. How many they are is saved beside the
 * sessions, so that its successor can say how many went.
 */
export function createHeldRows() {
  const lost = takeLost();
  let last: Promise<unknown> = lost;
  let saved = 0;
  return {
    /** Of each tab, what a worker before this one took with it. */
    lost,
    save(sums: Gone[]): Promise<unknown> {
      // Most of the time there are none, and nothing is written.
      if (sums.length === 0 && saved === 0) return Promise.resolve();
      saved = sums.length;
      const save = () => area.set({ [KEY]: sums });
      // Whatever became of the one before.
      last = last.then(save, save);
      return last;
    },
  };
}

async function takeLost(): Promise<Gone[]> {
  const stored = await area.get(KEY);
  if (stored[KEY]) await area.remove(KEY);
  return (stored[KEY] ?? []) as Gone[];
}
