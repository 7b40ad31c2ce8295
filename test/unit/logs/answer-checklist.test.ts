import { describe, expect, it } from "vitest";
import { fillChecklist } from "../../../src/analysis/checklist/checklist.ts";
import { diagnoseWith } from "../../../src/analysis/diagnose.ts";
import { answerChecklist } from "../../../src/logs/answer-checklist.ts";
import { putBeside } from "../../../src/logs/beside.ts";
import { checksBeside } from "../../../src/logs/findings/checks.ts";
import { createLogReader } from "../../../src/logs/read-log.ts";
import { listWanted } from "../../../src/logs/wanted.ts";
import type { Session } from "../../../src/session/session.ts";
import { makeConnection, makeSession } from "../../builders.ts";
import { OPENED_AT } from "./read.ts";
import { layBeside, recordedOf, sessionOf } from "./recorded.ts";

function answers(server: string, fault: string, overrides: Session["overrides"] = {}) {
  const scene = recordedOf(server).find((each) => each.fault === fault);
  if (!scene) throw new Error(`${server} has no ${fault}`);
  const session = { ...sessionOf(scene.seen, (at) => at, true), overrides };
  const names = Object.keys(scene.logs).filter((name) => name !== "combined.log");
  const beside = layBeside(session, scene, names);
  const report = diagnoseWith(checksBeside(beside), session, OPENED_AT + 3_600_000);
  const rows = fillChecklist(session, report);
  const answered = answerChecklist(rows, beside);
  const changed = answered.filter((row, i) => row.outcome !== rows[i]?.outcome);
  return { answered, changed };
}

const seenFor = (cuts: readonly number[], end: string) => {
  const connections = cuts.map((at) =>
    makeConnection({
      url: "wss://chat.example.com/live",
      createdAt: OPENED_AT + at,
      open: { at: OPENED_AT + at + 20 },
      close: { at: OPENED_AT + at + 5_000, code: 1000 },
    }),
  );
  const session = makeSession({ connections });
  const wanted = listWanted(session);
  const reader = createLogReader("haproxy.log", wanted, null);
  for (const at of [-30_000, ...cuts, 150_000]) {
    const time = new Date(OPENED_AT + at + 8).toISOString().slice(11, 23);
    const path = cuts.includes(at) ? "/live" : "/";
    reader.push(
      `10.0.1.2:333 [01/Dec/2026:${time}] site be/srv1 0/0/1/2/4985 101 275 - - ${end} 1/1/1/1/0 0/0 "GET ${path} HTTP/1.1"\n`,
    );
  }
  return { session, beside: putBeside(wanted, [reader.end()]) };
};

describe("the checklist beside logs", () => {
  it.each([
    ["haproxy", "the upstream resets", 17],
    ["haproxy", "an operator ends the sessions", 12],
    ["haproxy", "no room for another", 13],
  ] as const)("has what a log shows: %s, %s", (server, fault, number) => {
    const row = answers(server, fault).answered.find((each) => each.number === number);
    expect(row?.outcome).toBe("no");
  });

  it("says whose log answers, of how many connections", () => {
    const { changed } = answers("haproxy", "the upstream resets");
    expect(changed.find(({ number }) => number === 17)?.note).toMatch(
      /^The log of HAProxy says so of 5 connections: .+; at the server behind HAProxy$/,
    );
  });

  it("leaves the user's own answers", () => {
    const { answered, changed } = answers("haproxy", "the upstream resets", {
      17: { outcome: "yes" },
    });
    expect(answered.find(({ number }) => number === 17)?.outcome).toBe("yes");
    expect(changed.map(({ number }) => number)).not.toContain(17);
  });

  it("says yes of the server behind only where a log has all of it", () => {
    const { session, beside } = seenFor([10_000, 31_000, 47_500, 80_300], "----");
    const rows = fillChecklist(session, diagnoseWith(checksBeside(beside), session, OPENED_AT));
    const of = (list: typeof rows) => list.find(({ number }) => number === 17);
    expect(of(rows)?.outcome).toBe("ask");
    expect(of(answerChecklist(rows, beside))).toMatchObject({
      outcome: "yes",
      note: expect.stringContaining("HAProxy has each of the 4 connections"),
    });
    const part = {
      ...beside,
      logs: beside.logs.map((log) => ({ ...log, covers: "part" as const })),
    };
    expect(of(answerChecklist(rows, part))?.outcome).toBe("ask");
  });
});
