import { describe, expect, it } from "vitest";
import { plain, writeSafeJson } from "../../../src/words/safe-text.ts";

/** Controls, marks of direction, what takes no room, and what breaks lines. */
const UNSAFE = [
  ...[0x00, 0x07, 0x08, 0x1b, 0x7f, 0x80, 0x85, 0x9b, 0x9d, 0xad, 0x34f, 0x61c, 0x115f, 0x1160],
  ...[0x180e, 0x200b, 0x200d, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202e, 0x2060, 0x2066],
  ...[0x2069, 0x206f, 0x2800, 0x3164, 0xfeff, 0xffa0, 0xfff9, 0xe0001, 0xe0041],
];

describe("a text for a terminal", () => {
  it.each(UNSAFE)("shows %x as a code", (point) => {
    const shown = plain(`a${String.fromCodePoint(point)}b`);
    expect(shown).toMatch(/^a\\u(?:[\da-f]{4}|\{[\da-f]{5}\})b$/);
    expect(shown).toContain(point.toString(16));
  });

  it.each([
    ["an emoji of several parts", "👨‍👩‍👧 👩🏽‍💻 🏳️‍🌈 ❤️‍🔥"],
    ["Persian", "می‌خواهم"],
    ["Hindi", "क्‍ष"],
  ])("leaves the joiners of %s", (_, text) => {
    expect(text).toMatch(/[\u200c\u200d]/);
    expect(plain(text)).toBe(text);
  });

  it.each([
    "a\u200db",
    "\u200c",
    "می\u200c",
    "\u200d👧",
    "👨\u200d",
    "👨\u200d\u200d👧",
    "1\u200d2",
  ])("shows the joiner as a code that joins nothing: %j", (text) => {
    expect(plain(text)).toMatch(/\\u200[cd]/);
    expect(plain(text)).not.toMatch(/[\u200c\u200d]/);
  });

  it("is one line, and keeps what can be seen", () => {
    expect(plain("a\nb\tc")).toBe("a b c");
    expect(plain("\ud83d 😀 é 漢字 שלום —")).toBe("\\ud83d 😀 é 漢字 שלום —");
  });
});

describe("JSON for a terminal", () => {
  it.each(UNSAFE)("has %x escaped, in names and in values, and says the same", (point) => {
    const unsafe = String.fromCodePoint(point);
    const value = { [`key${unsafe}`]: [`${unsafe}value`, "line\nline"] };
    const json = writeSafeJson(value);
    expect(json).not.toContain(unsafe);
    expect(JSON.parse(json)).toEqual(value);
  });
});
