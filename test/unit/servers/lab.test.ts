import { describe, expect, it } from "vitest";
import type {
  ConnectionReport,
  Finding,
  FindingId,
  Severity,
} from "../../../src/analysis/finding.ts";
import { describeFound, describeTruth } from "../../lab/describe.ts";
import { type Diagnosis, judgeDiagnosis, listWrong } from "../../lab/judge.ts";
import { makeJwt } from "../../lab/jwt.ts";
import type { Outcome } from "../../lab/run-scenario.ts";
import { type Expectation, expectEach, expectOne } from "../../lab/scenario.ts";
import { scenarios } from "../../lab/scenarios/index.ts";
import { sumOutcomes } from "../../lab/totals.ts";

const connection = (path: string, primary: FindingId | null): ConnectionReport => ({
  id: path,
  ordinal: 1,
  url: `ws://127.0.0.1:4000${path}`,
  endpoint: `ws://127.0.0.1:4000${path}`,
  state: "closed",
  createdAt: 0,
  openedAt: null,
  closedAt: 1,
  closeCode: 1006,
  reason: "",
  wasClean: false,
  primary,
});

const finding = (id: FindingId, severity: Severity, primary = false): Finding => ({
  id,
  class: "dropped",
  severity,
  primary,
  subject: { kind: "connection", id: "1", url: "" },
  title: "",
  explanation: "",
  evidence: [],
  causes: [],
  fixes: [],
  confidence: 1,
  since: 0,
  until: null,
});

const truth = expectOne("/echo", "handshake-refused", ["handshake-failed"]);
const right: Diagnosis = {
  connections: [connection("/echo", "handshake-refused")],
  findings: [finding("handshake-refused", "error", true)],
  health: { grade: "D", score: 58, reasons: [], endpoints: [] },
  outages: [
    {
      begin: 60_000,
      readyAgain: 90_000,
      state: "over",
      cause: "handshake-refused",
      told: "process-gone",
      endpoints: ["ws://127.0.0.1:4000/echo"],
      title: "gone",
    },
  ],
  series: [
    {
      url: "ws://127.0.0.1:4000/echo",
      policy: { kind: "exponential", baseMs: 110, factor: 2 },
    },
  ],
};
const wrongIn = (diagnosis: Diagnosis, expected: Expectation) =>
  listWrong(judgeDiagnosis(diagnosis, expected));

describe("the lab's judge", () => {
  it("has nothing against a diagnosis that is right", () => {
    expect(wrongIn(right, truth)).toEqual([]);
  });

  it("is not content with a session that lacks the connection", () => {
    const verdict = judgeDiagnosis({ ...right, connections: [] }, truth);
    expect(listWrong(verdict)).toEqual(["0 of 1 connections to /echo"]);
    expect(verdict.primaries).toMatchObject([{ right: false }]);
  });

  it("takes more connections than it asked for only where it said at least", () => {
    const connections = [...right.connections, ...right.connections];
    expect(wrongIn({ ...right, connections }, truth)).toEqual(["2 of 1 connections to /echo"]);
    const atLeast = expectEach("/echo", { atLeast: 1 }, "handshake-refused");
    expect(wrongIn({ ...right, connections }, atLeast)).toEqual([]);
    expect(wrongIn({ ...right, connections: [] }, atLeast)).toEqual([
      "0 of at least 1 connections to /echo",
    ]);
  });

  it("is not content with another reason, or with none", () => {
    for (const [primary, said] of [
      ["handshake-dns", "handshake-dns"],
      [null, "nothing"],
    ] as const) {
      const connections = [connection("/echo", primary)];
      expect(wrongIn({ ...right, connections }, truth)).toEqual([`/echo: ${said}`]);
    }
  });

  it("takes any reason that the evidence supports", () => {
    const either = expectOne("/echo", ["handshake-dns", "handshake-refused"]);
    expect(wrongIn(right, either)).toEqual([]);
  });

  it("is not content with a connection that should still be open", () => {
    const wrong = wrongIn(right, {
      connections: [{ path: "/echo", count: 1, state: "open", primary: "handshake-refused" }],
      required: [],
      forbidden: [],
    });
    expect(wrong).toEqual(["/echo is closed, not open"]);
  });

  it("misses what is required and points at what is forbidden", () => {
    const findings = [finding("handshake-failed", "error")];
    expect(wrongIn({ ...right, findings }, { ...truth, required: ["reconnect-storm"] })).toEqual([
      "no reconnect-storm",
      "must not find handshake-failed",
    ]);
  });

  it("lets only infos pass where no trouble is allowed", () => {
    const findings = [finding("closed-by-page", "info"), finding("no-backoff", "warning")];
    expect(wrongIn({ ...right, findings }, { ...truth, forbidden: "trouble" })).toEqual([
      "must not find no-backoff",
    ]);
  });

  it("holds what is told of outages against what was done", () => {
    const done = {
      begin: 60_400,
      end: 89_000,
      state: "over",
      causes: ["handshake-refused"],
      told: "process-gone",
      endpoints: 1,
    } as const;
    expect(wrongIn(right, { ...truth, outages: [done] })).toEqual([]);
    expect(wrongIn(right, { ...truth, outages: [{ ...done, end: 80_000, endpoints: 2 }] })).toEqual(
      [
        "outage 1 has 1 endpoints",
        "outage 1 ends 10000 ms late",
        "outage 1 lasts 30000 ms, not 19600",
      ],
    );
    expect(wrongIn(right, { ...truth, outages: [] })).toEqual(["1 outages instead of 0: gone"]);
  });

  it("takes a schedule's constants within a fifth, and names what is further off", () => {
    const policy = { path: "/echo", kind: "exponential", baseMs: 100, factor: 2 } as const;
    expect(wrongIn(right, { ...truth, policy })).toEqual([]);
    expect(wrongIn(right, { ...truth, policy: { ...policy, baseMs: 300 } })).toEqual([
      "the schedule's baseMs is 110, not 300",
    ]);
    expect(wrongIn(right, { ...truth, policy: { path: "/echo", kind: "fixed" } })).toEqual([
      "the schedule is exponential, not fixed",
    ]);
    expect(wrongIn({ ...right, series: [] }, { ...truth, policy })).toEqual(["no series of /echo"]);
  });
});

describe("the lab's judge of words", () => {
  it("wants what must be said and the grade, and nothing of what must not be said", () => {
    const words = { says: [/refused by the key/], never: [/handshake/] };
    expect(wrongIn(right, { ...truth, words, health: ["A", "B"] })).toEqual([
      "does not say /refused by the key/",
      "health is D, not A or B",
    ]);
    const said = { ...finding("handshake-refused", "error", true), title: "a bad handshake" };
    expect(wrongIn({ ...right, findings: [said] }, { ...truth, words })).toContain(
      "says /handshake/",
    );
  });
});

describe("the lab's totals", () => {
  const outcome = (diagnosis: Diagnosis, expected = truth): Outcome => ({
    expect: expected,
    diagnosis,
    verdict: judgeDiagnosis(diagnosis, expected),
    differences: [],
  });
  const blind = { ...right, connections: [connection("/echo", null)] };

  it("pass where one in twenty has another explanation, and fail where two have", () => {
    const good = Array.from({ length: 19 }, () => outcome(right));
    expect(sumOutcomes([...good, outcome(blind)]).passed).toBe(true);
    expect(sumOutcomes([...good, outcome(blind), outcome(blind)]).passed).toBe(false);
  });

  it("fail for one forbidden finding, one disagreement, or one that could not run", () => {
    const alarmed = { ...right, findings: [finding("handshake-failed", "error")] };
    expect(sumOutcomes([outcome(right)]).passed).toBe(true);
    expect(sumOutcomes([outcome(alarmed)]).passed).toBe(false);
    expect(sumOutcomes([{ ...outcome(right), differences: ["the titles"] }]).passed).toBe(false);
    expect(sumOutcomes([outcome(right), null]).passed).toBe(false);
  });
});

describe("the lab's table", () => {
  it("names the truth by its findings, or says that there is no trouble", () => {
    expect(describeTruth({ ...truth, required: ["no-backoff"] })).toBe(
      "handshake-refused, no-backoff",
    );
    expect(describeTruth({ connections: [], required: [], forbidden: "trouble" })).toBe(
      "no trouble",
    );
    expect(describeTruth(expectOne("/echo", ["server-error", "error-payload"]))).toBe(
      "server-error or error-payload",
    );
  });

  it("shows what was found once each, and leaves out infos that explain nothing", () => {
    const findings = [...right.findings, ...right.findings, finding("closed-normally", "info")];
    expect(describeFound({ ...right, findings })).toBe("handshake-refused");
    expect(describeFound({ ...right, findings: [] })).toBe("no trouble");
  });
});

describe("the lab's scenarios", () => {
  it("have names of their own", () => {
    expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
  });

  it("are at least sixty, at least ten of them healthy, with DevTools open and closed", () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(60);
    const healthy = scenarios.filter(({ expect: expected }) => expected.forbidden === "trouble");
    expect(healthy.length).toBeGreaterThanOrEqual(10);
    for (const mode of ["open", "closed"] as const) {
      expect(scenarios.filter(({ devtools }) => devtools === mode).length).toBeGreaterThan(20);
    }
  });

  it("have tokens that say when they expire", () => {
    const [, payload = ""] = makeJwt(1_800_000_000_000).split(".");
    expect(JSON.parse(String(Buffer.from(payload, "base64url")))).toMatchObject({
      exp: 1_800_000_000,
    });
  });
});
