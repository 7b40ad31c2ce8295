/** Figures in words, the same in every text, the panel and the command line. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** What would take longer, or hold more, was not measured: a file may say anything. */
const LONGEST = 1_000 * 365 * DAY;
const MOST_BYTES = 2 ** 60;

/** At most one decimal, and none where it would be a zero. */
const short = (value: number) => String(Math.round(value * 10) / 10);

const pair = (value: number, big: number, bigName: string, small: number, smallName: string) => {
  const smalls = Math.round(value / small);
  const perBig = big / small;
  const rest = smalls % perBig;
  const whole = `${Math.floor(smalls / perBig)} ${bigName}`;
  return rest === 0 ? whole : `${whole} ${rest} ${smallName}`;
};

/** "850 ms", "62.1 s", "4 min 5 s", "2 h 10 min". A clock that ran backwards gives "0 ms". */
export function formatDuration(ms: number): string {
  if (!Number.isFinite(ms) || ms > LONGEST) return "an unknown time";
  if (ms < 1) return ms > 0 ? "less than 1 ms" : "0 ms";
  if (ms < SECOND - 0.5) return `${Math.round(ms)} ms`;
  // Idle limits are told in seconds up to a minute or two; "62.1 s" says more than "1 min 2 s".
  if (ms < 2 * MINUTE) return `${short(ms / SECOND)} s`;
  if (ms < 2 * HOUR) return pair(ms, MINUTE, "min", SECOND, "s");
  if (ms < 2 * DAY) return pair(ms, HOUR, "h", MINUTE, "min");
  return pair(ms, DAY, "d", HOUR, "h");
}

const BYTE_UNITS = ["B", "KiB", "MiB", "GiB", "TiB"];

/** "512 B", "1.5 KiB", "2 MiB". */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes) || bytes > MOST_BYTES) return "an unknown size";
  let value = Math.max(0, bytes);
  let unit = 0;
  while (value >= 1023.95 && unit < BYTE_UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 ? Math.round(value) : short(value)} ${BYTE_UNITS[unit]}`;
}

const GROUPED = new Intl.NumberFormat("en-US", { signDisplay: "negative" });

/** "12,345", the same whatever the machine's language is. */
export function formatCount(count: number): string {
  if (!Number.isFinite(count) || Math.abs(count) > Number.MAX_SAFE_INTEGER) {
    return "an unknown number";
  }
  return GROUPED.format(Math.round(count));
}

/** "1 message", "1,200 messages". */
export const countOf = (count: number, noun: string, plural = `${noun}s`): string =>
  `${formatCount(count)} ${count === 1 ? noun : plural}`;

/** "a, b and c". */
export const listOf = (words: readonly string[]): string =>
  words.length < 2
    ? (words[0] ?? "")
    : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
