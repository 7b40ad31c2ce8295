/**
 * Tagged netstrings, as mitmproxy writes its flows: `<length>:<data><tag>`
 * (mitmproxy/io/tnetstring.py). Texts may be bytes; numbers stand in digits.
 */
import { HarError } from "../har-error.ts";

export type Tnet =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | Tnet[]
  | { [name: string]: Tnet };

const COLON = 0x3a;
const ZERO = 0x30;
/** A length has no more digits (mitmproxy's own bound). */
const MAX_DIGITS = 12;
/** A flow is four deep; what is much deeper is a trap for the stack. */
const MAX_DEPTH = 64;
/**
 * What one flow may take: a message is a list of six values, and no tool's file is read with more than
 * 1,500,000 of those. Lists, objects and bytes take some ten times their three bytes in a file.
 */
const MAX_WEIGHT = 20_000_000;
const WEIGHTS: Record<string, number> = { ",": 4, "]": 4, "}": 4 };

/** The values of a file one after the other. Fails, with the byte, where it is damaged or cut off. */
export function* readTnetstrings(bytes: Uint8Array): Generator<Tnet> {
  let at = 0;
  while (at < bytes.length) {
    const budget = { left: MAX_WEIGHT };
    const [value, end] = readOne(bytes, at, bytes.length, { depth: 0, budget });
    yield value;
    at = end;
  }
}

const fail = (at: number, problem: string): HarError => new HarError(`byte ${at}`, problem);

type Nested = { depth: number; budget: { left: number } };

function readOne(bytes: Uint8Array, start: number, limit: number, nested: Nested): [Tnet, number] {
  const { depth, budget } = nested;
  if (depth > MAX_DEPTH) throw fail(start, "is nested too deeply to be a flow of mitmproxy");
  let at = start;
  let length = 0;
  while (at < limit && bytes[at] !== COLON) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9 || at - start >= MAX_DIGITS) {
      throw fail(start, "is not where a value of mitmproxy begins: the file is damaged");
    }
    length = length * 10 + digit;
    at++;
  }
  const from = at + 1;
  const to = from + length;
  if (to >= limit) {
    throw fail(
      start,
      "begins a value that the file ends within: it was cut off, or is still being written",
    );
  }
  budget.left -= WEIGHTS[String.fromCharCode(bytes[to] ?? 0)] ?? 1;
  if (budget.left < 0) throw fail(start, "begins a value too many: no flow has so many");
  return [readValue(bytes, from, to, { depth: depth + 1, budget }), to + 1];
}

const text = (bytes: Uint8Array, from: number, to: number): string =>
  new TextDecoder().decode(bytes.subarray(from, to));

function readValue(bytes: Uint8Array, from: number, to: number, nested: Nested): Tnet {
  switch (String.fromCharCode(bytes[to] ?? 0)) {
    case ",":
      return bytes.subarray(from, to);
    case ";":
      return text(bytes, from, to);
    case "#":
    case "^":
      return readNumber(text(bytes, from, to), from);
    case "!":
      return text(bytes, from, to) === "true";
    case "~":
      return null;
    case "]":
      return readAll(bytes, from, to, nested);
    case "}":
      return readObject(bytes, from, to, nested);
    default:
      throw fail(to, "is no kind of value that mitmproxy writes: the file is damaged");
  }
}

function readNumber(digits: string, at: number): number {
  const number = Number(digits);
  if (!Number.isFinite(number)) throw fail(at, "is not a number");
  return number;
}

function readAll(bytes: Uint8Array, from: number, to: number, nested: Nested): Tnet[] {
  const items: Tnet[] = [];
  for (let at = from; at < to; ) {
    const [item, end] = readOne(bytes, at, to, nested);
    items.push(item);
    at = end;
  }
  return items;
}

function readObject(
  bytes: Uint8Array,
  from: number,
  to: number,
  nested: Nested,
): { [name: string]: Tnet } {
  const items = readAll(bytes, from, to, nested);
  const entries: [string, Tnet][] = [];
  for (let i = 0; i + 1 < items.length; i += 2) {
    const name = items[i];
    const key = name instanceof Uint8Array ? new TextDecoder().decode(name) : name;
    if (typeof key !== "string")
      throw fail(from, "has a name that is no text: the file is damaged");
    entries.push([key, items[i + 1] ?? null]);
  }
  return Object.fromEntries(entries);
}
