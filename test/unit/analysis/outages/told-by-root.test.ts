/** What a tired person reads of an outage: what it began with, whether it is over, what ended it. */
import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import { groupIncidents, isRecurring } from "../../../../src/analysis/incidents.ts";
import type { Connection } from "../../../../src/session/session.ts";
import { makeConnection, makeDocument, makeSession, T0 } from "../../../builders.ts";

const A = "wss://api.example.com/ch/17";
const B = "wss://api.example.com/tenants/b";
const at = (s: number) => T0 + s * 1_000;
const report = (connections: Connection[], nowS: number) =>
  diagnose(
    makeSession({ documents: [makeDocument({ joinedAt: T0 - 60_000 })], connections }),
    at(nowS),
  );
const lived = (url: string, fromS: number, untilS: number | null, code = 1006, reason = "") =>
  makeConnection({
    url,
    createdAt: at(fromS) - 50,
    open: { at: at(fromS) },
    ...(untilS === null
      ? {}
      : { close: { at: at(untilS), code, reason, wasClean: code !== 1006 } }),
  });
const refused = (url: string, s: number) =>
  makeConnection({
    url,
    createdAt: at(s),
    close: { at: at(s) + 8 },
    handshake: { error: "Error in connection establishment: net::ERR_CONNECTION_REFUSED" },
  });

describe("an outage is told", () => {
  it("by what it began with, while a storm of attempts goes on", () => {
    const attempts = Array.from({ length: 20 }, (_, i) =>
      lived(A, 30.5 + i * 0.8, 30.7 + i * 0.8, 4401, "TOKEN_EXPIRED"),
    );
    const { health, outages, findings } = report(
      [lived(A, 0, 30, 4401, "TOKEN_EXPIRED"), ...attempts],
      47,
    );
    expect(findings.map(({ id }) => id)).toContain("reconnect-storm");
    expect(health.reasons[0]?.text).toContain("TOKEN_EXPIRED");
    expect(outages[0]?.fixes[0]?.role).not.toBe("client");
  });

  it("once for each reason that the server gives, where two endpoints fail side by side", () => {
    const tries = [10, 11.5, 13, 14.5].flatMap((s) => [
      lived(A, s, s + 0.4, 1011, "db pool exhausted"),
      lived(B, s, s + 0.4, 1011, "device offline"),
    ]);
    const { outages } = report(
      [lived(A, 0, 9, 1011, "db pool exhausted"), lived(B, 0, 9, 1011, "device offline"), ...tries],
      16,
    );
    expect(outages.map(({ endpoints }) => endpoints)).toHaveLength(2);
    const { findings } = report([lived(A, 0, 9, 1011, "db pool exhausted")], 16);
    expect(findings.find(({ id }) => id === "server-error")?.causes).toEqual([
      "What the server says itself: “db pool exhausted”.",
    ]);
  });

  it("once for all, where the reasons differ by the endpoints' own names and by numbers", () => {
    const all = ["alpha", "beta", "gamma"].map((name, i) =>
      lived(`wss://api.example.com/ch/${name}`, 0, 9, 1011, `worker ${i} of ${name} crashed`),
    );
    expect(report(all, 16).outages).toHaveLength(1);
  });

  it("together with the attempts that still wait for an answer", () => {
    const url = (i: number) => `ws://127.0.0.1:8105/ch/${i}`;
    const all = Array.from({ length: 12 }, (_, i) => [
      lived(url(i), 0, 9, 1012, "service restart"),
      refused(url(i), 10 + i / 100),
      makeConnection({ url: url(i), createdAt: at(11.3 + i / 100) }),
    ]).flat();
    const { findings, outages } = report(all, 13);
    expect(findings.map(({ id }) => id)).toContain("handshake-queued");
    expect(groupIncidents(findings, outages)).toHaveLength(1);
  });

  it("as one that keeps coming back, in the pauses too, and as over once it stays away", () => {
    const cuts = Array.from({ length: 6 }, (_, i) => lived(A, i * 11, i * 11 + 10));
    const all = [...cuts, lived(A, 66, null)];
    const standsAt = (nowS: number) => {
      const { findings, outages } = report(all, nowS);
      return groupIncidents(findings, outages).map(
        (incident) => [incident.until !== null, isRecurring(incident, at(nowS))] as const,
      );
    };
    expect(standsAt(70)).toEqual([[true, true]]);
    expect(standsAt(120)).toEqual([[true, false]]);
  });
});
