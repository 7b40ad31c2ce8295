import { describe, expect, it } from "vitest";
import {
  hidesHeartbeats,
  removeTerm,
  toggleHeartbeats,
} from "../../../../src/panel/filter/edit-filter.ts";
import { parseFilter } from "../../../../src/panel/filter/parse-filter.ts";

const filterOf = (text: string) => {
  const { filter } = parseFilter(text);
  if (!filter) throw new Error(`not a filter: ${text}`);
  return filter;
};

describe("changes by a click", () => {
  const without = (text: string, term: string) => {
    const from = text.indexOf(term);
    return removeTerm(text, { from, to: from + term.length });
  };

  it("take a term away, and a | that would stand alone", () => {
    expect(without("a b c", "b")).toBe("a c");
    expect(without("a | b", "b")).toBe("a");
    expect(without("a | b", "a")).toBe("b");
    expect(without("a | b | c", "b")).toBe("a | c");
  });

  it("hide heartbeats on every side, and show them again", () => {
    const hidden = toggleHeartbeats(filterOf("dir:send | url:a"));
    expect(hidden).toBe("dir:send -is:heartbeat | url:a -is:heartbeat");
    expect(hidesHeartbeats(filterOf(hidden))).toBe(true);
    expect(toggleHeartbeats(filterOf(hidden))).toBe("dir:send | url:a");
    expect(toggleHeartbeats(filterOf(""))).toBe("-is:heartbeat");
    expect(toggleHeartbeats(filterOf("-is:heartbeat"))).toBe("");
  });
});
