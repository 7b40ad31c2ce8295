import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import { writeMarkdownReport } from "../../../../src/analysis/report/markdown.ts";
import { tellOutages } from "../../../../src/analysis/report/outage-lines.ts";
import { writeTextReport } from "../../../../src/cli/text-report.ts";
import { makeConnection, makeSession, T0 } from "../../../builders.ts";

const S = 1_000;
const lived = (fromS: number, untilS: number, lost = 0) =>
  makeConnection({
    createdAt: T0 + fromS * S,
    open: true,
    close: { at: T0 + untilS * S },
    lost: { count: lost, sizeBytes: lost },
  });
const refused = (atS: number) =>
  makeConnection({
    createdAt: T0 + atS * S,
    close: { at: T0 + atS * S + 20 },
    handshake: { error: "net::ERR_CONNECTION_REFUSED" },
  });
/** Down from the tenth second of each minute on, for 20 s. */
const session = makeSession({
  connections: [0, 60, 120].flatMap((s) => [
    lived(s + 30, s + 70, 2),
    ...[71, 75, 80, 85].map((after) => refused(s + after)),
  ]),
});
const report = diagnose(session, T0 + 200 * S);
const parts = { session, report, nowMs: T0 + 200 * S, notes: [], checklist: [] };

describe("outages in a report", () => {
  it("say once what came again and again, and what was lost", () => {
    const [last, ...others] = tellOutages(report.outages);
    expect(last?.when).toMatch(/^going on: since 2027-01-15 \d\d:\d\d:\d\d UTC$/);
    expect(last?.remarks).toEqual(["Sent in vain while it lasted: 2."]);
    expect(others).toHaveLength(1);
    expect(others[0]?.when).toMatch(/^over: 2027-01-15 \d\d:\d\d:\d\d to \d\d:\d\d:\d\d UTC$/);
    expect(others[0]?.remarks[0]).toMatch(/^The same 2 times, the first at /);
    expect(others[0]?.fixes.map(({ role }) => role)).toContain("server");
  });

  it("stand first in a terminal, and fold what they tell already", () => {
    const looks = { colour: false, columns: 80 };
    const text = writeTextReport({ ...parts, path: "crash.har" }, looks);
    expect(text).toContain("3 outages: 1 going on, 2 over\n  going on: since ");
    expect(text.indexOf("3 outages")).toBeLessThan(text.indexOf("handshake-refused"));
    expect(text).toMatch(/\d+ connections more in these outages: --all tells each of them\./);
    const all = writeTextReport({ ...parts, path: "crash.har" }, { ...looks, all: true });
    expect(all.length).toBeGreaterThan(text.length);
    expect(all).not.toContain("--all");
  });

  it("are a table in Markdown", () => {
    const text = writeMarkdownReport({ ...parts, name: "crash.har" });
    expect(text).toContain("### Outages\n\n| When | What | What to do |");
    expect(text).toMatch(/\| going on: since .* \| .*gone for .* \| \*\*server\*\*: /);
  });
});
