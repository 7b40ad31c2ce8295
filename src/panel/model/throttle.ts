import { effect, type ReadonlySignal, signal } from "@preact/signals";

/** Follows a signal at most once every `everyMs`; the last value always arrives. */
export function throttle<T>(source: ReadonlySignal<T>, everyMs: number): ReadonlySignal<T> {
  const slow = signal(source.peek());
  let waiting = false;
  effect(() => {
    const value = source.value;
    if (waiting) return;
    slow.value = value;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      slow.value = source.peek();
    }, everyMs);
  });
  return slow;
}
