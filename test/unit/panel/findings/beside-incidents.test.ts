import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import { groupIncidents } from "../../../../src/analysis/incidents.ts";
import { besideIncidents } from "../../../../src/panel/findings/beside-incidents.ts";
import { insideIncident } from "../../../../src/panel/findings/inside-incident.ts";
import type { Connection } from "../../../../src/session/session.ts";
import { makeConnection, makeSession, T0 } from "../../../builders.ts";
import { STORIES } from "../../../stories.ts";

const idsIn = (connections: Connection[], afterMs: number) => {
  const { findings, outages } = diagnose(makeSession({ connections }), T0 + afterMs);
  const incidents = groupIncidents(findings, outages);
  return {
    all: findings.map(({ id }) => id),
    beside: besideIncidents(findings, outages),
    inside: incidents.flatMap(insideIncident).map(({ finding }) => finding.id),
    told: incidents.flatMap((incident) => incident.findings),
    findings,
  };
};
const lost = makeConnection({ open: true, close: { at: T0 + 60_000 } });
const later = (i: number, parts: Parameters<typeof makeConnection>[0]) => {
  const createdAt = T0 + 60_000 + i * 1_500;
  return makeConnection({ createdAt, close: { at: createdAt + 20 }, ...parts });
};

describe("what is found about an incident", () => {
  it("leaves out the loss that an outage with another cause began with", () => {
    const handshake = { error: "net::ERR_CONNECTION_REFUSED" };
    const refused = [1, 2, 3].map((i) => later(i, { handshake }));
    const { all, inside } = idsIn([lost, ...refused], 66_000);
    expect(all).toContain("abnormal-closure");
    expect(inside).not.toContain("abnormal-closure");
    expect(inside).not.toContain("handshake-refused");
  });

  it("leaves out that an endpoint flaps, which its outage's phases tell", () => {
    const flaps = [1, 2, 3, 4].map((i) => {
      const at = T0 + 60_000 + i * 1_500;
      return later(i, { open: { at }, close: { at: at + 900, code: 1011, wasClean: true } });
    });
    const { all, inside } = idsIn([lost, ...flaps], 68_000);
    expect(all).toContain("flapping");
    expect(inside).not.toContain("flapping");
  });

  it("is folded below it, where it leads none: advice", () => {
    const refused = Array.from({ length: 6 }, (_, i) =>
      later(i + 1, { handshake: { error: "net::ERR_CONNECTION_REFUSED" } }),
    );
    const { inside } = idsIn([lost, ...refused], 70_000);
    expect(inside).toContain("no-backoff");
  });

  it("is told once: by an incident, or beside all of them", () => {
    const { findings, beside, told } = idsIn([lost, later(1, {}), later(2, {})], 400_000);
    expect(new Set([...beside, ...told])).toEqual(new Set(findings));
    expect(beside.length + told.length).toBe(findings.length);
  });

  it("is not remarked beside an outage whose state it is: that nobody tries any more", () => {
    const { session, nowMs } = STORIES.givenUp();
    const { findings, outages } = diagnose(session, nowMs);
    const remarks = findings.filter(({ severity }) => severity === "info").map(({ id }) => id);
    expect(remarks).toContain("gave-up");
    expect(besideIncidents(findings, outages).map(({ id }) => id)).not.toContain("gave-up");
    expect(besideIncidents(findings, []).map(({ id }) => id)).toContain("gave-up");
  });
});
