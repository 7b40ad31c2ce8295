/** Work that stops now and then, so that others can have their turn. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** How long work keeps whoever does it from answering others. */
const TURN_MS = 50;

/** All of it at once. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** One turn of it; null: it is not done yet. */
export function workOneTurn<T>(steps: Steps<T>, now: () => number): { done: T } | null {
  const until = now() + TURN_MS;
  for (;;) {
    const step = steps.next();
    if (step.done) return { done: step.value };
    if (now() >= until) return null;
  }
}

/** All of it, with a pause after each turn. */
export async function finishInTurns<T>(
  steps: Steps<T>,
  { now, pause }: { now: () => number; pause: () => Promise<void> },
): Promise<T> {
  for (;;) {
    const worked = workOneTurn(steps, now);
    if (worked) return worked.done;
    await pause();
  }
}
