/** What carries a line of a log: syslog, a container's runtime, systemd's journal. */
import { parseObject } from "./formats/json-lines.ts";
import { type LogTime, readTime } from "./times.ts";

/** `time`: when the carrier took it, for lines that say no zone of their own, or no time. */
export type Carried = { text: string; time: LogTime | null };

const SYSLOG =
  /^(?:<\d{1,3}>)?(?:\d )?([A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2}|\d{4}-\d{2}-\d{2}T[\d:.]{8,18}(?:Z|[+-]\d{2}:?\d{2})?) (\S{1,255}) ([\w./-]{1,64})(?:\[\d{1,10}\])?: /;
/** CRI: `2026-12-01T11:04:36.123456789Z stdout F …`; `kubectl logs --timestamps` has the time alone. */
const CRI = /^(\d{4}-\d{2}-\d{2}T[\d:.]{8,18}(?:Z|[+-]\d{2}:\d{2})) (?:(?:stdout|stderr) [FP] )?/;
/** Heroku's `app[web.1]:`, `heroku[router]:`. */
const HEROKU =
  /^(\d{4}-\d{2}-\d{2}T[\d:.]{8,18}(?:Z|[+-]\d{2}:\d{2})) (?:app|heroku)\[[\w.-]{1,64}\]: /;
/** docker compose's `web-1  | …`, and `kubectl logs --prefix`'s `[pod/name/container] …`. */
const NAMED = /^(?:[\w.-]{1,64} +\| |\[pod\/[\w./-]{1,200}\] )/;

export function unwrap(line: string, nearMs: number): Carried {
  if (line.startsWith("{")) return unwrapJson(line, nearMs) ?? { text: line, time: null };
  const named = NAMED.exec(line)?.[0] ?? "";
  const text = line.slice(named.length);
  const tagged = SYSLOG.exec(text) ?? HEROKU.exec(text);
  if (tagged) {
    return { text: text.slice(tagged[0].length), time: readTime(tagged[1] ?? "", nearMs) };
  }
  const cri = CRI.exec(text);
  // A console line of a server begins with its time, too: then nothing but words would be left.
  if (!cri) return { text, time: null };
  const rest = text.slice(cri[0].length);
  const isCarried =
    / (?:stdout|stderr) [FP] $/.test(cri[0]) ||
    /^(?:\S+ \S+ \S+ \[|[[{"]|\d|[A-Z]{4,8}: )/.test(rest.slice(0, 200));
  const time = readTime(cri[1] ?? "", nearMs);
  return { text: isCarried ? rest : text, time };
}

/** Docker's json-file driver, and `journalctl -o json`. */
function unwrapJson(line: string, nearMs: number): Carried | null {
  const isDocker = line.startsWith('{"log":');
  if (!isDocker && !line.includes('"__REALTIME_TIMESTAMP"')) return null;
  const object = parseObject(line);
  if (!object) return null;
  const text = isDocker ? object.log : object.MESSAGE;
  const stamp = isDocker ? object.time : object.__REALTIME_TIMESTAMP;
  const time = typeof stamp === "string" ? readTime(stamp, nearMs) : null;
  // The journal writes what is not UTF-8 as a list of bytes.
  const words = Array.isArray(text)
    ? String.fromCharCode(...text.slice(0, 8_192).map(Number))
    : text;
  return typeof words === "string" ? { text: words.trimEnd(), time } : null;
}

/**
 * systemd's export format (https://systemd.io/JOURNAL_EXPORT_FORMATS/#journal-export-format): fields,
 * one a line, and an empty line after each entry.
 */
export function createJournal(): (line: string, nearMs: number) => Carried | null {
  let message: string | null = null;
  let stamp: string | null = null;
  return (line, nearMs) => {
    if (line !== "") {
      if (line.startsWith("MESSAGE=")) message = line.slice("MESSAGE=".length);
      else if (line.startsWith("__REALTIME_TIMESTAMP=")) stamp = line.slice(21);
      return null;
    }
    const text = message;
    const time = stamp === null ? null : readTime(stamp, nearMs);
    message = null;
    stamp = null;
    return text === null ? null : { text, time };
  };
}

export const isJournalExport = (line: string): boolean =>
  /^__(?:CURSOR|REALTIME_TIMESTAMP)=/.test(line);
