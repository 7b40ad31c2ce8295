import { expect, it } from "vitest";
import {
  createPrivateStorage,
  createSavedFilters,
} from "../../../../src/panel/filter-bar/saved-filters.ts";

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
