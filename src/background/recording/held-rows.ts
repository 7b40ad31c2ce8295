import { HELD_ROWS_KEY } from "../../shared/storage-keys.ts";
import type { Gone } from "../../store/retain.ts";
import { createOwnItem } from "../own-item.ts";

const item = createOwnItem<Gone[]>(HELD_ROWS_KEY);

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
      const save = () => item.write(sums);
      // Whatever became of the one before.
      last = last.then(save, save);
      return last;
    },
  };
}

async function takeLost(): Promise<Gone[]> {
  const held = await item.read();
  if (held) await item.remove();
  return held ?? [];
}
