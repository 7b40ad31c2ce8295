/** Finds the log in a text: a HAR, several in a row, or what is nearly one. */
import type { Lifecycle } from "../session/session.ts";
import { listOf } from "../words/words.ts";
import { HarError, JsonError } from "./har-error.ts";
import { type JsonPart, readJson } from "./json-part.ts";
import { mendJson } from "./mend-json.ts";
import { nameJson, nameText } from "./name-file.ts";
import { explainJson } from "./parse-json.ts";
import { isObject, itemsAt, objectAt } from "./shape.ts";

export type Log = {
  log: Record<string, unknown>;
  entries: Iterable<JsonPart>;
  /** What is not as it should be, in sentences. */
  notes: string[];
  /** What an entry is called where it is not one of a HAR. */
  placeOf?: (index: number) => string;
  /** Whose an entry is, where one page cannot have made them all. */
  clientOf?: (index: number) => string;
  /** What is known to have happened beside the sockets, in order of time. */
  lifecycle?: Lifecycle[];
  /** Until when was recorded, where that is known: epoch ms. */
  endedAt?: number;
};

/**
 * Gives the log to `read`; fails with what the text is instead, or where it is damaged. Whether there
 * is anything to mend is known first: to find out at the end of a large file would be to read it twice.
 */
export function readLog<T>(text: string, read: (log: Log) => T): T {
  const { values, passed } = mendJson(text);
  const isQuiteJson = values.length <= 1 && passed.length === 0;
  const named = isQuiteJson ? null : nameText(beginningOf(text));
  if (named) throw new HarError("the file", named);
  const notes =
    passed.length > 0 ? [`The file is not quite JSON: ${listOf(passed)} were passed over.`] : [];
  let log: Log;
  try {
    const logs = (values.length > 0 ? values : [text]).map((value) => openLog(readJson(value)));
    log = joinLogs(logs, notes);
  } catch (error) {
    // What is not quite JSON and holds no log is told as damaged.
    throw isQuiteJson && !(error instanceof JsonError) ? error : explainDamage(text);
  }
  try {
    return read(log);
  } catch (error) {
    throw error instanceof JsonError ? explainDamage(text) : error;
  }
}

/** By its place in the text as it is, not as it was mended. */
function explainDamage(text: string): HarError {
  const named = nameText(beginningOf(text));
  return named ? new HarError("the file", named) : explainJson(text);
}

const beginningOf = (text: string): string => text.slice(0, 4_096).trimStart();

type Opened = { log: Record<string, unknown>; entries: JsonPart | null };

/** Several in a row are read as one. */
function joinLogs(logs: Opened[], notes: string[]): Log {
  const [first, ...others] = logs;
  const log = objectAt(first?.log, "log");
  const isOurs = log._stormglass !== undefined;
  const more = isOurs ? [] : others.filter(({ entries }) => entries?.items());
  if (more.length < others.length) {
    notes.push("What follows the first HAR in the file was left out.");
  }
  if (more.length > 0) {
    notes.push(`The file holds ${more.length + 1} HARs in a row: they were read as one.`);
  }
  const parts = [first?.entries ?? null, ...more.map(({ entries }) => entries)];
  return { log, entries: inAll(parts), notes };
}

function* inAll(lists: (JsonPart | null)[]): Generator<JsonPart> {
  for (const list of lists) yield* itemsAt(list, "log.entries");
}

/** A log without its entries; some tools leave it out and write what belongs into it. */
function openLog(file: JsonPart): Opened {
  const inFile = file.without("log");
  const inLog = inFile.part?.without("entries");
  if (inLog?.part) {
    // What stands around the log has to be JSON, too.
    inFile.parseRest();
    return { log: objectAt(inLog.parseRest(), "log"), entries: inLog.part };
  }
  const { parseRest, part } = file.without("entries");
  const rest = parseRest();
  const entries = part?.items() ? part : null;
  const named = entries || (isObject(rest) && isObject(rest.log)) ? null : nameJson(rest);
  if (named) throw new HarError("the file", named);
  const holder = objectAt(rest, "the file");
  const log = holder.log === undefined && entries ? holder : objectAt(holder.log, "log");
  return { log, entries };
}
