import fc from "fast-check";
import { expect, it } from "vitest";
import { decodeUtf8 } from "../../../src/decoders/binary/decode-utf8.ts";
import { readJson } from "../../../src/decoders/read-json.ts";

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const decodeStrictly = (bytes: Uint8Array): string | null => {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
};

it("reads what the browser's own decoder reads, and nothing else", () => {
  const lead = fc.constantFrom(0xc1, 0xc3, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0x80, 0x9f, 0xbf);
  const byte = fc.oneof(fc.integer({ min: 0, max: 255 }), lead);
  const bytes = fc.oneof(
    fc.array(byte, { maxLength: 12 }).map((list) => Uint8Array.from(list)),
    fc.string({ unit: "grapheme" }).map((text) => new TextEncoder().encode(text)),
  );
  fc.assert(
    fc.property(bytes, (some) => {
      const { text, end } = decodeUtf8(some);
      expect(end === some.length ? text : null).toBe(decodeStrictly(some));
      expect(text).toBe(decodeStrictly(some.subarray(0, end)));
    }),
    { numRuns: 5_000 },
  );
});

it("reads a JSON text that was cut anywhere up to its last whole element", () => {
  const whole = JSON.stringify({ pad: "x".repeat(4_100), a: [1, { b: [2, [3]] }, []], c: "}" });
  const read = whole.slice(0, whole.indexOf(',"c"') + 1);
  expect(readJson(`${read}"c`)).toMatchObject({ a: [1, { b: [2, [3]] }, []] });
  expect(readJson(whole.slice(0, whole.indexOf("[3]") + 4))).toMatchObject({
    a: [1, { b: [2, []] }],
  });
});
