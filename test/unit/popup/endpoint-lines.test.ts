import { describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import { endpointLines } from "../../../src/popup/endpoint-lines.ts";
import { makeConnection, makeSession, T0 } from "../../builders.ts";

const quiet = { send: [], receive: [], sendBytes: [], receiveBytes: [] };

function linesOf(connections: ReturnType<typeof makeConnection>[], nowMs: number) {
  const session = makeSession({ connections });
  return endpointLines(session, diagnose(session, nowMs), nowMs);
}

describe("the popup's line of an endpoint", () => {
  it("shows when its messages went, on the time of the whole tab", () => {
    const activity = { ...quiet, startAt: T0 + 50_000, stepMs: 1_000, receive: [5, 0, 3] };
    const busy = makeConnection({
      createdAt: T0 + 50_000,
      open: true,
      receive: { count: 8 },
      traffic: { activity },
    });
    const old = makeConnection({ url: "wss://api.example.com/old", open: true });
    const lines = linesOf([old, busy], T0 + 100_000);
    const shown = lines.find(({ endpoint }) => endpoint === busy.endpoint)?.activity ?? [];
    expect(shown.reduce((sum, count) => sum + count, 0)).toBeCloseTo(8);
    expect(shown.findIndex((count) => count > 0)).toBe(shown.length / 2);
    expect(lines.find(({ endpoint }) => endpoint === old.endpoint)?.activity).toBeNull();
  });

  it("tells of an outage while it lasts, and for a while after it", () => {
    const lost = makeConnection({ open: true, close: { at: T0 + 60_000 } });
    const back = makeConnection({ createdAt: T0 + 70_000, open: true });
    const during = linesOf([lost], T0 + 62_000)[0]?.outage;
    expect(during).toMatch(/^since \d\d:\d\d:\d\d down for 2 s: /);
    const after = linesOf([lost, back], T0 + 80_000)[0]?.outage;
    expect(after).toMatch(/^\d\d:\d\d:\d\d–\d\d:\d\d:\d\d cut for .* back on its own$/);
    expect(linesOf([lost, back], T0 + 500_000)[0]?.outage).toBeNull();
  });

  it("tells what is over in the outage's own line only", () => {
    const lost = makeConnection({ open: true, close: { at: T0 + 60_000 } });
    const back = makeConnection({ createdAt: T0 + 70_000, open: true });
    expect(linesOf([lost], T0 + 62_000)[0]?.worst?.id).toBe("abnormal-closure");
    expect(linesOf([lost, back], T0 + 80_000)[0]).toMatchObject({
      outage: expect.stringContaining("back on its own"),
      worst: null,
    });
  });

  it("leaves out what went longer ago than the picture reaches", () => {
    const activity = { ...quiet, startAt: T0, stepMs: 1_000, receive: [5] };
    const [line] = linesOf([makeConnection({ open: true, traffic: { activity } })], T0 + 900_000);
    expect(line?.activity).toBeNull();
  });

  it("does not tell of a wait in line once the socket has opened", () => {
    const slow = makeConnection({ open: { at: T0 + 5_000 } });
    const queued = makeConnection({ createdAt: T0 + 10, open: { at: T0 + 5_100 } });
    const nowMs = T0 + 60_000;
    const session = makeSession({ connections: [slow, queued] });
    const { findings } = diagnose(session, nowMs);
    expect(findings.map(({ id }) => id)).toContain("handshake-queued");
    const [line] = linesOf([slow, queued], nowMs);
    expect(line?.worst?.id).not.toBe("handshake-queued");
  });

  it("puts an endpoint in trouble first, with the worst that is known of it", () => {
    const healthy = makeConnection({ url: "wss://api.example.com/a", open: true });
    const dead = makeConnection({
      url: "wss://api.example.com/b",
      open: true,
      close: { code: 1011, wasClean: true },
    });
    const [first] = linesOf([healthy, dead], T0 + 5_000);
    expect(first?.endpoint).toBe(dead.endpoint);
    expect(first?.worst?.id).toBe("server-error");
  });

  it("counts no messages of a page worker's socket that lives", () => {
    const live = { pageWorker: true, documentId: null, open: true };
    const countsOf = (...list: Parameters<typeof linesOf>[0]) => linesOf(list, T0 + 900)[0]?.counts;
    expect(countsOf(makeConnection(live))).toBe("1 open, 0 closed · messages not known");
    const end = { at: T0 + 500, by: "devtools", code: null, reason: "", wasClean: null } as const;
    expect(countsOf(makeConnection({ ...live, end }))).toBe("0 open, 1 closed · 0 messages");
  });

  it("does not call closed what was not watched any more", () => {
    const end = { at: T0 + 500, by: "unwatched", code: null, reason: "", wasClean: null } as const;
    const [line] = linesOf([makeConnection({ open: true, end })], T0 + 900);
    expect(line?.counts).toMatch(/^0 open, 0 closed, 1 not watched any more · /);
  });
});
