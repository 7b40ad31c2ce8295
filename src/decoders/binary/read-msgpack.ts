import { bytesInWords } from "./bytes.ts";
import { Cursor } from "./cursor.ts";
import { instantOf } from "./instant.ts";

/**
 * One value of MessagePack (msgpack/msgpack:spec.md), as JSON would have it: binary data are told
 * in words, and integers beyond a number's digits are bigints.
 */
export const readMsgpack = (cursor: Cursor, depth = 0): unknown => {
  const head = cursor.begin(depth);
  const read = () => readMsgpack(cursor, depth + 1);
  if (head === undefined) return undefined;
  if (head < 0x80) return head;
  if (head < 0x90) return cursor.map(head & 15, read);
  if (head < 0xa0) return cursor.list(head & 15, read);
  if (head < 0xc0) return cursor.text(head & 31);
  if (head >= 0xe0) return head - 256;
  switch (head) {
    case 0xc0:
      return null;
    case 0xc2:
    case 0xc3:
      return head === 0xc3;
    case 0xc4:
    case 0xc5:
    case 0xc6:
      return cursor.binary(cursor.size(1 << (head - 0xc4)));
    case 0xc7:
    case 0xc8:
    case 0xc9:
      return readExtension(cursor, cursor.size(1 << (head - 0xc7)));
    case 0xca:
      return cursor.float(4);
    case 0xcb:
      return cursor.float(8);
    case 0xcc:
    case 0xcd:
    case 0xce:
    case 0xcf:
      return cursor.uint(1 << (head - 0xcc));
    case 0xd0:
    case 0xd1:
    case 0xd2:
    case 0xd3:
      return cursor.int(1 << (head - 0xd0));
    case 0xd4:
    case 0xd5:
    case 0xd6:
    case 0xd7:
    case 0xd8:
      return readExtension(cursor, 1 << (head - 0xd4));
    case 0xd9:
    case 0xda:
    case 0xdb:
      return cursor.text(cursor.size(1 << (head - 0xd9)));
    case 0xdc:
    case 0xdd:
      return cursor.list(cursor.size(2 << (head - 0xdc)), read);
    case 0xde:
    case 0xdf:
      return cursor.map(cursor.size(2 << (head - 0xde)), read);
    default:
      // 0xc1, which is never used.
      cursor.isBroken = true;
      return undefined;
  }
};

const TIMESTAMP = -1;

function readExtension(cursor: Cursor, length: number): unknown {
  const type = cursor.int(1);
  const bytes = cursor.take(length);
  if (cursor.isCut) return undefined;
  if (type !== TIMESTAMP) return `extension ${type}, ${bytesInWords(bytes)}`;
  const within = new Cursor(bytes);
  switch (length) {
    case 4:
      return instantOf(within.size(4));
    case 8: {
      // 30 bits of nanoseconds, then 34 of seconds.
      const both = BigInt(within.uint(8));
      return instantOf(Number(both & 0x3_ffff_ffffn), Number(both >> 34n));
    }
    default: {
      const nanoseconds = within.size(4);
      return instantOf(Number(within.int(8)), nanoseconds);
    }
  }
}
