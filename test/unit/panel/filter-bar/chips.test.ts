import { describe, expect, it } from "vitest";
import { parseFilter } from "../../../../src/panel/filter/parse-filter.ts";
import { chipsOf } from "../../../../src/panel/filter-bar/chips.ts";
import { makeConnection } from "../../../builders.ts";

const filterOf = (text: string) => {
  const { filter } = parseFilter(text);
  if (!filter) throw new Error(`not a filter: ${text}`);
  return filter;
};

describe("chips", () => {
  it("tell how many connections and messages each term leaves by itself", () => {
    const connections = [makeConnection({ close: { code: 1006 } }), makeConnection({ open: true })];
    const filter = filterOf("dir:send -close:1006 | size:>1");
    expect(
      chipsOf(filter, connections, () => [], [7, 9]).map(({ text, hits, side }) => [
        text,
        hits,
        side,
      ]),
    ).toEqual([
      ["dir:send", 7, 0],
      ["-close:1006", 1, 0],
      ["size:>1", 9, 1],
    ]);
  });
});
