import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import type { Finding } from "../../../../src/analysis/finding.ts";
import { FINDING_TEXTS } from "../../../../src/analysis/texts/finding-texts.ts";
import { fitTitle, MAX_TITLE } from "../../../../src/analysis/texts/text.ts";
import { STORIES } from "../../../stories.ts";

const long = "x".repeat(300);
const templates = Object.entries(FINDING_TEXTS).flatMap(([id, text]) =>
  [text, ...Object.values(text.variants ?? {})].flatMap(({ title }) =>
    title === undefined ? [] : [[id, title] as const],
  ),
);
const stories = Object.entries(STORIES).map(([name, story]) => {
  const { session, nowMs } = story();
  return [name, diagnose(session, nowMs)] as const;
});

describe("a title", () => {
  it.each(templates)("of %s has room for whatever is put in: %s", (_, title) => {
    for (const fact of ["", "7", "api.example.com:8443", `: “${long}”`, long]) {
      const { text, saysAll } = fitTitle(title, () => fact);
      expect(text.length).toBeLessThanOrEqual(MAX_TITLE);
      if (fact.length < 2) expect(text).not.toContain("…");
      // What was cut is told in full by the details.
      if (text.includes("…")) expect(saysAll).toBe(false);
    }
  });

  it.each(stories)("of %s is short, and what it leaves out heads the details", (_, report) => {
    for (const { title, explanation } of report.findings) {
      expect(title.length).toBeLessThanOrEqual(MAX_TITLE);
      expect(explanation).not.toBe("");
    }
    for (const { text } of report.health.reasons)
      expect(text.length).toBeLessThanOrEqual(MAX_TITLE);
  });

  it("of a storm leaves its cost to the details", () => {
    const [, { findings }] = stories.find(([name]) => name === "storm") as (typeof stories)[number];
    const storm = findings.find(({ id }) => id === "reconnect-storm") as Finding;
    expect(storm.title).not.toContain("1,000");
    expect(storm.explanation).toMatch(/^Reconnect storm: 80 attempts in .*; 1,000 such pages make/);
  });
});
