const POLL_MS = 25;
/**
 * How long a state is waited for, everywhere. A machine that is busy with something else may take a
 * minute for what takes a moment; the test's own limit is longer, so that what was waited for is told.
 */
export const PATIENCE_MS = 100_000;

/** Asks until the answer is neither null, undefined nor false. `what` completes "Waited 100 s for". */
export async function waitFor<T>(
  what: string,
  ask: () => T | null | undefined | false | Promise<T | null | undefined | false>,
  timeoutMs = PATIENCE_MS,
): Promise<T> {
  const giveUpAt = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) return answer;
    if (Date.now() > giveUpAt) throw new Error(`Waited ${timeoutMs / 1000} s for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
