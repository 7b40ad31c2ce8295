/** What a fixed64 can hold, the year 2554: files may name any moment. */
const LAST_NANOSECOND = 2n ** 64n - 1n;

/**
 * Epoch nanoseconds of epoch milliseconds with a fraction. They have more digits than a number
 * can hold, so the whole milliseconds and the fraction are turned each by itself.
 */
export function nanosecondsOf(ms: number): string {
  if (!Number.isFinite(ms) || ms <= 0) return "0";
  const whole = Math.floor(ms);
  const nanoseconds = BigInt(whole) * 1_000_000n + BigInt(Math.round((ms - whole) * 1e6));
  return String(nanoseconds > LAST_NANOSECOND ? LAST_NANOSECOND : nanoseconds);
}
