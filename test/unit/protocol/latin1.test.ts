import fc from "fast-check";
import { expect, it } from "vitest";
import { decodeToLatin1 } from "../../../src/protocol/base64.ts";
import { bytesOf, latin1Of } from "../../../src/protocol/latin1.ts";
import { utf8Bytes } from "../../../src/protocol/measure-body.ts";

it("turns bytes into characters and back, whatever they are and however many", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 20_000 }), (bytes) => {
      expect(bytesOf(latin1Of(bytes))).toEqual(new Uint8Array(bytes));
      expect(decodeToLatin1(Buffer.from(bytes).toString("base64"))).toBe(latin1Of(bytes));
    }),
  );
});

it("counts what an encoder writes, for halves of pairs and for long texts, too", () => {
  for (const text of [
    "",
    "a",
    "é日😀",
    "\ud800",
    "a\udc00b",
    "😀".repeat(3_000),
    "é".repeat(4_097),
  ]) {
    expect(utf8Bytes(text)).toBe(Buffer.byteLength(text));
  }
});
