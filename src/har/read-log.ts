/** Finds the log in a text: a HAR, several in a row, or what is nearly one. */
import { listOf } from "../words/words.ts";
import { HarError, JsonError } from "./har-error.ts";
import { type JsonPart, readJson } from "./json-part.ts";
import { mendJson } from "./mend-json.ts";
import { nameJson, nameText } from "./name-file.ts";
import { isObject, itemsAt, objectAt } from "./shape.ts";

export type Log = {
  log: Record<string, unknown>;
  entries: Iterable<JsonPart>;
  /** What is not as it should be, in sentences. */
  notes: string[];
};

/** Gives the log to `read`; fails with what the text is instead, or where it is damaged. */
export function readLog<T>(text: string, read: (log: Log) => T): T {
  try {
    return read(joinLogs([openLog(readJson(text))], []));
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return readMended(text, read, error);
  }
}

function readMended<T>(text: string, read: (log: Log) => T, damage: JsonError): T {
  const named = nameText(text.slice(0, 4_096).trimStart());
  if (named) throw new HarError("the file", named);
  const { values, passed } = mendJson(text);
  if (values.length === 0) throw damage;
  const notes =
    passed.length > 0 ? [`The file is not quite JSON: ${listOf(passed)} were passed over.`] : [];
  let log: Log;
  try {
    const logs = values.map((value) => openLog(readJson(value)));
    log = joinLogs(logs, notes);
  } catch {
    throw damage;
  }
  try {
    return read(log);
  } catch (error) {
    throw error instanceof JsonError ? damage : error;
  }
}

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
