import { describe, expect, it } from "vitest";
import { compilePattern } from "../../../src/har/mask/compile-pattern.ts";
import { createMasker } from "../../../src/secrets/masker.ts";

const maskerOf = (pattern: string) => createMasker({ patterns: [compilePattern(pattern)] });

describe("a pattern of the user over a value of JSON", () => {
  it.each([".", '"', "[^a]+", "[{}]", "\\d+", "a*"])("leaves JSON: %s", (pattern) => {
    const value = { list: ["a", 482_913, null, true], text: 'x"y' };
    const shown = maskerOf(pattern).json(value, "other field");
    expect(JSON.parse(JSON.stringify(shown))).toEqual(shown);
  });

  it("masks a number as a text, and leaves others numbers", () => {
    const shown = maskerOf("482913").json({ a: 482_913, b: 7 }, "other field");
    expect(shown).toEqual({ a: "***1", b: 7 });
  });
});
