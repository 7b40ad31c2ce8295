import { describe, expect, it } from "vitest";
import type {
  ConnectionReport,
  Finding,
  FindingId,
  Severity,
} from "../../../src/analysis/finding.ts";
import { describeFound, describeTruth, judgeDiagnosis } from "../../lab/judge.ts";
import { expectOne } from "../../lab/scenario.ts";
import { scenarios } from "../../lab/scenarios/index.ts";

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
const right = {
  connections: [connection("/echo", "handshake-refused")],
  findings: [finding("handshake-refused", "error", true)],
};

describe("the lab's judge", () => {
  it("has nothing against a diagnosis that is right", () => {
    expect(judgeDiagnosis(right, truth)).toEqual([]);
  });

  it("is not content with a session that lacks the connection", () => {
    expect(judgeDiagnosis({ ...right, connections: [] }, truth)).toEqual([
      "0 of 1 connections to /echo",
    ]);
  });

  it("is not content with another reason, or with none", () => {
    for (const [primary, said] of [
      ["handshake-dns", "handshake-dns"],
      [null, "nothing"],
    ] as const) {
      const connections = [connection("/echo", primary)];
      expect(judgeDiagnosis({ ...right, connections }, truth)).toEqual([`/echo: ${said}`]);
    }
  });

  it("is not content with a connection that should still be open", () => {
    const wrong = judgeDiagnosis(right, {
      connections: [{ path: "/echo", count: 1, state: "open", primary: "handshake-refused" }],
      required: [],
      forbidden: [],
    });
    expect(wrong).toEqual(["/echo is closed, not open"]);
  });

  it("misses what is required and points at what is forbidden", () => {
    const findings = [finding("handshake-failed", "error")];
    expect(
      judgeDiagnosis({ ...right, findings }, { ...truth, required: ["reconnect-storm"] }),
    ).toEqual(["no reconnect-storm", "must not find handshake-failed"]);
  });

  it("lets only infos pass where no trouble is allowed", () => {
    const findings = [finding("closed-by-page", "info"), finding("no-backoff", "warning")];
    expect(judgeDiagnosis({ ...right, findings }, { ...truth, forbidden: "trouble" })).toEqual([
      "must not find no-backoff",
    ]);
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
  });

  it("shows what was found once each, and leaves out infos that explain nothing", () => {
    const findings = [...right.findings, ...right.findings, finding("closed-normally", "info")];
    expect(describeFound({ ...right, findings })).toBe("handshake-refused");
    expect(describeFound({ connections: [], findings: [] })).toBe("no trouble");
  });
});

describe("the lab's scenarios", () => {
  it("have names of their own", () => {
    expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
  });
});
