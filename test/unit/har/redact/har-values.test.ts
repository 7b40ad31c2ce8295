import { describe, expect, it } from "vitest";
import {
  maskClose,
  maskContent,
  maskCookie,
  maskHeader,
  maskMessage,
} from "../../../../src/har/redact/har-values.ts";
import { createMasker } from "../../../../src/secrets/masker.ts";

const PASSWORD = "hunter2pw";

describe("parts of a HAR with values of types that they should not have", () => {
  it.each([
    [maskMessage, { type: "send", opcode: 1, data: { password: PASSWORD } }],
    [maskMessage, { type: "send", opcode: 1, data: [`password=${PASSWORD}`] }],
    [maskMessage, { type: { password: PASSWORD }, opcode: 1, data: "x" }],
    [maskHeader("request header"), { name: "Cookie", value: [PASSWORD, "b"] }],
    [maskCookie, { name: "a", value: { x: PASSWORD } }],
    [maskContent("response body"), { text: { password: PASSWORD }, size: 1 }],
    [maskClose, { code: 4000, reason: { password: PASSWORD } }],
    [maskClose, { code: 4000, reason: "x", detail: `password=${PASSWORD}` }],
  ])("are masked as well: %#", (mask, raw) => {
    expect(JSON.stringify(mask(createMasker(), raw))).not.toContain(PASSWORD);
  });

  it.each([
    [maskMessage, { type: "send", opcode: 1, data: { a: [1, "b"] } }],
    [maskHeader("request header"), { name: "X-Count", value: 3, other: { a: 1 } }],
    [maskClose, { code: 1000, reason: null, wasClean: true }],
  ])("are given back themselves where nothing in them is secret: %#", (mask, raw) => {
    expect(mask(createMasker(), raw)).toBe(raw);
  });
});
