/** What carries a line of a log: syslog, a container's runtime, systemd's journal. */
import { openEnvelope } from "./carriers/envelope.ts";
import { unwrapSyslog } from "./carriers/syslog.ts";
import { type LogTime, readTime } from "./times.ts";

/**
 * `time`: when the carrier took it, for lines that say no zone of their own, or no time. `isPart`: a
 * container's runtime cut the line, and what follows in the next one belongs to it.
 */
export type Carried = { text: string; time: LogTime | null; isPart?: boolean };

/** CRI: `2026-12-01T11:04:36.123456789Z stdout F …`; `kubectl logs --timestamps` has the time alone. */
const CRI = /^(\d{4}-\d{2}-\d{2}T[\d:.]{8,18}(?:Z|[+-]\d{2}:\d{2})) (?:(?:stdout|stderr) [FP] )?/;
/** Heroku's `app[web.1]:`, `heroku[router]:`. */
const HEROKU =
  /^(\d{4}-\d{2}-\d{2}T[\d:.]{8,18}(?:Z|[+-]\d{2}:\d{2})) (?:app|heroku)\[[\w.-]{1,64}\]: /;
/** docker compose's `web-1  | …`, and `kubectl logs --prefix`'s `[pod/name/container] …`. */
const NAMED = /^(?:[\w.-]{1,64} +\| |\[pod\/[\w./-]{1,200}\] )/;

/** One may carry another: `web-1 | {"log":"…"}`. */
const MAX_LAYERS = 3;

export function unwrap(line: string, nearMs: number): Carried {
  let carried = unwrapOnce(line, nearMs);
  for (let i = 1; i < MAX_LAYERS && carried.text.startsWith("{"); i++) {
    const inner = openEnvelope(carried.text);
    if (!inner) break;
    const time = inner.stamp === null ? null : readTime(inner.stamp, nearMs);
    carried = { ...carried, text: inner.text, time: time ?? carried.time };
  }
  return carried;
}

function unwrapOnce(line: string, nearMs: number): Carried {
  if (line.startsWith("{")) return { text: line, time: null };
  const named = NAMED.exec(line)?.[0] ?? "";
  const text = line.slice(named.length);
  const syslog = unwrapSyslog(text);
  if (syslog) return { text: syslog.text, time: readTime(syslog.stamp, nearMs) };
  const tagged = HEROKU.exec(text);
  if (tagged) {
    return { text: text.slice(tagged[0].length), time: readTime(tagged[1] ?? "", nearMs) };
  }
  const cri = CRI.exec(text);
  // A console line of a server begins with its time, too: then nothing but words would be left.
  if (!cri) return { text, time: null };
  const rest = text.slice(cri[0].length);
  const runtime = /(?:stdout|stderr) ([FP]) $/.exec(cri[0]);
  const isCarried =
    runtime !== null || /^(?:\S+ \S+ \S+ \[|[[{"]|\d|[A-Z]{4,8}: )/.test(rest.slice(0, 200));
  const time = readTime(cri[1] ?? "", nearMs);
  return { text: isCarried ? rest : text, time, isPart: runtime?.[1] === "P" };
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
