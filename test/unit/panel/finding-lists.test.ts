import { expect, test } from "vitest";
import type { Finding } from "../../../src/analysis/finding.ts";
import { foldFindings, foldRemarks } from "../../../src/panel/findings/fold-findings.ts";
import { indexFindings } from "../../../src/panel/model/finding-index.ts";

const url = "wss://api.example.com/chat";
const makeFinding = (known: Partial<Finding>): Finding => ({
  id: "handshake-failed",
  class: "establishment",
  severity: "error",
  primary: true,
  subject: { kind: "connection", id: "d1-1", url },
  title: "Could not connect",
  explanation: "",
  evidence: [],
  causes: [],
  fixes: [],
  confidence: 0.3,
  since: 1_000,
  until: null,
  ...known,
});
const storm = makeFinding({
  id: "reconnect-storm",
  class: "reconnect",
  primary: false,
  subject: { kind: "series", id: "1:chat", url },
  until: 5_000,
});

test("puts a series before the last of its attempts when both are as new", () => {
  const last = makeFinding({ since: 5_000 });
  expect(indexFindings([last, storm]).newestFirst[0]).toBe(storm);
});

test("puts a storm that goes on before whatever came after it began", () => {
  const goingOn = { ...storm, until: null };
  const later = makeFinding({ since: 9_000 });
  expect(indexFindings([later, goingOn]).newestFirst).toEqual([goingOn, later]);
});

test("puts the finding that explains the close first for its connection", () => {
  const other = makeFinding({ id: "page-suspended", primary: false });
  const primary = makeFinding({});
  const { byConnection, storms } = indexFindings([other, primary, storm]);
  expect(byConnection.get("d1-1")).toEqual([primary, other]);
  expect(storms.has(url)).toBe(true);
});

test("folds the same finding about the same endpoint into one line", () => {
  const attempts = [3, 2, 1].map((n) =>
    makeFinding({ subject: { kind: "connection", id: `d1-${n}`, url }, since: n }),
  );
  const lines = foldFindings([storm, ...attempts]);
  expect(lines.map(({ count }) => count)).toEqual([1, 3]);
  expect(lines[1]?.finding).toBe(attempts[0]);
});

test("tells a remark about more than three endpoints in one line, and each trouble by itself", () => {
  const about = (severity: "info" | "error", n: number) =>
    makeFinding({
      id: severity === "info" ? "handshake-queued" : "server-error",
      severity,
      subject: { kind: "connection", id: `d1-${n}`, url: `${url}${n}` },
      since: n,
    });
  const remarks = [4, 3, 2, 1].map((n) => about("info", n));
  const troubles = [4, 3, 2, 1].map((n) => about("error", n));
  const lines = foldRemarks(foldFindings([...remarks, ...troubles]));
  expect(lines.map(({ endpoints }) => endpoints)).toEqual([4, ...troubles.map(() => undefined)]);
  expect(lines[0]?.finding).toBe(remarks[0]);
  expect(foldRemarks(foldFindings(remarks.slice(1)))).toHaveLength(3);
});
