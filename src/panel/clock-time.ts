/** Wall-clock time in the user's zone, with milliseconds: "14:02:11.042". */
export function clockTime(epochMs: number): string {
  const date = new Date(epochMs);
  const two = (value: number) => String(value).padStart(2, "0");
  const ms = String(date.getMilliseconds()).padStart(3, "0");
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${ms}`;
}
/** "+0.042 s": since the connection opened, or from its handshake where it did not. */
export const sinceOpen = (at: number, openedAt: number): string => {
  const seconds = (at - openedAt) / 1_000;
  return `${seconds < 0 ? "−" : "+"}${Math.abs(seconds).toFixed(3)} s`;
};
