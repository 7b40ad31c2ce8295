import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { FINDING_IDS } from "../../../../src/analysis/findings.ts";
import { describeFinding } from "../../../../src/analysis/handbook/describe-finding.ts";
import { writeHealthPage } from "../../../../src/analysis/handbook/write-health.ts";
import {
  writeMarkdownIndex,
  writeMarkdownPage,
} from "../../../../src/analysis/handbook/write-markdown.ts";

const FOLDER = resolve(import.meta.dirname, "../../../../docs/findings");

// Written anew by `npm run docs`.
it.each(FINDING_IDS)("docs/findings/%s.md says what the code does", async (id) => {
  await expect(writeMarkdownPage(describeFinding(id))).toMatchFileSnapshot(`${FOLDER}/${id}.md`);
});

it("docs/health.md says how the code grades", async () => {
  await expect(writeHealthPage()).toMatchFileSnapshot(`${FOLDER}/../health.md`);
});

it("docs/findings has a list of all, and nothing of what is no finding any more", async () => {
  await expect(writeMarkdownIndex()).toMatchFileSnapshot(`${FOLDER}/README.md`);
  const known = new Set<string>([...FINDING_IDS.map((id) => `${id}.md`), "README.md"]);
  expect(readdirSync(FOLDER).filter((name) => !known.has(name))).toEqual([]);
});
