import { expect, test } from "vitest";
import { createFilterLanguage } from "../../../../src/panel/filter/filter-language.ts";
import { createFilterModel } from "../../../../src/panel/filter/filter-model.ts";

/** The filter in force after each of the texts was in the field, one after the other. */
function inForce(...texts: string[]): string {
  const model = createFilterModel(createFilterLanguage());
  for (const text of texts) {
    model.text.value = text;
    void model.filter.value;
  }
  return model.filter.value.text;
}

test("the last right filter stays while another one is wrong", () => {
  expect(inForce("close:4001", "dir:send dir:sideways")).toBe("close:4001");
  expect(inForce("dir:send", "dir:send dir:", "dir:send dir:sideways")).toBe("dir:send");
});

test("a word that goes on as the name of a term is no longer searched for", () => {
  expect(inForce("finding", "finding:")).toBe("");
  expect(inForce("url:chat finding", "url:chat finding:")).toBe("url:chat");
  expect(inForce("url:chat -finding", "url:chat -finding:")).toBe("url:chat");
});

test("what is wrong is told beside the last right filter", () => {
  const { text, filter, parsed } = createFilterModel(createFilterLanguage());
  text.value = "dir:send";
  expect(filter.value.text).toBe("dir:send");
  text.value = "dir:se";
  expect(parsed.value.error).not.toBeNull();
  expect(filter.value.text).toBe("dir:send");
});
