/** What a message is about, without what differs each time it is said. */
import { isObject, type JsonObject } from "../read-json.ts";

/** Numbers of requests, times, credentials, and where the reader had got to: new with each connection. */
const CHANGING =
  /^(?:id|(?:req|request|message|msg|invocation|correlation|subscription|sub|client|session|conn|connection)_?id|reply_?to|ref|join_ref|nonce|seq|ts|t|time|timestamp|(?:sent|created)_?at|date|sig|signature|auth|authorization|access_?token|token|api_?key|jwt|passphrase|password|since|cursor|offset|epoch|recover|resume|last_?(?:event_?)?(?:id|seq))$/i;
/** Longer or deeper ones are compared by their beginning. */
const MAX_TEXT = 2_048;
const MAX_DEPTH = 6;

/** The same text for the same content, in whatever order its fields stand. */
export function contentOf(value: unknown, without: ReadonlySet<string> = NONE): string {
  return write(value, without, 0).slice(0, MAX_TEXT);
}

const NONE: ReadonlySet<string> = new Set();

function write(value: unknown, without: ReadonlySet<string>, depth: number): string {
  if (depth > MAX_DEPTH) return "…";
  if (Array.isArray(value)) {
    return `[${value
      .slice(0, MAX_ITEMS)
      .map((item) => write(item, NONE, depth + 1))
      .join()}]`;
  }
  if (!isObject(value)) return JSON.stringify(value) ?? "";
  const names = namesOf(value).filter((name) => !without.has(name));
  return `{${names.map((name) => `${name}:${write(value[name], NONE, depth + 1)}`).join()}}`;
}

const MAX_ITEMS = 64;

const namesOf = (value: JsonObject): string[] =>
  Object.keys(value)
    .slice(0, MAX_ITEMS)
    .filter((name) => !CHANGING.test(name) && value[name] !== null && value[name] !== undefined)
    .sort();

/** FNV-1a over its characters; never 0. */
export function hashOfContent(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0 || 1;
}
