import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { limitBytes, maxUnpacked } from "../../../../src/panel/files/unpack-limit.ts";

const MIB = 1024 * 1024;

it("unpacks what a session may unpack to, and no more than the disk has room for", () => {
  // A few KiB of zeros, a trap of 4 MiB, a large session, and one that is larger than any.
  expect(maxUnpacked(4_096, null)).toBe(256 * MIB);
  expect(maxUnpacked(4 * MIB, null)).toBe(400 * MIB);
  expect(maxUnpacked(30 * MIB, null)).toBe(3_000 * MIB);
  expect(maxUnpacked(200 * MIB, null)).toBe(4_096 * MIB);
  expect(maxUnpacked(200 * MIB, 1_000 * MIB)).toBe(500 * MIB);
  expect(maxUnpacked(200 * MIB, -1)).toBe(0);
});

it("stops a trap before the byte that is too many is written", async () => {
  const packed = gzipSync(new Uint8Array(16 * MIB));
  let written = 0;
  const count = ({ byteLength }: Uint8Array) => {
    written += byteLength;
  };
  const unpacking = new Blob([packed])
    .stream()
    .pipeThrough(new DecompressionStream("gzip"))
    .pipeThrough(limitBytes(2 * MIB))
    .pipeTo(new WritableStream({ write: count }));
  await expect(unpacking).rejects.toThrow("it unpacks to more than 2");
  expect(written).toBeLessThanOrEqual(2 * MIB);
});
