/** Bytes of bodies a second that may leave the page, and how many at once after a quiet time. */
const RATE_BYTES_PER_MS = (4 * 1024 * 1024) / 1000;
const BURST_BYTES = 8 * 1024 * 1024;

/**
 * A token bucket: copying a large body out of the page costs it about 30 ms of CPU per MiB, so an
 * occasional snapshot is kept whole and a flood of large messages is not.
 */
export function createBudget(now: () => number) {
  let tokens = BURST_BYTES;
  let filledAt = now();
  return {
    spend(bytes: number): boolean {
      const at = now();
      tokens += (at - filledAt) * RATE_BYTES_PER_MS;
      if (tokens > BURST_BYTES) tokens = BURST_BYTES;
      filledAt = at;
      if (bytes > tokens) return false;
      tokens -= bytes;
      return true;
    },
  };
}
