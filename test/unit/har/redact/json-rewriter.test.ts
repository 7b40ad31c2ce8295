import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonFault } from "../../../../src/har/redact/json-fault.ts";
import { JsonRewriter } from "../../../../src/har/redact/json-rewriter.ts";
import type { Limits } from "../../../../src/har/redact/json-tokens.ts";
import {
  LOOSE,
  type Looseness,
  list,
  type Plan,
  walk,
  whole,
} from "../../../../src/har/redact/plan.ts";

const UNCHANGED: Looseness = {
  change: (value) => value,
  name: (name) => name,
  part: (text) => text,
};

const shout = (text: string) => text.replaceAll("secret", "SECRET");
const SHOUTED: Looseness = {
  change: (value) => (typeof value === "string" ? shout(value) : value),
  name: shout,
  part: shout,
};
const shoutWithin = (value: unknown): unknown =>
  JSON.parse(shout(JSON.stringify(value))) as unknown;

/** Small, so that every way a value can be too large is gone. */
const TINY: Limits = { wholeBytes: 64, wholeDepth: 3, textBytes: 24, depth: 10_000 };

function rewrite(
  json: string | Buffer,
  {
    root = LOOSE,
    loose = UNCHANGED,
    limits = {},
    chunkBytes = 7,
  }: {
    root?: Plan;
    loose?: Looseness;
    limits?: Partial<Limits>;
    chunkBytes?: number;
  } = {},
): string {
  const rewriter = new JsonRewriter(root, loose, limits);
  const bytes = Buffer.from(json);
  const out: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; from += chunkBytes) {
    out.push(rewriter.push(bytes.subarray(from, from + chunkBytes)));
  }
  out.push(rewriter.end());
  return Buffer.concat(out).toString();
}

/** As tools write JSON: on one line or many, with characters escaped or not. */
const written = fc
  .tuple(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(0, 1, "\t"), fc.boolean())
  .map(([value, space, isAscii]) => {
    const json = JSON.stringify(value, null, space);
    const toEscape = (sign: string) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
    return isAscii ? json.replaceAll(/[\u0080-\uffff]/g, toEscape) : json;
  });

const PLANS: Record<string, Plan> = {
  loose: LOOSE,
  whole: whole((value) => value),
  walked: {
    kind: "walk",
    at: (key) => (typeof key === "number" && key % 2 ? LOOSE : whole((value) => value)),
  },
};

describe("the JSON rewriter", () => {
  it.each(Object.keys(PLANS))("passes on byte by byte what it does not change: %s", (name) => {
    fc.assert(
      fc.property(
        written,
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        (json, chunkBytes, tiny) => {
          const limits = tiny ? TINY : {};
          expect(rewrite(json, { root: PLANS[name] as Plan, limits, chunkBytes })).toBe(json);
        },
      ),
      { numRuns: 400 },
    );
  });

  it("changes each text and name, whatever its length, and nothing else", () => {
    const texts = fc.array(fc.constantFrom("secret", "é", "🌩", '"', "\\", ", ", "x", "\n"), {
      maxLength: 30,
    });
    const text = texts.map((parts) => parts.join(""));
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        text,
        fc.constantFrom(1.5e3, true, null),
        fc.array(tie("value"), { maxLength: 4 }),
        fc.dictionary(text, tie("value"), { maxKeys: 4 }),
      ),
    }));
    const plan = fc.constantFrom<Plan>(LOOSE, whole(shoutWithin));
    fc.assert(
      fc.property(value, plan, fc.integer({ min: 1, max: 40 }), (was, root, chunkBytes) => {
        const json = JSON.stringify(was);
        // Where a text is cut a word may be as well.
        const textBytes = 1_000;
        const limits = { ...TINY, textBytes };
        expect(rewrite(json, { root, loose: SHOUTED, limits, chunkBytes })).toBe(shout(json));
      }),
      { numRuns: 400 },
    );
  });

  it("cuts a long text between words, and never within a character", () => {
    const parts: string[] = [];
    const loose = {
      ...UNCHANGED,
      part: (part: string) => {
        parts.push(part);
        return shout(part);
      },
    };
    const text = `${"secret, 🌩\u0001é\\".repeat(40)}${"é🌩\u0002".repeat(100)}`;
    const json = JSON.stringify({ text });
    expect(rewrite(json, { loose, limits: TINY })).toBe(shout(json));
    expect(parts.length).toBeGreaterThan(20);
    expect(parts.join("")).toBe(text);
    expect(parts.filter((part) => /^\p{Surrogate}|\p{Surrogate}$/u.test(part))).toEqual([]);
  });

  it("knows the name, the name beside it and the place of each value", () => {
    const seen: string[] = [];
    const loose: Looseness = {
      ...UNCHANGED,
      change: (value, { name, sibling, place }) => {
        seen.push(`${place()} ${name} ${sibling} ${value}`);
        return value;
      },
    };
    rewrite('{"a":{"list":[1,[{"name":"pin","value":2}]]},"b":null}', { loose });
    expect(seen).toEqual([
      "a.list[0] list null 1",
      "a.list[1][0].name name null pin",
      "a.list[1][0].value value pin 2",
      "b b null null",
    ]);
  });

  it("asks the plan by name and by number, and for the rest nothing", () => {
    const seen: unknown[] = [];
    const item = whole((value, place) => {
      seen.push([place(), value]);
      return value;
    });
    const root = walk({ log: walk({ entries: list(() => item) }) });
    rewrite('{"log":{"version":"1.2","entries":[{"a":1},"b"]},"__proto__":[2]}', { root });
    expect(seen).toEqual([
      ["log.entries[0]", { a: 1 }],
      ["log.entries[1]", "b"],
    ]);
  });

  it("writes a value as it was seen where its names stand twice in it", () => {
    const root = whole((value) => value);
    expect(rewrite('{"a": "hidden", "a": "shown"}', { root })).toBe('{"a":"shown"}');
  });

  it("keeps numbers and spaces of a value that is changed in part", () => {
    const root = whole((value) => ({ ...(value as object), b: "x" }));
    expect(rewrite('{ "a": 1.50e+3,\n "b" : "y", "c": [12345678901234567890] }', { root })).toBe(
      '{ "a": 1.50e+3,\n "b" : "x", "c": [12345678901234567890] }',
    );
  });

  it("passes a byte order mark on", () => {
    expect(rewrite("\ufeff{}", { chunkBytes: 1 })).toBe("\ufeff{}");
  });

  it.each([
    ["", "the file is empty", null],
    [" \n", "the file is empty", null],
    ['{"a":1', "the middle of its JSON", 6],
    ['{"a":"é', "the middle of its JSON", 8],
    ['{"a" 1}', 'a colon should stand where "1" is', 5],
    ["{a:1}", 'a name in quotes should stand where "a" is', 1],
    ['{"a":1,}', 'a name in quotes should stand where "}" is', 7],
    ["[1 2]", 'a comma or "]" should stand where "2" is', 3],
    ['{"a":1]', 'a comma or "}" should stand where "]" is', 6],
    ["[1,]", 'a value should stand where "]" is', 3],
    ["[01]", 'a value should stand where "0" is', 1],
    ["[nul]", 'a value should stand where "n" is', 1],
    ['["\\x"]', 'the rest of a text in quotes should stand where "\\\\" is', 2],
    ["[] []", 'the end of the file should stand where "[" is', 3],
    ["[🌩]", 'a value should stand where "🌩" is', 1],
    [`[${"1".repeat(5_000)}]`, "a value should stand", 1],
    [`{"${"a".repeat(70_000)}":1}`, "a name that is too long", 1],
    ["[".repeat(10_002), "nested too deeply: over 10,000 levels", 10_000],
  ])("says where JSON ends: %.40j", (json, problem, offset) => {
    for (const [root, limits] of [
      [LOOSE, {}],
      [walk({}), TINY],
    ] as const) {
      let error: unknown = null;
      try {
        rewrite(json, { root, limits });
      } catch (thrown) {
        error = thrown;
      }
      expect(error).toBeInstanceOf(Error);
      expect((error as Error).message).toContain(problem);
      if (offset !== null) expect((error as JsonFault).offset).toBe(offset);
    }
  });

  it("says where a value taken as a whole is no JSON", () => {
    const root = list(() => whole((value) => value));
    const { offset, problem } = (() => {
      try {
        rewrite('[{"é":1},{"é":"é", "b" 1}]', { root });
      } catch (error) {
        return error as JsonFault;
      }
      throw new Error("nothing was thrown");
    })();
    expect(problem).toContain('a colon should stand where "1" is');
    expect(offset).toBe(26);
  });
});
