/** `isZoned`: the text, or its kind, says which zone it is in. */
export type LogTime = { at: number; slackMs: number; isZoned: boolean };

const MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
const monthOf = (name: string): number => {
  const index = MONTHS.indexOf(name);
  return index >= 0 && index % 3 === 0 ? index / 3 : -1;
};

/** `01/Dec/2026:11:04:36.123 +0000`: Common Log Format, HAProxy's with ms and without a zone; werkzeug writes a space before the hour. */
const CLF =
  /^(\d{2})\/([A-Z][a-z]{2})\/(\d{4})[: ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?: ?([+-]\d{4}))?$/;
/** ISO 8601, nginx's error log (`2026/12/01 11:04:36`), and what loggers make of either. */
const ISO =
  /^(\d{4})[-/](\d{2})[-/](\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?(?: ?(Z|UTC|[+-]\d{2}:?\d{2}))?$/;
/** Apache's error log: `Tue Dec 01 11:04:36.123456 2026`. */
const CTIME =
  /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))? (\d{4})$/;
/** RFC 3164: neither year nor zone. */
const SYSLOG = /^([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d{2}):(\d{2}):(\d{2})$/;
const EPOCH = /^\d{10}(?:\.\d{1,9}|\d{3}|\d{6}|\d{9})?$/;

/** `nearMs`: where a time names no year or no day, the one nearest to it is meant. */
export function readTime(text: string, nearMs: number): LogTime | null {
  if (text.length > 48) return null;
  if (EPOCH.test(text)) return readEpoch(text);
  const iso = ISO.exec(text);
  if (iso) {
    const [, y, mo, d, h, mi, s, fraction, zone] = iso;
    return build([num(y), num(mo) - 1, num(d), num(h), num(mi), num(s)], fraction, zone);
  }
  const clf = CLF.exec(text);
  if (clf) {
    const [, d, month = "", y, h, mi, s, fraction, zone] = clf;
    return build([num(y), monthOf(month), num(d), num(h), num(mi), num(s)], fraction, zone);
  }
  const ctime = CTIME.exec(text);
  if (ctime) {
    const [, month = "", d, h, mi, s, fraction, y] = ctime;
    return build([num(y), monthOf(month), num(d), num(h), num(mi), num(s)], fraction, undefined);
  }
  const syslog = SYSLOG.exec(text);
  if (!syslog) return null;
  const [, month = "", d, h, mi, s] = syslog;
  const year = new Date(nearMs).getUTCFullYear();
  return [year - 1, year, year + 1]
    .map((y) => build([y, monthOf(month), num(d), num(h), num(mi), num(s)], undefined, undefined))
    .filter((time) => time !== null)
    .reduce<LogTime | null>(
      (best, time) =>
        best && Math.abs(best.at - nearMs) <= Math.abs(time.at - nearMs) ? best : time,
      null,
    );
}

const num = (text: string | undefined): number => Number(text);

type Parts = [number, number, number, number, number, number];

function build(parts: Parts, fraction: string | undefined, zone: string | undefined) {
  const [y, month, d, h, mi, s] = parts;
  // 60 is a leap second; anything more is no time.
  if (month < 0 || month > 11 || d < 1 || d > 31 || h > 24 || mi > 59 || s > 60) return null;
  const at = Date.UTC(y, month, d, h, mi, s);
  if (!Number.isFinite(at)) return null;
  const shown = fraction === undefined ? 0 : Number(`0.${fraction}`) * 1_000;
  return {
    at: at + shown - zoneMs(zone),
    slackMs: fraction === undefined ? 1_000 : Math.max(1, 1_000 / 10 ** fraction.length),
    isZoned: zone !== undefined,
  };
}

function zoneMs(zone: string | undefined): number {
  if (zone === undefined || zone === "Z" || zone === "UTC") return 0;
  const digits = zone.replace(":", "");
  const minutes = Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3, 5));
  return (digits.startsWith("-") ? -1 : 1) * minutes * 60_000;
}

/** In s, ms, µs or ns, by its length. */
function readEpoch(text: string): LogTime {
  const [whole = "", fraction] = text.split(".");
  const scale = 10 ** (whole.length - 10);
  const at = (Number(whole) / scale) * 1_000 + (fraction ? Number(`0.${fraction}`) * 1_000 : 0);
  const digits = whole.length - 10 + (fraction?.length ?? 0);
  return { at, slackMs: Math.max(1, 1_000 / 10 ** digits), isZoned: true };
}

const GO_DURATION =
  /^(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m(?!s))?(?:(\d+(?:\.\d+)?)(ms|s|us|µs|ns))?$/;
const UNIT_MS: Record<string, number> = { s: 1_000, ms: 1, us: 1e-3, µs: 1e-3, ns: 1e-6 };

export type Unit = "s" | "ms" | "us" | "ns";

/** Ten years: nothing lasts longer, and a time that it is added to stays one. */
const MAX_MS = 315_576_000_000;

/** "60.003", "1m0.5s", "20ms". -1 is HAProxy's "never came to it", and "-" everybody's "none". */
export function readDuration(text: string, unit: Unit): { ms: number; slackMs: number } | null {
  if (text === "" || text.length > 32) return null;
  // HAProxy marks with a + what was logged before its end.
  const plain = text.startsWith("+") ? text.slice(1) : text;
  const value = Number(plain);
  if (Number.isFinite(value)) {
    const scale = UNIT_MS[unit] ?? 1;
    const digits = plain.split(".")[1]?.length ?? 0;
    const isOne = value >= 0 && value * scale <= MAX_MS;
    return isOne ? { ms: value * scale, slackMs: Math.max(1, scale / 10 ** digits) } : null;
  }
  const go = GO_DURATION.exec(plain);
  if (!go || plain === "") return null;
  const [, h = "0", m = "0", rest = "0", named = "s"] = go;
  const ms = Number(h) * 3_600_000 + Number(m) * 60_000 + Number(rest) * (UNIT_MS[named] ?? 1);
  return ms <= MAX_MS ? { ms, slackMs: 1 } : null;
}

/** A time without a day: the day that brings it nearest. */
export function nearestClock(clock: string, nearMs: number): LogTime | null {
  const day = new Date(nearMs).toISOString().slice(0, 10);
  const time = readTime(`${day}T${clock}`, nearMs);
  if (!time) return null;
  const days = Math.round((nearMs - time.at) / 86_400_000);
  return { ...time, at: time.at + days * 86_400_000 };
}
