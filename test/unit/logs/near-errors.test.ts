import { describe, expect, it } from "vitest";
import { diagnoseWith } from "../../../src/analysis/diagnose.ts";
import { putBeside } from "../../../src/logs/beside.ts";
import { checksBeside } from "../../../src/logs/findings/checks.ts";
import { createLogReader } from "../../../src/logs/read-log.ts";
import { tellLogs } from "../../../src/logs/report.ts";
import { listWanted } from "../../../src/logs/wanted.ts";
import { makeConnection, makeSession } from "../../builders.ts";
import { OPENED_AT } from "./read.ts";

const ENDED_AT = OPENED_AT + 60_020;
const iso = (ms: number) => new Date(ms).toISOString();
const TOKEN =
  "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";
const trace = (at: number) =>
  [
    `${iso(at)} INFO:     ('10.0.0.2', 39432) - "WebSocket /other" [accepted]`,
    `${iso(at)} ERROR:    Exception in ASGI application, token=${TOKEN}`,
    "Traceback (most recent call last):",
    '  File "/app/main.py", line 12, in ws',
    "RuntimeError: \u001b[31m<b>deadlock</b>",
    "",
  ].join("\n");

function diagnoseBeside(text: string, code = 1006) {
  const session = makeSession({
    connections: [
      makeConnection({
        url: "wss://chat.example.com/live",
        createdAt: OPENED_AT,
        open: { at: OPENED_AT + 20 },
        close: { at: ENDED_AT, code, wasClean: code !== 1006 },
      }),
    ],
  });
  const wanted = listWanted(session);
  const reader = createLogReader("app.log", wanted, null);
  reader.push(text);
  const beside = putBeside(wanted, [reader.end()]);
  const report = diagnoseWith(checksBeside(beside), session, ENDED_AT + 60_000);
  const said = report.findings
    .flatMap(({ evidence }) => evidence)
    .filter(({ is }) => is === "log-line");
  return { said: JSON.stringify(said), told: JSON.stringify(tellLogs(beside, report)), report };
}

describe("an error in a log about when a connection ended", () => {
  it("stands beside the finding as what it is, with its trace and without secrets or signs for terminals", () => {
    const { said, told, report } = diagnoseBeside(trace(ENDED_AT - 800));
    for (const text of [said, told]) {
      expect(text).toContain("an error about then");
      expect(text).toContain("Exception in ASGI application");
      expect(text).toContain("main.py");
      expect(text).toContain("if its clock agrees");
      expect(text).not.toContain(TOKEN);
      expect(text).not.toContain("\u001b");
    }
    // It is no cause: nothing but nearness speaks for it.
    expect(report.findings.filter(({ id }) => id === "ended-elsewhere")).toEqual([]);
  });

  it("of another day: the report says how the log of the session's time is had", () => {
    const { told } = diagnoseBeside(trace(ENDED_AT - 10 * 86_400_000));
    expect(told).toContain("It is of another time");
    expect(told).toContain(
      "journalctl --since '2026-12-01 11:03:36 UTC' --until '2026-12-01 11:06:36 UTC' -o json",
    );
    expect(told).toContain("--since-time=2026-12-01T11:03:36Z");
  });

  it("is not told where it is a minute away, of a clock that nobody knows, or beside an end in good order", () => {
    expect(diagnoseBeside(trace(ENDED_AT - 60_000)).said).toBe("[]");
    expect(diagnoseBeside(trace(ENDED_AT - 800).replaceAll("Z ", " ")).said).toBe("[]");
    expect(diagnoseBeside(trace(ENDED_AT - 800), 1000).said).toBe("[]");
  });
});
