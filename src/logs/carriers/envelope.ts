/**
 * A line within a JSON object: Docker's json-file driver, `journalctl -o json`, and what collectors
 * make of a container's lines (Fluent Bit, Filebeat, Loki's logcli, Google's Cloud Logging).
 */
import { parseObject } from "../formats/json-lines.ts";

/** What is carried is the line of a server: nothing else begins so. An application's own words stay in their object. */
const CARRIES =
  /"(?:log|message|textPayload|line|msg)": ?"(?:\d{4}\/\d{2}\/\d{2} \d{2}:\d{2}:\d{2} \[|[\da-f.:]{3,64} \S{1,64} \S{1,64} \[|[\da-f.:]{3,64} \[\d{2}\/|\[[A-Z][a-z]{2} [A-Z][a-z]{2} |\[\d{4}-\d{2}-\d{2}T[\d:.]{8,18}Z\] \\"|\{\\")/;
const TEXTS = ["log", "message", "textPayload", "line", "msg"];
const STAMPS = ["time", "timestamp", "@timestamp", "ts", "date"];

/** Null: the object is a line of its own. */
export function openEnvelope(line: string): { text: string; stamp: string | null } | null {
  const isDocker = line.startsWith('{"log":"');
  const isJournal = line.includes('"__REALTIME_TIMESTAMP"');
  if (!isDocker && !isJournal && !CARRIES.test(line)) return null;
  const object = parseObject(line);
  if (!object) return null;
  const text = isJournal
    ? wordsOf(object.MESSAGE)
    : TEXTS.map((name) => wordsOf(object[name])).find((words) => words !== null);
  if (text === null || text === undefined) return null;
  const stamp = isJournal
    ? object.__REALTIME_TIMESTAMP
    : STAMPS.map((name) => object[name]).find((value) => typeof value === "string");
  return { text: text.trimEnd(), stamp: typeof stamp === "string" ? stamp : null };
}

/** The journal writes what is not UTF-8 as a list of bytes. */
function wordsOf(value: unknown): string | null {
  if (Array.isArray(value)) return String.fromCharCode(...value.slice(0, 8_192).map(Number));
  return typeof value === "string" ? value : null;
}
