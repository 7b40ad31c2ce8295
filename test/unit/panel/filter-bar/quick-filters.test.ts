import { expect, it } from "vitest";
import { parseFilter } from "../../../../src/panel/filter/parse-filter.ts";
import {
  clearQuick,
  isChosen,
  QUICK_FILTERS,
  toggleQuick,
} from "../../../../src/panel/filter-bar/quick-filters.ts";

const filterOf = (text: string) => {
  const { filter } = parseFilter(text);
  if (!filter) throw new Error(`not a filter: ${text}`);
  return filter;
};
const quick = (label: string) => {
  const found = QUICK_FILTERS.find((one) => one.label === label);
  if (!found) throw new Error(`no ${label}`);
  return found;
};
const press = (text: string, label: string) => toggleQuick(filterOf(text), quick(label));

it("each is a filter", () => {
  for (const { term } of QUICK_FILTERS) expect(filterOf(term).sides).toHaveLength(1);
});

it("joins with what was typed, on each side, and goes again", () => {
  expect(press("url:a | url:b", "Errors")).toBe("url:a is:error | url:b is:error");
  expect(press("url:a is:ERROR | url:b is:error", "Errors")).toBe("url:a | url:b");
  expect(press("", "In trouble")).toBe("is:trouble");
});

it("takes the place of what it contradicts", () => {
  expect(press("state:open dir:send", "Closed")).toBe("dir:send state:closed|failed");
  expect(press("dir:send state:closed|failed", "Received")).toBe("state:closed|failed dir:receive");
});

it("all of them go at once, and leave what was typed", () => {
  const filter = filterOf("close:1006 state:open is:error");
  expect(isChosen(filter, quick("Errors"))).toBe(true);
  expect(clearQuick(filter)).toBe("close:1006");
});
