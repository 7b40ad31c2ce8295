import { describe, expect, it } from "vitest";
import { decodeBase64, encodeBase64 } from "../../../src/protocol/base64.ts";

const makeBytes = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 7 + 13) & 255);

describe("base64", () => {
  it.each([0, 1, 2, 3, 4, 6143, 6144, 6145, 100_000])("encodes and decodes %i bytes", (length) => {
    const bytes = makeBytes(length);
    const text = encodeBase64(bytes);
    expect(text).toBe(Buffer.from(bytes).toString("base64"));
    expect(decodeBase64(text)).toEqual(bytes);
  });

  it("forgives missing padding", () => {
    expect(decodeBase64("AA")).toEqual(Uint8Array.of(0));
    expect(decodeBase64("AAA")).toEqual(Uint8Array.of(0, 0));
  });

  it.each(["A", "AA=A", "A===", "hello world", "AAé=", "====", "AA\n="])("refuses %j", (text) => {
    expect(decodeBase64(text)).toBeNull();
  });

  it("carries bodies of many MiB", () => {
    const bytes = makeBytes(8 * 1024 * 1024);
    const read = decodeBase64(encodeBase64(bytes));
    expect(Buffer.compare(bytes, read ?? new Uint8Array())).toBe(0);
  });
});
