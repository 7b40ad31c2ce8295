import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import * as library from "../../../src/library/index.ts";
import { writeApi } from "./write-api.ts";

const PAGE = resolve(import.meta.dirname, "../../../docs/api.md");

// Written anew by `npm run docs`.
it("docs/api.md says what the docstrings say", async () => {
  await expect(writeApi()).toMatchFileSnapshot(PAGE);
});

it("docs/api.md has each function that is exported, each with words of its own", () => {
  const sections = readFileSync(PAGE, "utf8").split(/^### /m);
  for (const name of Object.keys(library)) {
    const section = sections.find((one) => one.startsWith(`\`${name}\`\n`)) ?? "";
    const [words = ""] = section.split("```");
    expect([name, words.length > 60]).toEqual([name, true]);
  }
});
