/** One log, piece by piece: what it is by its content, and what it tells of the wanted connections. */
import { createLineCutter, MAX_LINE } from "./cut-lines.ts";
import { createFormatChoice, type Mapping } from "./format-choice.ts";
import { csvFormat } from "./formats/csv.ts";
import { w3cFormat } from "./formats/w3c.ts";
import { createKeeper } from "./keeper.ts";
import { createNotes } from "./notes.ts";
import { createOrder } from "./order.ts";
import type { ErrorNote, LogLine, LogRecord } from "./record.ts";
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
  mapping: Mapping;
};

export type LogReader = {
  /** The next piece of the text, cut anywhere. */
  push(text: string): void;
  /** Of a rotated set, the last line of a part may have no end of its own. */
  endFile(): void;
  end(): ReadLog;
};

const MAX_SHOWN = 160;

export function createLogReader(name: string, wanted: Wanted, given: string | null): LogReader {
  const formats = createFormatChoice(given);
  const keeper = createKeeper(wanted);
  const notes = createNotes(wanted);
  // A session without connections is at no time.
  const nearMs = Number.isFinite(wanted.until) ? wanted.until : 0;
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
  let isFirst = true;
  const order = createOrder();

  const noteStrange = (text: string) => {
    strange ??= { count: 0, line: lines, text: text.slice(0, MAX_SHOWN) };
    strange.count++;
  };

  const take = (line: string): void => {
    lines++;
    if (isFirst && line !== "") {
      isFirst = false;
      if (isJournalExport(line)) journal = createJournal();
      const csv = csvFormat(line.startsWith("\ufeff") ? line.slice(1) : line);
      if (csv) {
        formats.addCsv(csv);
        understood++;
        return;
      }
    }
    const w3c = w3cFormat(line);
    if (w3c) {
      formats.add(w3c);
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
    const read = formats.parse(text, { nearMs, time: carried.time });
    if (!read) {
      if (!notes.goesOn(text) && !/^(?:#|\s*$|\s+at )/.test(text)) {
        noteStrange(text);
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

  const cutter = createLineCutter(take, (line) => {
    lines++;
    noteStrange(line);
  });

  return {
    push: cutter.push,
    endFile: cutter.endFile,
    end() {
      cutter.endFile();
      if (journal) take("");
      const records = keeper.records();
      return {
        name,
        formats: formats.read(),
        server: commonServer(records) ?? formats.server(),
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
        mapping: formats.mapping(),
      };
    },
  };
}

function commonServer(records: readonly LogRecord[]): string | null {
  const counts = new Map<string, number>();
  for (const { server } of records) counts.set(server, (counts.get(server) ?? 0) + 1);
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  return best?.[0] ?? null;
}

function shift(record: LogRecord, ms: number): void {
  for (const moment of [record.begin, record.end, record.either]) if (moment) moment.at += ms;
}
