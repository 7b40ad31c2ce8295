/** Which of the files that were dropped together are logs, by how they begin. */
import { parseObject } from "./formats/json-lines.ts";
import { createLogReader } from "./read-log.ts";
import type { Wanted } from "./wanted.ts";

/** So much of a file's beginning says what it is. */
const SIGN_CHARACTERS = 32 * 1024;

const NOTHING: Wanted = {
  connections: [],
  byId: new Map(),
  paths: new Set(),
  from: Number.POSITIVE_INFINITY,
  until: Number.NEGATIVE_INFINITY,
};
/** What files with sessions in them are called; a damaged one is told of as such. */
const SESSION_NAME = /\.(?:har|json|jsonl|zip|flows|mitm)(?:\.gz)?$/i;
const HAR_NAME = /\.har(?:\.gz)?$/i;
/** mitmproxy's flows. */
const FLOWS = /^\d{1,12}:\d{1,9}:[\w-]{1,20}[;,]/;

/** `head`: how the text begins; it may be cut anywhere. */
export function isLog(name: string, head: string): boolean {
  const text = head
    .slice(0, SIGN_CHARACTERS)
    .replace(/^\ufeff/, "")
    .trimStart();
  if (text.includes("\0") || FLOWS.test(text)) return false;
  if (text.startsWith("{")) return isLine(text.split("\n", 1)[0] ?? "") && !HAR_NAME.test(name);
  // A list of JSON, and not "[2026-12-01 …]" or "[Tue Dec 01 …]".
  if (/^\[\s*(?:[[{"\]]|$)/.test(text)) return false;
  const end = text.lastIndexOf("\n");
  const reader = createLogReader(name, NOTHING, null);
  reader.push(end < 0 ? `${text}\n` : text.slice(0, end + 1));
  return reader.end().formats.length > 0 || !SESSION_NAME.test(name);
}

/** One object a line; a HAR is one over many, or has its own `log`, and Playwright's messages are frames. */
function isLine(line: string): boolean {
  const object = parseObject(line);
  if (!object) return false;
  const { log, opcode, type } = object;
  return typeof log !== "object" && !(opcode !== undefined && type !== undefined);
}
