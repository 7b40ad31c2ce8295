/** Finds the log in a text: a HAR, several in a row, or what is nearly one. */
import { listOf } from "../words/words.ts";
import { HarError } from "./har-error.ts";
import { mendJson } from "./mend-json.ts";
import { nameJson, nameText } from "./name-file.ts";
import { parseJson } from "./parse-json.ts";
import { isObject, listAt, objectAt } from "./shape.ts";

type Log = {
  log: Record<string, unknown>;
  entries: unknown[];
  /** What is not as it should be, in sentences. */
  notes: string[];
};

/** Fails with what the text is instead, or where it is damaged. */
export function readLog(text: string): Log {
  const { values, notes } = parseAll(text);
  const logs = values.map(logOf);
  const log = objectAt(logs[0], "log");
  const isOurs = log._stormglass !== undefined;
  const more = isOurs ? [] : logs.slice(1).filter((one) => Array.isArray(one.entries));
  if (more.length < logs.length - 1) {
    notes.push("What follows the first HAR in the file was left out.");
  }
  if (more.length > 0) {
    notes.push(`The file holds ${more.length + 1} HARs in a row: they were read as one.`);
  }
  const entries = listAt(log.entries, "log.entries");
  return { log, entries: more.reduce((all, one) => all.concat(one.entries), entries), notes };
}

function parseAll(text: string): { values: unknown[]; notes: string[] } {
  try {
    return { values: [parseJson(text)], notes: [] };
  } catch (error) {
    // What is too large or empty is not to be mended.
    if (!(error instanceof HarError) || error.place === "the file") throw error;
    const named = nameText(text.slice(0, 4_096).trimStart());
    if (named) throw new HarError("the file", named);
    const { values, passed } = mendJson(text);
    const parsed = values.flatMap(tryParse);
    if (!isHar(parsed[0]) || parsed.length < values.length) throw error;
    const notes =
      passed.length > 0 ? [`The file is not quite JSON: ${listOf(passed)} were passed over.`] : [];
    return { values: parsed, notes };
  }
}

function tryParse(json: string): unknown[] {
  try {
    return [parseJson(json)];
  } catch {
    return [];
  }
}

const isHar = (file: unknown): boolean =>
  isObject(file) && (isObject(file.log) || Array.isArray(file.entries));

/** The log; some tools leave it out and write what belongs into it. */
function logOf(file: unknown): Record<string, unknown> {
  const named = isHar(file) ? null : nameJson(file);
  if (named) throw new HarError("the file", named);
  const holder = objectAt(file, "the file");
  if (holder.log === undefined && Array.isArray(holder.entries)) return holder;
  const log = objectAt(holder.log, "log");
  const isBeside = log.entries === undefined && Array.isArray(holder.entries);
  return isBeside ? { ...log, entries: holder.entries } : log;
}
