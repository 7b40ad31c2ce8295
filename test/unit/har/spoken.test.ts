import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import { readHar } from "../../../src/har/read.ts";

const read = (name: string) =>
  readHar(readFileSync(new URL(`files/${name}.har`, import.meta.url), "utf8"));

it("a login that another tool's file shows to be refused is a refused login", () => {
  const { session, nowMs } = read("spoken-unknown-api-key");
  const { findings } = diagnose(session, nowMs);
  const refused = findings.find(({ id }) => id === "auth-rejected");
  expect(refused?.title).toContain("Unknown api key");
  expect(refused?.severity).not.toBe("info");
});
