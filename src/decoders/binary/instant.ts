/** A point in time as its text, of seconds since 1970; the number where no calendar reaches it. */
export function instantOf(seconds: number, nanoseconds = 0): string | number {
  const ms = seconds * 1_000 + Math.floor(nanoseconds / 1e6);
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? seconds : date.toISOString();
}
