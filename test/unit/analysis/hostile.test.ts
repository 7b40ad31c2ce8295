import { describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import { T0 } from "../../builders.ts";
import { HOSTILE } from "./hostile-sessions.ts";

/** Far above what any of them takes, and far below what one that is not linear takes. */
const HANGS_MS = 20_000;
/** An address may stand in a finding as a whole; what else a page says is quoted. */
const LONGEST = 9_000;

const cpuMs = (run: () => void): number => {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

const textsOf = (value: unknown): string[] => {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsOf) : [];
};

describe.each(Object.entries(HOSTILE))("%s", (_, make) => {
  it("are diagnosed by every check, without a hang and without long texts", () => {
    const session = make(1_000);
    let longest = 0;
    const spentMs = cpuMs(() => {
      const { findings } = diagnose(session, T0 + 2_000_000);
      expect(findings.filter(({ id }) => id === "check-failed")).toEqual([]);
      longest = textsOf(findings).reduce((most, { length }) => Math.max(most, length), 0);
    });
    expect(spentMs).toBeLessThan(HANGS_MS);
    expect(longest).toBeLessThan(LONGEST);
  });
});
