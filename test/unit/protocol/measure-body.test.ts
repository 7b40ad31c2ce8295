import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashOfBody } from "../../../src/protocol/measure-body.ts";

describe("the hash of a body", () => {
  it("is 32-bit FNV-1a", () => {
    expect(hashOfBody("a")).toBe(0xe40c292c);
    expect(hashOfBody("foobar")).toBe(0xbf9cf968);
  });

  it("of a text is that of its UTF-8 bytes, as the hook takes it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 70 }), (text) => {
        expect(hashOfBody(text)).toBe(hashOfBody(new TextEncoder().encode(text)));
      }),
    );
    expect(hashOfBody("\ud800")).toBe(hashOfBody("\ufffd"));
  });

  it("is 0 where the body is longer than 64 bytes", () => {
    expect(hashOfBody("x".repeat(64))).not.toBe(0);
    expect(hashOfBody("x".repeat(65))).toBe(0);
    expect(hashOfBody("é".repeat(33))).toBe(0);
  });
});
