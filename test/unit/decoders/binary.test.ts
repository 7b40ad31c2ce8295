import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesInWords } from "../../../src/decoders/binary/bytes.ts";
import { Cursor } from "../../../src/decoders/binary/cursor.ts";
import { readCbor } from "../../../src/decoders/binary/read-cbor.ts";
import { readMsgpack } from "../../../src/decoders/binary/read-msgpack.ts";
import { decodeBinary, writeJson } from "../../../src/decoders/index.ts";
import { packCbor, packMsgpack, type Value } from "./pack.ts";

const FORMATS = [
  ["MessagePack", packMsgpack, readMsgpack],
  ["CBOR", packCbor, readCbor],
] as const;

const beyondSafe = fc.oneof(
  fc.bigInt(2n ** 53n, 2n ** 64n - 1n),
  fc.bigInt(-(2n ** 63n), -(2n ** 53n)),
);
const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, depthSize: "small" },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.integer({ min: -200, max: 300 }),
    fc.double(),
    beyondSafe,
    fc.string({ unit: "grapheme", maxLength: 300 }),
    fc.uint8Array({ maxLength: 40 }),
    fc.array(tie("value"), { maxLength: 20 }),
    fc.dictionary(fc.string(), tie("value"), { maxKeys: 20, noNullPrototype: true }),
  ),
}));

/** What a reader makes of it: bytes in words. */
function asRead(given: Value): unknown {
  if (given instanceof Uint8Array) return bytesInWords(given);
  if (Array.isArray(given)) return given.map(asRead);
  if (typeof given !== "object" || given === null) return given;
  return Object.fromEntries(Object.entries(given).map(([name, field]) => [name, asRead(field)]));
}

describe.each(FORMATS)("%s", (format, pack, read) => {
  it("gives back what was packed, to the last byte", () => {
    fc.assert(
      fc.property(value, (given) => {
        const cursor = new Cursor(Uint8Array.from(pack(given)));
        expect(read(cursor)).toEqual(asRead(given));
        expect(cursor).toMatchObject({ isCut: false, isBroken: false, isAtEnd: true });
      }),
      { numRuns: 500 },
    );
  });

  it("is read as far as it goes where it was cut, without values that nobody sent", () => {
    const whole = pack({ id: 70_000, list: [300, 400, 500, 600], name: "north" });
    for (let kept = 0; kept < whole.length; kept++) {
      const cursor = new Cursor(Uint8Array.from(whole.slice(0, kept)));
      const found = (read(cursor) ?? {}) as { id?: number; list?: number[]; name?: string };
      expect(cursor.isCut).toBe(true);
      expect([undefined, 70_000]).toContain(found.id);
      expect([300, 400, 500, 600].slice(0, found.list?.length ?? 0)).toEqual(found.list ?? []);
      expect("north".startsWith(found.name ?? "")).toBe(true);
    }
  });

  it("is recognised by its words, and not where they are missing or bytes are left", () => {
    const told = Uint8Array.from(pack({ type: "tick", price: 1.5 }));
    expect(decodeBinary(told)).toEqual({ format, value: { type: "tick", price: 1.5 } });
    expect(decodeBinary(Uint8Array.from([...told, 0]))).toBeNull();
    expect(decodeBinary(told.subarray(0, told.length - 1))).toBeNull();
    expect(decodeBinary(Uint8Array.from(pack([1, 2, 3])))).toBeNull();
    expect(decodeBinary(Uint8Array.from(pack(["tick", 3])))?.format).toBe(format);
    expect(decodeBinary(Uint8Array.from(pack({})))).toBeNull();
    const [map = 0] = pack({ a: 1 });
    const bytesAsName = Uint8Array.from([map, ...pack(Uint8Array.of(1, 2)), 1]);
    expect(decodeBinary(bytesAsName)).toBeNull();
  });

  it("is recognised by its beginning where so much was kept and no more", () => {
    const long = Uint8Array.from(pack({ type: "book", bids: Array<Value>(5_000).fill(7) }));
    const found = decodeBinary(long.subarray(0, 4_096))?.value;
    const count = 4_096 - (long.length - 5_000);
    expect(found).toEqual({ type: "book", bids: Array<Value>(count).fill(7) });
  });

  it("has a bound in depth and in number", () => {
    const deep = Uint8Array.from([...Array<number>(100_000).fill(pack([0])[0] as number), 0]);
    const cursor = new Cursor(deep);
    read(cursor);
    expect(cursor.isCut).toBe(true);
    const many = Uint8Array.from(pack(Array<Value>(60_000).fill("ab")));
    expect(decodeBinary(many)?.value).toHaveLength(19_999);
    expect(decodeBinary(many, many.length)?.value).toHaveLength(60_000);
  });
});

describe("the rest of CBOR", () => {
  const read = (...bytes: number[]) => readCbor(new Cursor(Uint8Array.from(bytes)));

  // RFC 8949, appendix A.
  it.each([
    ["a half float", [0xf9, 0x3c, 0x00], 1],
    ["the smallest half float", [0xf9, 0x00, 0x01], 2 ** -24],
    ["minus infinity", [0xf9, 0xfc, 0x00], Number.NEGATIVE_INFINITY],
    ["a time", [0xc1, 0x1a, 0x51, 0x4b, 0x67, 0xb0], "2013-03-21T20:04:00.000Z"],
    ["a list without a length", [0x9f, 0x01, 0x82, 0x02, 0x03, 0xff], [1, [2, 3]]],
    ["a map without a length", [0xbf, 0x61, 0x61, 0x01, 0xff], { a: 1 }],
    ["a text in parts", [0x7f, 0x62, 0x61, 0x62, 0x61, 0x63, 0xff], "abc"],
    ["undefined", [0xf7], null],
  ])("reads %s", (_, bytes, expected) => {
    expect(read(...bytes)).toEqual(expected);
  });

  it("takes the tag that says so for certain, whatever comes then", () => {
    expect(decodeBinary(Uint8Array.of(0xd9, 0xd9, 0xf7, 0xa1, 0x01, 0x02))).toEqual({
      format: "CBOR",
      value: { 1: 2 },
    });
    expect(decodeBinary(Uint8Array.of(0xa1, 0x01, 0x02))).toBeNull();
  });
});

describe("the rest of MessagePack", () => {
  const read = (...bytes: number[]) => readMsgpack(new Cursor(Uint8Array.from(bytes)));

  it.each([
    ["a float", [0xca, 0x3f, 0xc0, 0, 0], 1.5],
    ["a time in seconds", [0xd6, 0xff, 0x51, 0x4b, 0x67, 0xb0], "2013-03-21T20:04:00.000Z"],
    [
      "a time with nanoseconds",
      [0xd7, 0xff, 0x77, 0x35, 0x94, 0, 0x51, 0x4b, 0x67, 0xb0],
      "2013-03-21T20:04:00.500Z",
    ],
    ["another extension", [0xd4, 5, 7], "extension 5, 1 B: 07"],
  ])("reads %s", (_, bytes, expected) => {
    expect(read(...bytes)).toEqual(expected);
  });
});

describe("what was read of bytes", () => {
  it("is never an exception, and always JSON", () => {
    const starts = fc.constantFrom(0x81, 0x92, 0xa1, 0xbf, 0xd9, 0xdc, 0xde, 0xdf, 0x9f);
    const bytes = fc.tuple(starts, fc.uint8Array({ maxLength: 200 }));
    fc.assert(
      fc.property(bytes, ([start, rest]) => {
        const given = Uint8Array.from([start, ...rest]);
        for (const [, , read] of FORMATS) JSON.parse(writeJson(read(new Cursor(given))));
        decodeBinary(given);
      }),
      { numRuns: 2_000 },
    );
  });

  it("keeps every digit, and a name that means something to JavaScript", () => {
    const given = { n: 2n ** 64n - 1n, inf: Number.POSITIVE_INFINITY, ["__proto__"]: "plain" };
    const read = decodeBinary(Uint8Array.from(packMsgpack(given)))?.value;
    expect(writeJson(read)).toBe('{"n":18446744073709551615,"inf":"Infinity","__proto__":"plain"}');
  });

  it("is hardly ever taken for a format by chance", () => {
    // A plain generator, without fast-check's liking for small numbers.
    let state = 1;
    const next = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 24;
    };
    const random = Array.from({ length: 50_000 }, (_, i) =>
      Uint8Array.from({ length: 8 + (i % 56) }, next),
    );
    expect(random.filter((bytes) => decodeBinary(bytes) !== null).length).toBeLessThan(10);
  });
});
