/** Numbers by which a server counts its events: a hole in them is what was never received. */
import { hasAny } from "../decoders/read-json.ts";
import { MAX_NUMBERED, type Talk } from "./traffic.ts";

const NAMES = ["seq", "s", "sequence", "sequenceId", "seqNum", "offset", "eventId", "event_id"];
/** Where an event's own fields stand, Centrifugo's twice as deep. */
const INNER = ["payload", "data", "params", "push", "pub"];
const CHANNELS = ["channel", "topic", "stream", "room"];
const MAX_DEPTH = 3;
/** An object with none of these has no number: of most messages that is all there is to see. */
export const NUMBER_FIELDS: ReadonlySet<string> = new Set([...NAMES, ...INNER]);

type Fields = { [name: string]: unknown };
const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Notes one message that was received. An answer carries its request's number, and is no event. */
export function noteNumbered(talk: Talk, value: unknown, hashOf: (text: string) => number): void {
  const found = findNumber(value);
  if (!found) return;
  const { name, channel, number } = found;
  if (talk.numbered.some((row) => row.name === name && row.count === 0)) return;
  count(talk, name, channel === null ? 0 : hashOf(channel), number);
}

/** A number that the page sends as well is a request's: what repeats it numbers no events. */
export function noteOwnNumbers({ numbered }: Talk, value: unknown): void {
  const found = findNumber(value);
  if (!found) return;
  const { name, number } = found;
  const same = numbered.filter((row) => row.name === name);
  for (const row of same) row.count = 0;
  if (same.length === 0 && numbered.length < MAX_NUMBERED) {
    numbered.push({ name, of: 0, first: number, last: number, count: 0, jumps: 0 });
  }
}

function findNumber(value: unknown) {
  if (!isObject(value)) return null;
  let channel: string | null = null;
  let fields: Fields = value;
  let path = "";
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    if (!hasAny(fields, NUMBER_FIELDS)) return null;
    const own = CHANNELS.find((name) => typeof fields[name] === "string");
    if (own !== undefined) channel = fields[own] as string;
    const name = NAMES.find((each) => isCount(fields[each]));
    if (name !== undefined) {
      return { name: path + name, channel, number: fields[name] as number };
    }
    const inner = INNER.find((each) => isObject(fields[each]));
    if (inner === undefined) return null;
    path += `${inner}.`;
    fields = fields[inner] as Fields;
  }
  return null;
}

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

function count({ numbered }: Talk, name: string, of: number, number: number): void {
  const row = numbered.find((one) => one.name === name && one.of === of);
  if (!row) {
    if (numbered.length < MAX_NUMBERED) {
      numbered.push({ name, of, first: number, last: number, count: 1, jumps: 0 });
    }
    return;
  }
  if (number !== row.last + 1) row.jumps++;
  row.last = number;
  row.count++;
}
