/** What was lost last, and how it is had again: told with a button, and taken back by Ctrl+Z. */
import { signal } from "@preact/signals";

type Undoable = { text: string; undo(): void };

/** What a button offers; null: nothing, or not any more. */
export const undoable = signal<Undoable | null>(null);

/** Time to notice that it was the wrong one. The key still knows it afterwards. */
const OFFERED_MS = 10_000;

let last: Undoable | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

export function offerUndo(text: string, undo: () => void): void {
  last = { text, undo };
  undoable.value = last;
  clearTimeout(timer);
  timer = setTimeout(() => {
    undoable.value = null;
  }, OFFERED_MS);
}

/** Once; false where there is nothing. */
export function takeBack(): boolean {
  const wanted = last;
  last = null;
  undoable.value = null;
  clearTimeout(timer);
  wanted?.undo();
  return wanted !== null;
}
