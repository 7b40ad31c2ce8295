import { describe, expect, it } from "vitest";
import { fillChecklist } from "../../../../src/analysis/checklist/checklist.ts";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import type { Overrides } from "../../../../src/session/overrides.ts";
import type { Connection } from "../../../../src/session/session.ts";
import { makeConnection, makeSession, T0 } from "../../../builders.ts";

function fill(connections: Connection[], overrides: Overrides = {}) {
  const session = makeSession({ connections, overrides });
  const rows = fillChecklist(session, diagnose(session, T0 + 60_000));
  const row = (number: number) => {
    const found = rows.find((candidate) => candidate.number === number);
    if (!found) throw new Error(`no item ${number}`);
    return found;
  };
  return { rows, row, outcome: (number: number) => row(number).outcome };
}

const failed = (error: string, url = "wss://api.example.com/live") =>
  makeConnection({ url, close: { code: 1006 }, handshake: { error } });

describe("the checklist", () => {
  it("has nineteen items, numbered, and asks them all while nothing was seen", () => {
    const { rows } = fill([]);
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 19 }, (_, i) => i + 1));
    expect(new Set(rows.map(({ outcome }) => outcome))).toEqual(new Set(["ask"]));
  });

  it("knows from an open connection that host, port, name, path and certificate are right", () => {
    const { outcome } = fill([
      makeConnection({ open: true, receive: { count: 3, firstAt: T0, lastAt: T0 + 9 } }),
    ]);
    for (const number of [1, 2, 3, 4, 5, 6, 8, 9, 16]) expect(outcome(number)).toBe("yes");
    expect(outcome(7)).toBe("ask");
    expect(outcome(11)).toBe("not-applicable");
  });

  it("tells a refused port from a host that is gone", () => {
    const { outcome, row } = fill([failed("net::ERR_CONNECTION_REFUSED")]);
    expect([outcome(1), outcome(2), outcome(5)]).toEqual(["yes", "no", "yes"]);
    expect(row(2).findings).toEqual(["handshake-refused"]);
    expect(row(2).note).toContain("api.example.com");
  });

  it("blames the name, and nothing that lies behind it", () => {
    const { outcome } = fill([failed("net::ERR_NAME_NOT_RESOLVED")]);
    expect([outcome(1), outcome(2), outcome(5), outcome(16)]).toEqual(["ask", "ask", "no", "ask"]);
  });

  it("asks no name server about an address, and no certificate without TLS", () => {
    const { outcome } = fill([makeConnection({ url: "ws://127.0.0.1:9000/x", open: true })]);
    expect([outcome(5), outcome(16)]).toEqual(["not-applicable", "not-applicable"]);
  });

  it("sees the upstream in a gateway's answer", () => {
    const { outcome } = fill([
      makeConnection({ close: { code: 1006 }, handshake: { status: 502 } }),
    ]);
    expect([outcome(12), outcome(17)]).toEqual(["no", "no"]);
  });

  it("lets the user answer, and keeps the evidence's note where they wrote none", () => {
    const { row } = fill([makeConnection({ open: true })], {
      7: { outcome: "no", note: "TypeError in chat.ts" },
      1: { outcome: "no" },
    });
    expect(row(7)).toMatchObject({ outcome: "no", note: "TypeError in chat.ts", byUser: true });
    expect(row(1)).toMatchObject({
      outcome: "no",
      note: "1 of 1 connection opened.",
      byUser: true,
    });
    expect(row(2).byUser).toBe(false);
  });
});
