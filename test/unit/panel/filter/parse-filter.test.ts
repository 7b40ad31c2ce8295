import { describe, expect, it } from "vitest";
import { parseFilter } from "../../../../src/panel/filter/parse-filter.ts";

const termsOf = (text: string) =>
  parseFilter(text).filter?.sides.map((side) =>
    side.map(({ from, to, scope, negated }) => ({ is: text.slice(from, to), scope, negated })),
  );
const problemOf = (text: string) => {
  const { error } = parseFilter(text);
  return error && { at: text.slice(error.place.from, error.place.to), message: error.message };
};

describe("the grammar of a filter", () => {
  it("keeps each term with its place and what it is about", () => {
    expect(termsOf('url:chat  -is:heartbeat "two words"')).toEqual([
      [
        { is: "url:chat", scope: "connection", negated: false },
        { is: "-is:heartbeat", scope: "message", negated: true },
        { is: '"two words"', scope: "message", negated: false },
      ],
    ]);
  });

  it("makes sides of what stands around a | between spaces", () => {
    const sides = termsOf("close:1006 dir:send | state:open");
    expect(sides?.map((side) => side.length)).toEqual([2, 1]);
  });

  it("takes a | without spaces as one more value of the same term", () => {
    expect(termsOf("close:1006|4xxx")).toEqual([
      [{ is: "close:1006|4xxx", scope: "connection", negated: false }],
    ]);
  });

  it("searches for an address instead of taking its scheme for a name", () => {
    expect(termsOf("wss://host/path")?.[0]?.[0]?.scope).toBe("message");
  });

  it.each(["URL:Chat", "close:Clean", "State:OPEN", "finding:Any", "FRAME:Top"])(
    "tells no capitals from small letters: %s",
    (text) => {
      expect(termsOf(text)?.[0]?.[0]?.scope).toBe("connection");
    },
  );

  it.each(["dir:Receive", "is:JSON", "Type:Binary", "SIZE:>1K", "time:>5S"])(
    "does so for messages, too: %s",
    (text) => {
      expect(termsOf(text)?.[0]?.[0]?.scope).toBe("message");
    },
  );

  it("keeps the capitals of a JSON field", () => {
    expect(problemOf("userId:7")?.message).toContain("write .userId:");
  });

  it("is empty where nothing but blanks was typed", () => {
    expect(parseFilter("   ").filter?.sides).toEqual([]);
  });

  it("takes a slash within a class of an expression for a slash", () => {
    expect(termsOf("/a[/]b c/")).toHaveLength(1);
  });

  it.each([
    ["url:", "url:", "needs a value"],
    ["dir:send size:big", "big", "not a size"],
    ["dir:sideways", "sideways", "send, receive"],
    ["state:opne", "opne", "connecting, open"],
    ["close:10066", "10066", "close code"],
    ["frame:left", "left", "top, iframe, worker"],
    ["finding:nonsense", "nonsense", "No finding"],
    ["is:red", "red", "json, error"],
    ["time:5s", "5s", ">5s"],
    ["time:25:00", "25:00", "time of day"],
    ["size:9k..1k", "9k..1k", "larger"],
    ["color:red", "color", "write .color:"],
    ["a /b(/", "/b(/", "regular expression"],
    ["a /b", "/b", "closing slash"],
    ['x "y', '"y', "closing quotation mark"],
    ["| a", "|", "before it"],
    ["a |", "|", "after it"],
  ])("says of %s where it is wrong and why", (text, at, words) => {
    const problem = problemOf(text);
    expect(problem?.at).toBe(at);
    expect(problem?.message).toContain(words);
  });

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
    "takes %s for the ordinary word it is",
    (word) => {
      for (const name of ["state", "close", "type", "is", "dir", "frame", "size", "time"]) {
        expect(problemOf(`${name}:${word}`)?.message).toContain("is not ");
      }
      expect(problemOf(`${word}:x`)?.message).toContain("There is no");
      expect(termsOf(`${word} url:${word} .${word}:x`)?.[0]).toHaveLength(3);
    },
  );
});
