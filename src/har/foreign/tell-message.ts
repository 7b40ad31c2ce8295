import { formatCount } from "../../words/words.ts";
import { addUnread, HarError, JsonError, type Unread } from "../har-error.ts";
import type { JsonPart } from "../json-part.ts";
import { OPCODE_BINARY, OPCODE_TEXT } from "../messages.ts";
import { isObject, itemsAt, numberAt, objectAt, textAt } from "../shape.ts";
import { isTime } from "./times.ts";

/** So many are read in seconds. */
const MAX_MESSAGES = 1_500_000;

/** A list with more than so many that say nothing is not read: it would take minutes. */
const MAX_UNREAD = 100_000;

/** What is in one message. `part`: where it stands. */
export type Told = {
  part: JsonPart;
  direction: "send" | "receive" | "error" | "control" | "open";
  time: number | null;
  opcode: number;
  data: string;
  code: number | null;
  /** Only that there was one is known. */
  notKept: boolean;
};

/** Whether a page sees it. */
export const isRow = ({ direction, opcode }: Told): boolean =>
  (direction === "send" || direction === "receive") &&
  (opcode === OPCODE_TEXT || opcode === OPCODE_BINARY);

/** One after the other; of those that cannot be read, `unread` gets the reasons. */
export function* tellAll(part: JsonPart, place: string, unread: Unread): Generator<Told> {
  let index = 0;
  for (const item of itemsAt(part, `${place}._webSocketMessages`)) {
    if (index === MAX_MESSAGES) {
      const most = formatCount(MAX_MESSAGES);
      throw new HarError(`${place}._webSocketMessages`, `has too many messages (over ${most})`);
    }
    const message = `${place}._webSocketMessages[${index++}]`;
    let told: Told;
    try {
      told = tell(item, message);
    } catch (error) {
      if (!(error instanceof HarError) || error instanceof JsonError) throw error;
      addUnread(unread, error);
      if (unread.count > MAX_UNREAD) throw error;
      continue;
    }
    yield told;
  }
}

/** What tools call a direction, or what is none, in small letters without what stands around it. */
const DIRECTIONS: Record<string, Told["direction"]> = {
  send: "send",
  sent: "send",
  request: "send",
  outgoing: "send",
  outbound: "send",
  out: "send",
  client: "send",
  framesent: "send",
  receive: "receive",
  received: "receive",
  recv: "receive",
  response: "receive",
  incoming: "receive",
  inbound: "receive",
  in: "receive",
  server: "receive",
  framereceived: "receive",
  error: "error",
  frameerror: "error",
  ping: "control",
  pong: "control",
  open: "open",
};

/** `Network.webSocketFrameSent` is what Chrome's protocol calls it. */
const directionOf = (name: unknown): Told["direction"] | undefined =>
  typeof name === "string"
    ? DIRECTIONS[name.toLowerCase().replace(/^(?:network\.)?websocket/, "")]
    : undefined;

export function tell(part: JsonPart, place: string): Told {
  const message = objectAt(part.parse(), place);
  const direction =
    directionOf(message.type) ?? directionOf(message.direction) ?? directionOf(message.dir);
  if (direction === undefined) {
    textAt(message.type ?? message.direction, `${place}.type`);
    throw new HarError(`${place}.type`, 'is not "send", "receive" or "error"');
  }
  const data = message.data ?? message.payloadData ?? message.payload ?? message.text ?? "";
  return {
    part,
    direction,
    time: readTime(message.time ?? message.timestamp, `${place}.time`),
    opcode: readOpcode(message.opcode, `${place}.opcode`),
    // Some tools write what was JSON as the value that it is.
    data:
      isObject(data) || Array.isArray(data) ? JSON.stringify(data) : textAt(data, `${place}.data`),
    code: typeof message.code === "number" ? message.code : null,
    notKept: message._notKept === true,
  };
}

/** Null where the tool did not know it. */
function readTime(value: unknown, place: string): number | null {
  if (value === undefined || value === null || value === "") return null;
  const time =
    typeof value === "string" ? (asNumber(value) ?? Date.parse(value)) : numberAt(value, place);
  if (!isTime(time)) throw new HarError(place, "is not a time");
  return time < 0 ? null : time;
}

const OPCODES: Record<string, number> = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 };

/** Some tools write it as a text, some leave it out for text messages. */
function readOpcode(value: unknown, place: string): number {
  if (value === undefined || value === null || value === "") return OPCODE_TEXT;
  if (typeof value !== "string") return numberAt(value, place);
  return numberAt(OPCODES[value.toLowerCase()] ?? asNumber(value) ?? Number.NaN, place);
}

function asNumber(text: string): number | undefined {
  const number = Number(text);
  return text.trim() === "" || Number.isNaN(number) ? undefined : number;
}
