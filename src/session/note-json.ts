import { ROW_BINARY, ROW_CUT, ROW_SEND, SHAPE_ARRAY, SHAPE_OBJECT } from "../protocol/rows.ts";
import type { Message } from "./fold.ts";
import type { Traffic } from "./traffic.ts";

/** Longer ones take more time than they are worth. */
const MAX_PARSED_LENGTH = 16_384;
/** By the messages' own time, so that the same ones are parsed wherever they are counted. */
const MAX_PARSED_PER_SECOND = 100;

/** Parses a text that looks like JSON, where all of it is there, and time allows. */
export function noteJson({ json }: Traffic, { at, seq, flags, shape, body }: Message): void {
  if (typeof body !== "string" || body.length > MAX_PARSED_LENGTH) return;
  if (shape !== SHAPE_OBJECT && shape !== SHAPE_ARRAY) return;
  if (flags & (ROW_CUT | ROW_BINARY)) return;
  if (json.secondAt === null || at < json.secondAt || at - json.secondAt >= 1_000) {
    json.secondAt = at;
    json.inSecond = 0;
  }
  if (json.inSecond >= MAX_PARSED_PER_SECOND) return;
  json.inSecond++;
  json.parsed++;
  if (isJson(body)) return;
  json.malformed++;
  json.firstMalformed ??= { at, seq, direction: flags & ROW_SEND ? "send" : "receive" };
}

/** SignalR ends each of a message's values with this, others with a line end. */
const RECORD_END = "\u001e";

const isJson = (text: string): boolean =>
  parses(text) || isListOf(text.includes(RECORD_END) ? text.split(RECORD_END) : text.split("\n"));

/** More than one value: a part alone was the whole text, and is known not to parse. */
function isListOf(parts: string[]): boolean {
  return parts.length > 1 && parts.every((part) => part.trim() === "" || parses(part));
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
