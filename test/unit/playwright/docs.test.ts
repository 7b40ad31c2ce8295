import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const ROOT = new URL("../../../", import.meta.url);
const EXAMPLE = new URL("test/playwright/example/", ROOT);

const linesOf = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

const run = readdirSync(EXAMPLE)
  .filter((name) => name.endsWith(".ts"))
  .flatMap((name) => linesOf(readFileSync(new URL(name, EXAMPLE), "utf8")));
const docs = readFileSync(new URL("docs/playwright.md", ROOT), "utf8");
const blocks = [...docs.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = ""]) => code);

/** The project that is run names its `test` otherwise, and has more options. */
const asRun = (line: string) =>
  line
    .replace("{ expect, test }", "{ test as base, expect }")
    .replace("defineConfig({", "defineConfig<StormglassOptions>({")
    .replace('use: { trace: "retain-on-failure" },', 'trace: "retain-on-failure",');

describe("the examples of docs/playwright.md", () => {
  it("are there", () => expect(blocks.length).toBeGreaterThanOrEqual(3));

  it.each(blocks)("stand line for line in the project that our tests run: %s", (block) => {
    const missing = linesOf(block).filter((line) => !run.includes(asRun(line)));
    expect(missing).toEqual([]);
  });
});
