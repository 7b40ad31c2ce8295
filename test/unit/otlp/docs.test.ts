/** What docs/opentelemetry.md says of names, beside the names that are sent. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { OTLP_METRICS } from "../../../src/otlp/metric-names.ts";
import { STORIES } from "../../stories.ts";
import { batchesOf, exportOf } from "./sessions.ts";

it("names each attribute that is sent, and each metric with its unit", async () => {
  const page = await readFile(join(import.meta.dirname, "../../../docs/opentelemetry.md"), "utf8");
  const sent = new Set<string>();
  for (const story of [STORIES.over, STORIES.storm]) {
    const { session, nowMs } = story();
    for (const { request } of batchesOf(exportOf(session, nowMs))) {
      for (const [, name = ""] of JSON.stringify(request).matchAll(/"key":"([^"]+)"/g)) {
        sent.add(name);
      }
    }
  }
  expect(sent.size).toBeGreaterThan(40);
  expect([...sent].filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  for (const [name, { unit, description }] of Object.entries(OTLP_METRICS)) {
    const row = page.split("\n").find((line) => line.startsWith(`| \`${name}\` |`));
    expect(row).toContain(`| \`${unit}\` | ${description} |`);
  }
});
