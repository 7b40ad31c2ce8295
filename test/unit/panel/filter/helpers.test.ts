import { describe, expect, it } from "vitest";
import { chipsOf } from "../../../../src/panel/filter/chips.ts";
import { completeFilter } from "../../../../src/panel/filter/complete.ts";
import {
  hidesHeartbeats,
  removeTerm,
  toggleHeartbeats,
} from "../../../../src/panel/filter/edit-filter.ts";
import { createFilterModel } from "../../../../src/panel/filter/filter-model.ts";
import { parseFilter } from "../../../../src/panel/filter/parse-filter.ts";
import {
  createPrivateStorage,
  createSavedFilters,
} from "../../../../src/panel/filter/saved-filters.ts";
import { makeConnection } from "../../../builders.ts";

const filterOf = (text: string) => {
  const { filter } = parseFilter(text);
  if (!filter) throw new Error(`not a filter: ${text}`);
  return filter;
};
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

it("keeps the last right filter while something wrong is typed", () => {
  const { text, filter, parsed } = createFilterModel();
  text.value = "dir:send";
  expect(filter.value.text).toBe("dir:send");
  text.value = "dir:se";
  expect(parsed.value.error).not.toBeNull();
  expect(filter.value.text).toBe("dir:send");
});

it("keeps named filters, replaces one of the same name, and ignores what is damaged", async () => {
  const disk: Record<string, unknown> = {
    filters: [{ name: "old", text: "a" }, { name: 1 }, null],
  };
  const saved = createSavedFilters({
    get: async (key) => ({ [key]: disk[key] }),
    set: async (values) => void Object.assign(disk, values),
  });
  await saved.load();
  expect(saved.list.value).toEqual([{ name: "old", text: "a" }]);
  await saved.save("old", "b");
  await saved.save("new", "c");
  await saved.remove("old");
  expect(disk.filters).toEqual([{ name: "new", text: "c" }]);
});

it("keeps what a private window saves out of the storage that it shares with ordinary ones", async () => {
  const areaWith = (values: Record<string, unknown>) => ({
    values,
    get: async (key: string) => (key in values ? { [key]: values[key] } : {}),
    set: async (given: Record<string, unknown>) => void Object.assign(values, given),
  });
  const shared = areaWith({ filters: [{ name: "errors", text: "is:error" }] });
  const saved = createSavedFilters(createPrivateStorage(areaWith({}), shared));
  await saved.load();
  expect(saved.list.value).toHaveLength(1);
  await saved.save("mine", "url:private.test");
  await saved.load();
  expect(saved.list.value.map(({ name }) => name)).toEqual(["errors", "mine"]);
  expect(shared.values.filters).toHaveLength(1);
});
