import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import { estimateOffsets } from "../../../../src/analysis/merge/estimate-offsets.ts";
import { mergeSessions } from "../../../../src/analysis/merge/merge-sessions.ts";
import { readHar } from "../../../../src/har/read.ts";
import { writeHar } from "../../../../src/har/write.ts";
import type { Connection, Session } from "../../../../src/session/session.ts";
import { shiftTimes } from "../../../../src/session/shift-times.ts";
import { makeConnection, makeFullSession, makeSession, START } from "../../har/full-session.ts";

/** When the server went away, from the start on. */
const DEATHS = [60_000, 95_000, 171_000];
const LASTS_MS = 240_000;

/** One client with one socket, which comes back half a second after each death. `lateMs`: of its own. */
function client(lateMs: number): Session {
  const connections: Connection[] = [];
  let at = lateMs;
  for (const death of [...DEATHS, null]) {
    const number = connections.length + 1;
    const open = { at: START + at + 20, protocol: "", extensions: "" };
    const end =
      death === null
        ? null
        : {
            at: START + death + lateMs,
            by: "close" as const,
            code: 1006,
            reason: "",
            wasClean: false,
          };
    connections.push(
      makeConnection({
        id: `doc-${number}`,
        ordinal: number,
        number,
        documentId: null,
        createdAt: START + at,
        open,
        end,
        state: end ? "closed" : "open",
      }),
    );
    at = (death ?? 0) + lateMs + 500;
  }
  return makeSession(...connections);
}

const LATE = [0, 30, 60, 90, 120, 150];
const CLIENTS = LATE.map(client);
const merge = (sessions: readonly Session[], offsets: readonly number[]) =>
  mergeSessions(
    sessions.map((session, i) => ({
      session,
      rows: new Map(),
      nowMs: START + LASTS_MS,
      offsetMs: offsets[i] ?? 0,
    })),
  );

describe("several clients' sessions", () => {
  it("have a herd in them that none of them has by itself", () => {
    for (const session of CLIENTS) {
      const ids = diagnose(session, START + LASTS_MS).findings.map(({ id }) => id);
      expect(ids).not.toContain("thundering-herd");
    }
    const { session, nowMs } = merge(CLIENTS, []);
    const report = diagnose(session, nowMs);
    expect(report.findings.map(({ id }) => id)).toContain("thundering-herd");
    expect(report.connections).toHaveLength(CLIENTS.length * (DEATHS.length + 1));
    expect(report.series).toHaveLength(CLIENTS.length);
  });

  it("are put on one clock by the losses that they share", () => {
    const off = [0, 7_300, -86_400_000, 120, 3_600_000, -2_000];
    const sessions = CLIENTS.map((session, i) => shiftTimes(session, off[i] ?? 0));
    const offsets = estimateOffsets(sessions);
    expect(offsets.map(({ by }) => by)).toEqual(["first", ...Array(5).fill("losses")]);
    for (const [i, { ms }] of offsets.entries())
      expect(Math.abs(ms + (off[i] ?? 0))).toBeLessThan(300);
    const { session, nowMs } = merge(
      sessions,
      offsets.map(({ ms }) => ms),
    );
    const ids = diagnose(session, nowMs).findings.map(({ id }) => id);
    expect(ids).toContain("thundering-herd");
  });

  it("keep their clocks where nothing tells how these differ, and say so", () => {
    const quiet = makeSession(makeConnection());
    expect(estimateOffsets([quiet, shiftTimes(quiet, 9_000)])).toEqual([
      { ms: 0, by: "first", uncertainMs: 0 },
      { ms: 0, by: "none", uncertainMs: null },
    ]);
    expect(estimateOffsets([])).toEqual([]);
  });

  it("are put on one clock by the server's own time, as far as whole seconds tell", () => {
    const at = Math.floor(START / 1_000) * 1_000;
    const dated = (offMs: number) =>
      makeSession(
        makeConnection({
          createdAt: at + offMs + 300,
          open: { at: at + offMs + 350, protocol: "", extensions: "" },
          handshake: {
            key: "k",
            at: at + offMs + 350,
            status: 101,
            statusText: "",
            error: null,
            blanked: false,
            requestHeaders: [],
            responseHeaders: [{ name: "Date", value: new Date(at).toUTCString() }],
            remoteAddress: null,
            durationMs: null,
          },
        }),
      );
    const [, off] = estimateOffsets([dated(0), dated(60_000)]);
    expect(off?.by).toBe("date");
    expect(Math.abs((off?.ms ?? 0) + 60_000)).toBeLessThanOrEqual(off?.uncertainMs ?? 0);
    expect(estimateOffsets([dated(0), dated(400)])[1]).toMatchObject({ ms: 0, by: "date" });
  });

  it("make a file that is read again, with every message under its client's connection", () => {
    const full = makeFullSession();
    const rows = new Map(
      [...full.session.connections.keys()].map((id) => [
        id,
        full.rows.filter((row) => row.connectionId === id),
      ]),
    );
    const one = { session: full.session, rows, nowMs: START + LASTS_MS, offsetMs: 0 };
    const merged = mergeSessions([one, { ...one, offsetMs: 1_000 }]);
    const har = writeHar({
      session: merged.session,
      rowsOf: (id) => merged.rows.get(id) ?? [],
      creatorVersion: "1",
      exportedAt: merged.nowMs,
      masked: false,
    });
    const again = readHar(JSON.stringify(har));
    expect(again.session.connections.size).toBe(2 * full.session.connections.size);
    for (const [id, connection] of full.session.connections) {
      const [mine, moved] = [
        again.session.connections.get(`1.${id}`),
        again.session.connections.get(`2.${id}`),
      ];
      expect(mine?.createdAt).toBe(connection.createdAt);
      expect(moved?.createdAt).toBe(connection.createdAt + 1_000);
      expect(again.rows.get(`2.${id}`)?.map(({ at }) => at)).toEqual(
        rows.get(id)?.map(({ at }) => at + 1_000),
      );
    }
  });
});

describe("files that are larger than any of ours", () => {
  it("are merged however long their lists are", () => {
    const long = makeSession();
    long.lifecycle = Array.from({ length: 200_000 }, (_, i) => ({
      ...{ kind: "online" as const, at: START + i, documentId: null },
    }));
    expect(merge([makeSession(), long], [0, 0]).session.lifecycle).toHaveLength(200_000);
  });
});
