/** Texts under a name in MessagePack and CBOR, found without decoding what is around them. */

type Text = { from: number; to: number };

/** How a format announces a text: short ones in the byte itself, longer ones in those that follow. */
type Heads = { short: number; mostShort: number; oneByte: number; twoBytes: number };

const FORMATS: Heads[] = [
  // msgpack/msgpack:spec.md
  { short: 0xa0, mostShort: 31, oneByte: 0xd9, twoBytes: 0xda },
  // RFC 8949 §3
  { short: 0x60, mostShort: 23, oneByte: 0x78, twoBytes: 0x79 },
];

/** A map, or a list with one in it, begins so; a length of at most three bytes may stand before. */
const isPacked = (bytes: Uint8Array): boolean => bytes.subarray(0, 4).some((byte) => byte >= 0x80);

const NAME = /^[A-Za-z][\w.-]{1,63}$/;
const MAX_NAME = 64;
/** What a value is, its beginning shows; hostile ones lie one within the other. */
const MAX_JUDGED = 256;

/**
 * Where a text that can be a name is followed at once by another text, and both together are a
 * secret. `latin1`: the same bytes, a character each.
 */
export function findPackedSecrets(
  bytes: Uint8Array,
  latin1: string,
  isSecret: (name: string, value: string) => boolean,
): Text[] {
  const found: Text[] = [];
  if (!isPacked(bytes)) return found;
  for (let at = 0; at < bytes.length; at++) {
    for (const heads of FORMATS) {
      const name = readText(bytes, at, heads);
      const value = name && name.to - name.from <= MAX_NAME && readText(bytes, name.to, heads);
      if (!value || !NAME.test(latin1.slice(name.from, name.to))) continue;
      const judged = latin1.slice(value.from, Math.min(value.to, value.from + MAX_JUDGED));
      if (!isSecret(latin1.slice(name.from, name.to), judged)) continue;
      found.push(value);
      at = value.to - 1;
      break;
    }
  }
  return found;
}

/** What of it is there: a body may have been cut. */
function readText(bytes: Uint8Array, at: number, heads: Heads): Text | null {
  const head = bytes[at];
  if (head === undefined) return null;
  const next = bytes[at + 1] ?? 0;
  if (head >= heads.short && head <= heads.short + heads.mostShort) {
    return textOf(bytes, at + 1, head - heads.short);
  }
  if (head === heads.oneByte) return textOf(bytes, at + 2, next);
  return head === heads.twoBytes ? textOf(bytes, at + 3, next * 256 + (bytes[at + 2] ?? 0)) : null;
}

const textOf = (bytes: Uint8Array, from: number, length: number): Text | null =>
  length === 0 ? null : { from, to: Math.min(from + length, bytes.length) };
