/**
 * A token bucket: copying a large body out of the page costs it about 30 ms of CPU per MiB, so an
 * occasional snapshot is kept whole and a flood of large messages is not.
 */
export function createBudget(startedAt: number) {
  // Whoever wants bodies says how many, before the first.
  let bytesPerMs = 0;
  let burstBytes = 0;
  let tokens = 0;
  let filledAt = startedAt;
  return {
    /** Bytes of bodies a second that may leave the page, and how many at once after a quiet time. */
    limit(bytesPerSecond: number, burst: number): void {
      bytesPerMs = bytesPerSecond / 1_000;
      if (burst > burstBytes) tokens += burst - burstBytes;
      burstBytes = burst;
    },
    spend(bytes: number, at: number): boolean {
      tokens += (at - filledAt) * bytesPerMs;
      if (tokens > burstBytes) tokens = burstBytes;
      filledAt = at;
      if (bytes > tokens) return false;
      tokens -= bytes;
      return true;
    },
  };
}
