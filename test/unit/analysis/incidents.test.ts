import { describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import type { Finding } from "../../../src/analysis/finding.ts";
import { groupIncidents } from "../../../src/analysis/incidents.ts";
import type { Connection } from "../../../src/session/session.ts";
import { makeConnection, makeSession, T0 } from "../../builders.ts";

const CHAT = "wss://api.example.com/chat";

const makeFinding = (known: Partial<Finding> = {}): Finding => ({
  id: "abnormal-closure",
  class: "dropped",
  severity: "error",
  primary: true,
  subject: { kind: "connection", id: "d1-1", url: CHAT },
  title: "Lost",
  explanation: "",
  evidence: [],
  causes: ["The limit is too low."],
  fixes: [{ role: "proxy", text: "Raise the limit.", setting: "proxy_read_timeout 300s;" }],
  confidence: 0.6,
  since: T0,
  until: T0 + 1_000,
  ...known,
});

const storm = (known: Partial<Finding> = {}) =>
  makeFinding({
    id: "reconnect-storm",
    class: "reconnect",
    primary: false,
    subject: { kind: "series", id: "s", url: CHAT },
    title: "Storm",
    fixes: [{ role: "client", text: "Back off." }],
    since: T0 + 2_000,
    until: null,
    ...known,
  });

describe("the incidents of a session", () => {
  it("are led by the storm, and tell what it began with and the first fix of both", () => {
    const [incident, ...others] = groupIncidents([storm(), makeFinding({ id: "idle-timeout" })]);
    expect(others).toEqual([]);
    expect(incident).toMatchObject({ url: CHAT, since: T0, until: null });
    expect(incident?.lead.id).toBe("reconnect-storm");
    expect(incident?.began?.id).toBe("idle-timeout");
    expect(incident?.cause).toBe("The limit is too low.");
    expect(incident?.fixes.map(({ role, text }) => [role, text])).toEqual([
      ["client", "Back off."],
      ["proxy", "Raise the limit."],
    ]);
  });

  it("tell both sides what to do about a storm of which nothing else is known", () => {
    const fixes = [
      { role: "client", text: "Back off." },
      { role: "server", text: "Answer 429." },
    ] as const;
    const [alone] = groupIncidents([storm({ fixes: [...fixes] })]);
    expect(alone).toMatchObject({ began: null, fixes });
    const [other] = groupIncidents([makeFinding({ fixes: [...fixes] })]);
    expect(other?.fixes).toEqual(fixes.slice(0, 1));
  });

  it("give the same advice once", () => {
    const fixes = [{ role: "client", text: "Back off." } as const];
    const [incident] = groupIncidents([storm({ fixes }), makeFinding({ fixes })]);
    expect(incident?.fixes).toEqual(fixes);
  });

  it("hold together troubles up to a minute apart, and no longer", () => {
    const at = (since: number) => makeFinding({ since, until: since });
    expect(groupIncidents([at(T0), at(T0 + 60_000)])).toMatchObject([{ times: 1 }]);
    expect(groupIncidents([at(T0), at(T0 + 60_001)])).toMatchObject([{ times: 2 }]);
  });

  it("are told once where the same happens to an endpoint again and again, by the last time", () => {
    const at = (minutes: number, known: Partial<Finding> = {}) =>
      makeFinding({ since: T0 + minutes * 60_000, until: T0 + minutes * 60_000, ...known });
    const incidents = groupIncidents([
      at(0, { causes: ["The first cause."] }),
      at(10),
      at(15, { id: "server-restart" }),
      at(20, { causes: ["The last cause."] }),
    ]);
    expect(incidents.map(({ lead, times }) => [lead.id, times])).toEqual([
      ["abnormal-closure", 3],
      ["server-restart", 1],
    ]);
    expect(incidents[0]).toMatchObject({
      since: T0 + 20 * 60_000,
      firstAt: T0,
      cause: "The last cause.",
    });
    expect(incidents[0]?.findings).toHaveLength(3);
  });

  it("keep endpoints apart, and the page apart from its endpoints", () => {
    const incidents = groupIncidents([
      makeFinding(),
      makeFinding({ subject: { kind: "connection", id: "d1-2", url: `${CHAT}/2` } }),
      makeFinding({
        id: "page-forged",
        primary: false,
        subject: { kind: "page", id: "d1", url: CHAT },
      }),
    ]);
    expect(incidents).toHaveLength(3);
  });

  it("stand newest first, what goes on before what is over", () => {
    const old = makeFinding({ subject: { kind: "connection", id: "a", url: "wss://a.test/" } });
    const later = makeFinding({
      subject: { kind: "connection", id: "b", url: "wss://b.test/" },
      since: T0 + 5_000,
      until: T0 + 6_000,
    });
    const live = makeFinding({
      subject: { kind: "connection", id: "c", url: "wss://c.test/" },
      since: T0 - 5_000,
      until: null,
    });
    const urls = groupIncidents([old, later, live]).map(({ url }) => url);
    expect(urls).toEqual(["wss://c.test/", "wss://b.test/", "wss://a.test/"]);
  });

  it("tell the newest of equal troubles, and when it showed last", () => {
    const attempts = [0, 10_000, 20_000].map((afterMs) =>
      makeFinding({ title: `After ${afterMs}`, since: T0 + afterMs, until: null }),
    );
    const [incident] = groupIncidents(attempts);
    expect(incident?.lead.title).toBe("After 20000");
    expect(incident).toMatchObject({ firstAt: T0, newestAt: T0 + 20_000 });
  });

  it("stand by their newest trouble, whenever the first of them was", () => {
    const at = (url: string, minutes: number, until: number | null) =>
      makeFinding({
        subject: { kind: "connection", id: `${url} ${minutes}`, url },
        since: T0 + minutes * 60_000,
        until,
      });
    const [a, b, c] = ["wss://a.test/", "wss://b.test/", "wss://c.test/"] as const;
    const incidents = groupIncidents([
      at(a, 0, null),
      at(a, 60, T0 + 61 * 60_000),
      at(b, 30, null),
      at(c, 90, T0 + 91 * 60_000),
    ]);
    expect(incidents.map(({ url, until }) => [url, until !== null])).toEqual([
      [a, false],
      [b, false],
      [c, true],
    ]);
  });

  it("are made of troubles only", () => {
    expect(groupIncidents([makeFinding({ severity: "info" })])).toEqual([]);
  });
});

describe("an incident that is an outage", () => {
  const lost = makeConnection({ url: CHAT, open: true, close: { at: T0 + 60_000 } });
  const refused = [61, 61.5, 62, 62.5, 63, 63.5, 64, 64.5, 65].map((s) =>
    makeConnection({
      url: CHAT,
      createdAt: T0 + s * 1_000,
      close: { at: T0 + s * 1_000 + 20 },
      handshake: { error: "net::ERR_CONNECTION_REFUSED" },
    }),
  );
  const back = makeConnection({ url: CHAT, createdAt: T0 + 67_000, open: true });
  const tell = (connections: Connection[], nowMs: number) => {
    const { findings, outages } = diagnose(makeSession({ connections }), nowMs);
    return groupIncidents(findings, outages);
  };

  it("has all that was found about it, and begins with its loss", () => {
    const [incident, ...others] = tell([lost, ...refused], T0 + 67_000);
    expect(others).toEqual([]);
    expect(incident).toMatchObject({ since: T0 + 60_000, until: null, url: CHAT });
    expect(incident?.outage?.told).toBe("process-gone");
    expect(new Set(incident?.findings.map(({ id }) => id))).toEqual(
      new Set(["abnormal-closure", "handshake-refused", "reconnect-storm", "no-backoff"]),
    );
  });

  it("keeps its name while its lead changes, and while it is told again", () => {
    const before = tell([lost, ...refused.slice(0, 2)], T0 + 61_700)[0];
    const storm = tell([lost, ...refused], T0 + 67_000)[0];
    expect(storm?.lead.id).not.toBe(before?.lead.id);
    expect(storm?.id).toBe(before?.id);
    const cut = {
      ...back,
      end: { ...(lost.end as NonNullable<typeof lost.end>), at: T0 + 90_000 },
    };
    const again = makeConnection({
      url: CHAT,
      createdAt: T0 + 91_000,
      close: { at: T0 + 91_020 },
      handshake: { error: "net::ERR_CONNECTION_REFUSED" },
    });
    const [repeated] = tell([lost, ...refused, cut, again], T0 + 92_000);
    expect(repeated).toMatchObject({ id: before?.id, times: 2 });
  });

  it("is led by its cause, and not by its last symptom", () => {
    const starting = makeConnection({
      url: CHAT,
      createdAt: T0 + 66_000,
      open: true,
      close: { code: 1013, at: T0 + 66_300, reason: "still starting up", wasClean: true },
    });
    const [incident] = tell([lost, ...refused.slice(0, 3), starting, back], T0 + 67_100);
    expect(incident?.lead.id).toBe("handshake-refused");
  });

  it("is over as soon as it works again", () => {
    const [incident] = tell([lost, ...refused, back], T0 + 67_100);
    expect(incident?.until).toBe(T0 + 67_050);
  });
});
