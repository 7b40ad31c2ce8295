/** One log, piece by piece: what it is by its content, and what it tells of the wanted connections. */
import { ACCESS_LINES } from "./formats/access-lines.ts";
import { csvFormat } from "./formats/csv.ts";
import { ERROR_LINES } from "./formats/error-lines.ts";
import type { Format } from "./formats/format.ts";
import { givenFormat } from "./formats/given-format.ts";
import { fieldNamed } from "./formats/json-fields.ts";
import { flatten, JSON_LINES, LOGFMT, nameOfJson, parseObject } from "./formats/json-lines.ts";
import { OPENCLAW } from "./formats/openclaw.ts";
import { PLAIN_LINES } from "./formats/plain-lines.ts";
import { w3cFormat } from "./formats/w3c.ts";
import { createKeeper } from "./keeper.ts";
import { createNotes } from "./notes.ts";
import { createOrder } from "./order.ts";
import type { ErrorNote, LogLine, LogRecord } from "./record.ts";
import type { LogTime } from "./times.ts";
import { createJournal, isJournalExport, unwrap } from "./unwrap.ts";
import type { Wanted } from "./wanted.ts";

export type ReadLog = {
  name: string;
  /** How its lines were read, those with most lines first. */
  formats: { name: string; lines: number }[];
  server: string;
  lines: number;
  understood: number;
  /** What was not understood: how often, and where first. */
  strange: { count: number; line: number; text: string } | null;
  /** Its own clock; null where no line has a time. */
  from: number | null;
  until: number | null;
  /** Its times say their zone. */
  isZoned: boolean;
  /** Where the format does not say which of both its times are: what the order of the lines says. */
  edge: "begin" | "end" | null;
  records: LogRecord[];
  /** Errors that it tells of around the session, whatever they are about. */
  notes: ErrorNote[];
  /** More fitted than could be held. */
  leftOut: number;
  /** Fields whose meaning or unit was guessed by their names. */
  mapping: { name: string; field: string }[];
};

export type LogReader = {
  /** The next piece of the text, cut anywhere. */
  push(text: string): void;
  /** Of a rotated set, the last line of a part may have no end of its own. */
  endFile(): void;
  end(): ReadLog;
};

/** More specific ones first: what several can read is the first one's. */
const FORMATS: readonly Format[] = [
  ...OPENCLAW,
  ...ERROR_LINES,
  ...ACCESS_LINES,
  JSON_LINES,
  LOGFMT,
  PLAIN_LINES,
];
/** A line of a log is shorter; what is longer is cut, and counted as strange. */
const MAX_LINE = 64 * 1024;
const MAX_SHOWN = 160;

export function createLogReader(name: string, wanted: Wanted, given: string | null): LogReader {
  const formats = given === null ? [...FORMATS] : [givenFormat(given), ...FORMATS];
  const keeper = createKeeper(wanted);
  const notes = createNotes(wanted);
  const counts = new Map<string, number>();
  // A session without connections is at no time.
  const nearMs = Number.isFinite(wanted.until) ? wanted.until : 0;
  let rest = "";
  let isSkipping = false;
  /** Of a line that a container's runtime cut: what came of it so far. */
  let parts = "";
  let lines = 0;
  let understood = 0;
  let strange: ReadLog["strange"] = null;
  let from = Number.POSITIVE_INFINITY;
  let until = Number.NEGATIVE_INFINITY;
  let zoned = 0;
  let dated = 0;
  let journal: ReturnType<typeof createJournal> | null = null;
  let mapping: ReadLog["mapping"] = [];
  let isFirst = true;
  const order = createOrder();

  const take = (line: string): void => {
    lines++;
    if (isFirst && line !== "") {
      isFirst = false;
      if (isJournalExport(line)) journal = createJournal();
      const csv = csvFormat(line.startsWith("\ufeff") ? line.slice(1) : line);
      if (csv) {
        formats.unshift(csv);
        mapping = mappingOf(csv.columns);
        understood++;
        return;
      }
    }
    const w3c = w3cFormat(line);
    if (w3c) {
      formats.unshift(w3c);
      understood++;
      return;
    }
    const carried = journal ? journal(line, nearMs) : unwrap(line, nearMs);
    if (carried === null || (line === "" && !journal)) {
      understood++;
      return;
    }
    const text = parts + carried.text;
    if (carried.isPart && text.length <= MAX_LINE) {
      parts = text;
      understood++;
      return;
    }
    parts = "";
    const read = parse(text, carried.time);
    if (!read) {
      if (!notes.goesOn(text) && !/^(?:#|\s*$|\s+at )/.test(text)) {
        strange ??= { count: 0, line: lines, text: text.slice(0, MAX_SHOWN) };
        strange.count++;
      } else understood++;
      return;
    }
    understood++;
    const { record, error } = read;
    const at = note(read, carried.time);
    notes.take(error ?? null, at.at, lines);
    if (record?.either) order.add(record);
    if (record) {
      record.line = lines;
      if (at.shift !== 0) shift(record, at.shift);
      keeper.offer(record);
    }
  };

  /** The carrier's zone holds for a line that says none: journald and containers write UTC. */
  const note = (read: LogLine, time: ReturnType<typeof unwrap>["time"]) => {
    let { at, isZoned } = read;
    let moved = 0;
    if (at !== null && !isZoned && time?.isZoned) {
      const quarters = Math.round((time.at - at) / 900_000);
      moved = quarters * 900_000;
      at += moved;
      isZoned = true;
    }
    if (at !== null && Number.isFinite(at)) {
      dated++;
      if (isZoned) zoned++;
      if (at < from) from = at;
      if (at > until) until = at;
    }
    return { shift: moved, at };
  };

  const parse = (text: string, time: LogTime | null): LogLine | null => {
    for (let i = 0; i < formats.length; i++) {
      const format = formats[i];
      const read = format?.parse(text, { nearMs, time });
      if (!format || !read) continue;
      const label = format === JSON_LINES ? nameOfJson(text).name : format.name;
      counts.set(label, (counts.get(label) ?? 0) + 1);
      if (format === JSON_LINES && mapping.length === 0 && label === JSON_LINES.name) {
        const object = parseObject(text);
        if (object) mapping = mappingOf(flatten(object).map(([each]) => each));
      }
      // The next line is likely of the same format; the given one stays first.
      if (i > 1) {
        formats.splice(i, 1);
        formats.splice(given === null ? 0 : 1, 0, format);
      }
      return read;
    }
    return null;
  };

  return {
    push(text) {
      let place = 0;
      for (;;) {
        const end = text.indexOf("\n", place);
        if (end < 0) break;
        const piece = rest === "" ? text.slice(place, end) : rest + text.slice(place, end);
        rest = "";
        place = end + 1;
        if (isSkipping) {
          isSkipping = false;
          continue;
        }
        take(piece.endsWith("\r") ? piece.slice(0, -1) : piece);
      }
      if (isSkipping) return;
      rest += text.slice(place);
      if (rest.length > MAX_LINE) {
        // What is left of it until its end is passed over.
        lines++;
        strange ??= { count: 0, line: lines, text: rest.slice(0, MAX_SHOWN) };
        strange.count++;
        rest = "";
        isSkipping = true;
      }
    },
    endFile() {
      if (rest !== "" && !isSkipping) take(rest);
      rest = "";
      isSkipping = false;
    },
    end() {
      if (rest !== "" && !isSkipping) take(rest);
      if (journal) take("");
      const sorted = [...counts].sort((a, b) => b[1] - a[1]);
      const records = keeper.records();
      return {
        name,
        formats: sorted.map(([label, count]) => ({ name: label, lines: count })),
        server: commonServer(records) ?? serverNamed(sorted[0]?.[0], formats),
        lines,
        understood,
        strange,
        from: Number.isFinite(from) ? from : null,
        until: Number.isFinite(until) ? until : null,
        isZoned: dated > 0 && zoned === dated,
        edge: order.edge(),
        records,
        notes: notes.list(),
        leftOut: keeper.leftOut(),
        mapping,
      };
    },
  };
}

const serverNamed = (label: string | undefined, formats: readonly Format[]) =>
  formats.find(({ name }) => name === label)?.server ?? "a log";

function commonServer(records: readonly LogRecord[]): string | null {
  const counts = new Map<string, number>();
  for (const { server } of records) counts.set(server, (counts.get(server) ?? 0) + 1);
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  return best?.[0] ?? null;
}

function shift(record: LogRecord, ms: number): void {
  for (const moment of [record.begin, record.end, record.either]) if (moment) moment.at += ms;
}

function mappingOf(names: readonly string[]): ReadLog["mapping"] {
  return names.flatMap((name) => {
    const known = fieldNamed(name);
    return known ? [{ name, field: known.isGuess ? `${known.field} (a guess)` : known.field }] : [];
  });
}
