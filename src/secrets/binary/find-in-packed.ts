import type { Span } from "../secret.ts";
import { PackedReader } from "./packed.ts";

type Format = "msgpack" | "cbor";

/** Lengths and kinds of frames may stand before. */
const MAX_HEAD = 6;

/** What begins a list or a map; nothing of ASCII does. */
const isStart = (format: Format, byte: number | undefined): boolean =>
  byte !== undefined &&
  byte >= 0x80 &&
  (format === "msgpack"
    ? byte < 0xa0 || (byte >= 0xdc && byte < 0xe0)
    : byte < 0xc0 || byte === 0xd9);

/** WAMP's AUTHENTICATE: a list of three that begins with 5. */
const AUTHENTICATE: Record<Format, number> = { msgpack: 0x93, cbor: 0x83 };

/**
 * Secrets in MessagePack or CBOR, with whatever a few bytes before them are, such as SignalR's
 * lengths: one value after the other, as long as they can be read.
 */
export function findInPacked(
  bytes: Uint8Array,
  latin1: string,
  names: ReadonlySet<string>,
): Span[] {
  let best: { named: number; spans: Span[] } | null = null;
  for (let at = 0; at < Math.min(MAX_HEAD, bytes.length); at++) {
    for (const format of ["msgpack", "cbor"] as const) {
      if (!isStart(format, bytes[at])) continue;
      const read = readFrom(bytes, latin1, format, at, names);
      if (read.isWhole) return read.spans;
      if (read.named > (best?.named ?? 0)) best = read;
    }
  }
  return best?.spans ?? [];
}

function readFrom(
  bytes: Uint8Array,
  latin1: string,
  format: Format,
  from: number,
  names: ReadonlySet<string>,
): { named: number; spans: Span[]; isWhole: boolean } {
  const spans: Span[] = [];
  let named = 0;
  let at = from;
  while (at < bytes.length) {
    // Between values of a stream lengths may stand.
    let start = at;
    while (start < bytes.length && start - at < 5 && !isStart(format, bytes[start])) start++;
    if (!isStart(format, bytes[start])) break;
    const found: Span[] = [];
    const isTicket = bytes[start] === AUTHENTICATE[format] && bytes[start + 1] === 5;
    const reader = new PackedReader(bytes, latin1, format, start, names, found, isTicket);
    reader.readValue(0, false);
    if (reader.isBroken && reader.named === 0) break;
    named += reader.named;
    spans.push(...found);
    at = Math.max(reader.at, start + 1);
    if (reader.isBroken) break;
  }
  const isWhole = at >= bytes.length && (named > 0 || spans.length > 0);
  return { named, spans, isWhole };
}
