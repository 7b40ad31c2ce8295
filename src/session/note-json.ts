import { hasAny, isObject } from "../decoders/read-json.ts";
import { SUBSCRIPTION_FIELDS } from "../decoders/talk/subscriptions.ts";
import { ROW_BINARY, ROW_CUT, ROW_SEND, SHAPE_ARRAY, SHAPE_OBJECT } from "../protocol/rows.ts";
import { forgetStream, noteExchange } from "./exchanges.ts";
import type { Message } from "./fold.ts";
import { NUMBER_FIELDS } from "./numbered.ts";
import { OUTCOME_FIELDS } from "./outcomes.ts";
import { forgetPending, ID_NAMES, notePair } from "./pairs.ts";
import { isFrame, noteFrame, noteSaid } from "./talk.ts";
import type { Traffic } from "./traffic.ts";

/** Longer ones take more time than they are worth. */
const MAX_PARSED_LENGTH = 16_384;
/** By the messages' own time, so that the same ones are parsed wherever they are counted. */
const MAX_PARSED_PER_SECOND = 100;

/**
 * Parses a text that looks like JSON, where all of it is there, and time allows. What came without
 * being read may have answered any request.
 */
export function noteJson(traffic: Traffic, message: Message, isBeat: boolean): void {
  const { seq, at, flags } = message;
  // The hot path: of most messages only figures arrive.
  if (message.body === null) {
    if (!(flags & ROW_SEND)) forget(traffic);
    return;
  }
  const direction = flags & ROW_SEND ? "send" : "receive";
  const text = textOf(message);
  const isRead = text !== null && hasTime(traffic, at);
  if (isRead || isFrame(message)) traffic.talk.read[direction]++;
  if (!isRead) {
    if (text === null) noteFrame(traffic.talk, message);
    if (direction === "receive") forget(traffic);
    return;
  }
  const { json } = traffic;
  json.parsed++;
  const whole = parse(text);
  const values = whole ? null : readParts(text);
  if (whole) noteValue(traffic, whole.value, message, isBeat);
  else if (values) for (const value of values) noteValue(traffic, value, message, isBeat);
  else {
    json.malformed++;
    json.firstMalformed ??= { at, seq, direction };
  }
}

/** An object with none of these says nothing to anyone below: that is most of what applications send. */
const TELLING: ReadonlySet<string> = new Set([
  ...ID_NAMES,
  ...OUTCOME_FIELDS,
  ...SUBSCRIPTION_FIELDS,
  ...NUMBER_FIELDS,
]);

function noteValue(traffic: Traffic, value: unknown, message: Message, isBeat: boolean): void {
  if (isObject(value) && !hasAny(value, TELLING)) return;
  const { seq, at, flags } = message;
  const direction = flags & ROW_SEND ? "send" : "receive";
  const isNamed = notePair(traffic, value, direction, at);
  if (isBeat) return;
  noteExchange(traffic, value, direction, { at, seq }, isNamed);
  noteSaid(traffic.talk, value, direction, at, isNamed);
}

function forget(traffic: Traffic): void {
  forgetPending(traffic);
  forgetStream(traffic);
}

function textOf({ flags, shape, body }: Message): string | null {
  if (typeof body !== "string" || body.length > MAX_PARSED_LENGTH) return null;
  if (shape !== SHAPE_OBJECT && shape !== SHAPE_ARRAY) return null;
  return flags & (ROW_CUT | ROW_BINARY) ? null : body;
}

function hasTime({ json }: Traffic, at: number): boolean {
  if (json.secondAt === null || at < json.secondAt || at - json.secondAt >= 1_000) {
    json.secondAt = at;
    json.inSecond = 0;
  }
  if (json.inSecond >= MAX_PARSED_PER_SECOND) return false;
  json.inSecond++;
  return true;
}

/** SignalR ends each of a message's values with this, others with a line end. */
const RECORD_END = "\u001e";
/** A batch of more is counted, but not looked into. */
const MAX_VALUES = 16;

/** The values that a text of several has, at most some; null where one of them is no JSON. */
function readParts(text: string): unknown[] | null {
  const parts = text.includes(RECORD_END) ? text.split(RECORD_END) : text.split("\n");
  // A part alone was the whole text, and is known not to parse.
  if (parts.length < 2) return null;
  const values: unknown[] = [];
  for (const part of parts) {
    if (part.trim() === "") continue;
    const parsed = parse(part);
    if (!parsed) return null;
    if (values.length < MAX_VALUES) values.push(parsed.value);
  }
  return values;
}

function parse(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}
