/** Writers of MessagePack and CBOR, for the readers to be held against. */

export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | Value[]
  | { [name: string]: Value };

const bigEndian = (value: number | bigint, length: number): number[] =>
  Array.from({ length }, (_, i) =>
    Number((BigInt.asUintN(64, BigInt(value)) >> BigInt(8 * (length - 1 - i))) & 255n),
  );

const doubleBytes = (value: number): number[] => {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setFloat64(0, value);
  return [...new Uint8Array(bytes.buffer)];
};

/** The first width that is large enough: the byte that announces it, and the bytes. */
const sized = (value: number, widths: [most: number, head: number, length: number][]): number[] => {
  const [, head, length] = widths.find(([most]) => value <= most) ?? [0, 0, 0];
  return length === 0 ? [head + value] : [head, ...bigEndian(value, length)];
};

const isFloat = (value: number) => !Number.isSafeInteger(value) || Object.is(value, -0);
const ALL = Number.POSITIVE_INFINITY;
const utf8 = (text: string) => [...Buffer.from(text)];

export function packMsgpack(value: Value): number[] {
  if (value === null) return [0xc0];
  if (typeof value === "boolean") return [value ? 0xc3 : 0xc2];
  if (typeof value === "bigint") return [value < 0n ? 0xd3 : 0xcf, ...bigEndian(value, 8)];
  if (typeof value === "number") return packNumber(value);
  if (typeof value === "string") {
    const bytes = utf8(value);
    const head = sized(bytes.length, [
      [31, 0xa0, 0],
      [255, 0xd9, 1],
      [65_535, 0xda, 2],
      [ALL, 0xdb, 4],
    ]);
    return [...head, ...bytes];
  }
  if (value instanceof Uint8Array) return [0xc5, ...bigEndian(value.length, 2), ...value];
  if (Array.isArray(value)) {
    const head = sized(value.length, [
      [15, 0x90, 0],
      [65_535, 0xdc, 2],
      [ALL, 0xdd, 4],
    ]);
    return [...head, ...value.flatMap(packMsgpack)];
  }
  const entries = Object.entries(value);
  const head = sized(entries.length, [
    [15, 0x80, 0],
    [65_535, 0xde, 2],
    [ALL, 0xdf, 4],
  ]);
  return [...head, ...entries.flatMap((pair) => pair.flatMap(packMsgpack))];
}

function packNumber(value: number): number[] {
  if (isFloat(value)) return [0xcb, ...doubleBytes(value)];
  if (value >= 0) {
    return value <= 127 ? [value] : value <= 255 ? [0xcc, value] : [0xcf, ...bigEndian(value, 8)];
  }
  if (value >= -32) return [value & 255];
  return value >= -32_768 ? [0xd1, ...bigEndian(value, 2)] : [0xd3, ...bigEndian(value, 8)];
}

export function packCbor(value: Value): number[] {
  if (value === null) return [0xf6];
  if (typeof value === "boolean") return [value ? 0xf5 : 0xf4];
  if (typeof value === "bigint") {
    return value < 0n ? [0x3b, ...bigEndian(-1n - value, 8)] : [0x1b, ...bigEndian(value, 8)];
  }
  if (typeof value === "number") {
    if (isFloat(value)) return [0xfb, ...doubleBytes(value)];
    return value < 0 ? cborHead(1, -1 - value) : cborHead(0, value);
  }
  if (typeof value === "string") return [...cborHead(3, utf8(value).length), ...utf8(value)];
  if (value instanceof Uint8Array) return [...cborHead(2, value.length), ...value];
  if (Array.isArray(value)) return [...cborHead(4, value.length), ...value.flatMap(packCbor)];
  const entries = Object.entries(value);
  return [...cborHead(5, entries.length), ...entries.flatMap((pair) => pair.flatMap(packCbor))];
}

const cborHead = (major: number, argument: number): number[] =>
  sized(argument, [
    [23, major << 5, 0],
    [255, (major << 5) | 24, 1],
    [65_535, (major << 5) | 25, 2],
    [0xffff_ffff, (major << 5) | 26, 4],
    [ALL, (major << 5) | 27, 8],
  ]);
