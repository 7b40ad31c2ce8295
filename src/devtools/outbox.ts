import type { FromDevtools, Numbered } from "../protocol/devtools-message.ts";

/**
 * What may wait for a background that does not answer: as many handshakes as a session keeps that
 * wait for their connections. The oldest go first.
 */
const MAX_WAITING = 500;

/**
 * Keeps what DevTools tells only once until the background has saved it: a worker that was stopped
 * in between gets it again, with the same number.
 */
export function createOutbox(send: (message: Numbered) => void) {
  const waiting = new Map<number, FromDevtools>();
  let lastN = 0;
  return {
    push(message: FromDevtools): void {
      const n = ++lastN;
      waiting.set(n, message);
      if (waiting.size > MAX_WAITING) waiting.delete(n - MAX_WAITING);
      send({ n, message });
    },
    /** Just this one: a page worker's messages take longer to save than a handshake told later. */
    acknowledge(n: number): void {
      waiting.delete(n);
    },
    get isWaiting(): boolean {
      return waiting.size > 0;
    },
    /** After a new port: whatever the last one may have lost. */
    resend(): void {
      for (const [n, message] of waiting) send({ n, message });
    },
  };
}
