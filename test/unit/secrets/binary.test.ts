import { describe, expect, it } from "vitest";
import { createMasker } from "../../../src/secrets/masker.ts";

const PASSWORD = "hunter2pw";
const masked = (bytes: Uint8Array): Buffer =>
  Buffer.from(createMasker().bytes(Uint8Array.from(bytes), "message"));
const bytes = (...parts: (string | number[] | Buffer)[]): Buffer =>
  Buffer.concat(parts.map((part) => Uint8Array.from(Buffer.from(part as string))));

describe("passwords in binary messages", () => {
  it("go from a CBOR text in chunks, whose heads stay", () => {
    const head = bytes([0xa1, 0x68], "password", [0x7f, 0x64]);
    const shown = masked(bytes(head, "hunt", [0x65], "er2pw", [0xff]));
    expect(shown.subarray(0, head.length)).toEqual(head);
    expect([shown[head.length + 4], shown.at(-1)]).toEqual([0x65, 0xff]);
    expect(shown.toString("latin1")).not.toMatch(/hunt|er2pw/);
  });

  const response = `\0ada\0${PASSWORD}`;
  it.each([
    ["AMQP 1.0", [0xa3, 5], [0xa0, response.length]],
    ["AMQP 1.0, long", [0xa3, 5], [0xb0, 0, 0, 0, response.length]],
    ["AMQP 0-9-1", [5], [0, 0, 0, response.length]],
  ])("go from SASL PLAIN in %s", (_, before, length) => {
    const given = bytes(before, "PLAIN", length, response, [0x40]);
    const shown = masked(given).toString("latin1");
    expect(shown).not.toContain(PASSWORD);
    expect(shown.length).toBe(given.length);
    expect(shown).toContain("\0ada\0");
  });
});
