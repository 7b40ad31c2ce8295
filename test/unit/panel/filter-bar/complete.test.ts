import { describe, expect, it } from "vitest";
import { completeFilter } from "../../../../src/panel/filter-bar/complete.ts";
import { makeConnection } from "../../../builders.ts";

const insertsAt = (text: string, connections = [makeConnection({ close: { code: 4001 } })]) =>
  completeFilter(text, text.length, connections).items.map(({ insert }) => insert);

describe("completion", () => {
  it("offers names for a beginning, and keeps a minus", () => {
    expect(insertsAt("url:a si")).toEqual(["size:"]);
    expect(insertsAt("-is")).toEqual(["-is:"]);
  });

  it("offers the values that a name may have, those of the session first", () => {
    expect(insertsAt("dir:")).toEqual(["dir:send", "dir:receive"]);
    expect(insertsAt("close:")[0]).toBe("close:4001");
    expect(insertsAt("finding:storm")).toEqual(["finding:reconnect-storm"]);
  });

  it("goes on after a | with one more value", () => {
    expect(insertsAt("state:open|fai")).toEqual(["state:open|failed"]);
  });

  it("keeps quiet within quotes and expressions", () => {
    expect(insertsAt('url:"a')).toEqual([]);
    expect(insertsAt("/is")).toEqual([]);
  });
});
