import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import type { Finding } from "../../../src/analysis/finding.ts";
import { type FieldReport, toFieldSession } from "./field-session.ts";

function diagnosed(report: FieldReport, closed = false) {
  const { session, nowMs } = toFieldSession(report, closed);
  return diagnose(session, nowMs);
}

/** Nothing that such a page wanted came about. */
const neverOpened = ({ connections }: FieldReport): boolean =>
  connections.length > 0 && connections.every(({ openForS }) => openForS === undefined);

const wordsOf = (findings: Finding[]): string =>
  JSON.stringify(
    findings.map(({ title, explanation, causes, fixes, evidence }) => [
      title,
      explanation,
      causes,
      fixes,
      evidence,
    ]),
  );

const folder = new URL("field/", import.meta.url);

for (const file of readdirSync(folder)) {
  const reports: FieldReport[] = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
  describe(file.replace(".json", ""), () => {
    it.each(reports)("$kind ($source)", (report) => {
      const { findings, health } = diagnosed(report);
      const primaries = findings.filter(({ primary }) => primary);
      const [last] = primaries;
      if (report.primary) expect(report.primary).toContain(last?.id);
      if (neverOpened(report) && last?.severity === "error")
        expect(["D", "F"]).toContain(health.grade);
      const ids = findings.map(({ id }) => id);
      expect(ids).toEqual(expect.arrayContaining(report.findings ?? []));
      const all = wordsOf(findings);
      for (const word of report.says ?? []) expect(all).toContain(word);
      for (const { title } of findings) expect(title.length).toBeLessThanOrEqual(80);
      const first = wordsOf(primaries.slice(0, 1));
      for (const word of report.not ?? []) expect(first).not.toContain(word);
      if (report.first) expect(last?.causes[0]).toContain(report.first);
      if (report.role) expect(last?.fixes[0]?.role).toBe(report.role);
      if (report.primaryClosed) {
        const closed = diagnosed(report, true).findings.find(({ primary }) => primary);
        expect(report.primaryClosed).toContain(closed?.id);
      }
    });
  });
}
