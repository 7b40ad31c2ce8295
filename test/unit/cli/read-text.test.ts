import { brotliCompressSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { decodeText } from "../../../src/cli/read-text.ts";

const TEXT = '{"log": "Zoë ⚡"}';
const withMark = Buffer.from(`\ufeff${TEXT}`, "utf16le");

describe("the text of a file", () => {
  it.each([
    ["as UTF-8", Buffer.from(TEXT)],
    ["packed with gzip", gzipSync(TEXT)],
    ["as UTF-16, the low byte first", withMark],
    ["as UTF-16, the high byte first", Buffer.from(withMark).swap16()],
    ["as UTF-16 and packed", gzipSync(withMark)],
    ["packed twice", gzipSync(gzipSync(TEXT))],
    ["packed with Brotli", brotliCompressSync(TEXT)],
    ["as UTF-16 without its mark, the low byte first", Buffer.from(TEXT, "utf16le")],
    ["as UTF-16 without its mark, the high byte first", Buffer.from(TEXT, "utf16le").swap16()],
  ])("is read %s", async (_, bytes) => {
    expect(await decodeText(bytes)).toBe(TEXT);
  });

  it("is read up to a bound, however small it was packed", async () => {
    const bomb = gzipSync("0".repeat(1_000_000));
    expect(await decodeText(bomb, 1_000_000)).toHaveLength(1_000_000);
    await expect(decodeText(bomb, 999_999)).rejects.toThrow("too large when it is unpacked");
  });

  it("is said to be cut off, or damaged, where it is", async () => {
    const packed = gzipSync(TEXT.repeat(100));
    await expect(decodeText(packed.subarray(0, -12))).rejects.toThrow("was cut off");
    packed.fill(0xff, 10);
    await expect(decodeText(packed)).rejects.toThrow("packed with gzip, and damaged");
  });

  it("is not looked for in an archive", async () => {
    await expect(decodeText(Buffer.from("PK\u0003\u0004"))).rejects.toThrow("is a zip archive");
    expect(await decodeText(Buffer.from("PK is no archive"))).toBe("PK is no archive");
  });

  it.each([
    [[0x28, 0xb5, 0x2f, 0xfd], "Zstandard"],
    [[0xd4, 0xc3, 0xb2, 0xa1], "packet capture"],
    [[0x89, 0x50, 0x4e, 0x47], "PNG"],
  ])("is not looked for in what begins with %j", async (bytes, what) => {
    await expect(decodeText(Uint8Array.from([...bytes, 0, 1, 2]))).rejects.toThrow(what);
  });
});
