import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import type { ConnectionReport, Finding, Report } from "../../../src/analysis/finding.ts";
import type { Diagnosed } from "../../../src/cli/diagnosed.ts";
import { parseFailOn } from "../../../src/cli/fail-on.ts";
import { writeTextReport } from "../../../src/cli/text-report.ts";
import { wrap } from "../../../src/cli/wrap.ts";
import { makeConnection, makeSession, START } from "../har/full-session.ts";

const url = "wss://example.test/ws";

const makeFinding = (finding: Partial<Finding> = {}): Finding => ({
  id: "abnormal-closure",
  class: "dropped",
  severity: "error",
  primary: true,
  subject: { kind: "connection", id: "doc-1", url },
  title: "The connection broke after 62.1 s without a close frame",
  explanation: "Neither side said goodbye. ".repeat(6).trim(),
  evidence: [
    { is: "age", label: "age", value: 62_100, unit: "ms" },
    {
      is: "largest-sent",
      label: "largest message",
      value: 1536,
      unit: "B",
      ref: { connectionId: "doc-1", seq: 14 },
    },
  ],
  causes: ["A proxy cut it.", "The server crashed."],
  fixes: [{ role: "proxy", text: "Raise the limit.", setting: "proxy_read_timeout 3600s;" }],
  confidence: 0.6,
  since: START,
  until: null,
  ...finding,
});

const makeReport = (ordinal: number, known: Partial<ConnectionReport> = {}): ConnectionReport => ({
  id: `doc-${ordinal}`,
  ordinal,
  url,
  endpoint: url,
  state: "closed",
  createdAt: START,
  openedAt: START,
  closedAt: START + 62_100,
  closeCode: 1006,
  reason: "",
  wasClean: false,
  primary: "abnormal-closure",
  ...known,
});

const makeDiagnosed = (report: Partial<Report>, notes: string[] = []): Diagnosed => ({
  path: "crash.har",
  report: {
    findings: [],
    connections: [],
    series: [],
    outages: [],
    recovery: [],
    health: { grade: "A", score: 100, reasons: [], endpoints: [] },
    ...report,
  },
  session: makeSession(makeConnection()),
  nowMs: START + 70_000,
  notes,
  checklist: [],
});

const write = (report: Partial<Report>, notes: string[] = []) =>
  writeTextReport(makeDiagnosed(report, notes), { colour: false, columns: 80 });

describe("the text report", () => {
  it("tells of a connection what happened, why, the evidence, causes and what to do", () => {
    const { title, subject } = makeFinding();
    const reason = { findingId: "abnormal-closure" as const, subject, text: title, cost: 42 };
    const text = write({
      connections: [makeReport(1)],
      findings: [makeFinding()],
      health: { grade: "D", score: 58, reasons: [reason], endpoints: [] },
    });
    for (const words of [
      "crash.har\n1 connection: 1 error\nHealth D (58 of 100): The connection broke",
      `#1  ${url}`,
      "  error  The connection broke after 62.1 s without a close frame",
      "abnormal-closure",
      "age              62.1 s",
      "largest message  1.5 KiB (message 14)",
      "1. A proxy cut it.",
      "proxy: Raise the limit.\n        proxy_read_timeout 3600s;",
    ]) {
      expect(text).toContain(words);
    }
  });

  it("stays within 80 columns", () => {
    const text = write({ connections: [makeReport(1)], findings: [makeFinding()] }, [
      "This file was written by another tool. ".repeat(5).trim(),
    ]);
    for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  it("tells once what happened to many connections alike", () => {
    const connections = Array.from({ length: 40 }, (_, i) => makeReport(i + 1));
    const findings = connections.map(({ id }) =>
      makeFinding({ subject: { kind: "connection", id, url } }),
    );
    const text = write({ connections, findings });
    expect(text.split("abnormal-closure")).toHaveLength(2);
    expect(text).toContain("#1 and 39 more like it");
    expect(text).toContain("The same: #2, #3, #4,");
    expect(text).toContain("27 others");
  });

  it("puts the worst first", () => {
    const text = write({
      connections: [makeReport(1, { closeCode: 1000, primary: null }), makeReport(2)],
      findings: [makeFinding({ subject: { kind: "connection", id: "doc-2", url } })],
    });
    expect(text.indexOf("#2")).toBeLessThan(text.indexOf("#1"));
  });

  it("tells of reconnecting and of the page after the connections", () => {
    const text = write({
      connections: [makeReport(1)],
      findings: [
        makeFinding({ id: "no-backoff", subject: { kind: "series", id: url, url } }),
        makeFinding({ id: "recording-incomplete", subject: { kind: "page", id: "page", url } }),
      ],
    });
    expect(text).toContain(`Connections to ${url}\n`);
    expect(text.indexOf("no-backoff")).toBeLessThan(text.indexOf("recording-incomplete"));
  });

  it("has colours only where they are asked for, and the same words with them", () => {
    const diagnosed = makeDiagnosed({ connections: [makeReport(1)], findings: [makeFinding()] });
    const coloured = writeTextReport(diagnosed, { colour: true, columns: 80 });
    expect(coloured).toContain("\u001b[31m");
    expect(stripVTControlCharacters(coloured)).toBe(
      writeTextReport(diagnosed, { colour: false, columns: 80 }),
    );
  });

  it("lets nobody's reason or address command the terminal", () => {
    const text = write({
      connections: [makeReport(1, { url: "wss://x.test/\u001b[2J\u202e" })],
      findings: [
        makeFinding({
          title: "reason \u001b]0;owned\u0007",
          evidence: [{ is: "close-reason", label: "reason", value: "a\u009b31mb" }],
        }),
      ],
    });
    expect(text).not.toMatch(/[^\n\P{Cc}]|\u202e/u);
    expect(text).toContain("\\u001b[2J\\u202e");
  });

  it("says so when there is nothing to report", () => {
    expect(write({})).toBe("crash.har\n0 connections: nothing to report\n");
  });
});

describe("words", () => {
  it("break at spaces and leave a long address whole", () => {
    expect(wrap("aa bb cc", 5)).toEqual(["aa bb", "cc"]);
    expect(wrap("see wss://example.test/long", 5)).toEqual(["see", "wss://example.test/long"]);
  });
});

describe("--fail-on", () => {
  it("takes errors with warnings, and ids", () => {
    expect([...parseFailOn("warning, page-gone").severities]).toEqual(["error", "warning"]);
    expect([...parseFailOn("warning, page-gone").ids]).toEqual(["page-gone"]);
  });

  it("knows no id that only objects have", () => {
    expect(() => parseFailOn("constructor")).toThrow("does not know");
  });
});
