import { describe, expect, it } from "vitest";
import { marksOf } from "../../../../src/panel/timeline/marks.ts";
import type { HttpRequest } from "../../../../src/protocol/http-request.ts";
import type { Lifecycle } from "../../../../src/session/session.ts";
import { T0 } from "../../../builders.ts";

const at = (kind: Lifecycle["kind"], ms: number, known: Partial<Lifecycle> = {}): Lifecycle => ({
  kind,
  at: T0 + ms,
  documentId: "d1",
  ...known,
});
const marks = (lifecycle: Lifecycle[], nowMs = T0 + 60_000) =>
  marksOf({ lifecycle, http: [] }, nowMs);

describe("marks", () => {
  it("tell from when to when there was no network", () => {
    expect(marks([at("offline", 1_000), at("online", 13_000)])).toEqual([
      { kind: "offline", from: T0 + 1_000, to: T0 + 13_000, text: "Offline for 12 s" },
    ]);
  });

  it("tell of the page's HTTP what failed, and logins", () => {
    const request = (parts: Partial<HttpRequest>): HttpRequest => ({
      host: "api.example",
      method: "GET",
      path: "/quotes",
      use: "plain",
      startedAt: T0,
      endedAt: T0 + 50,
      status: 200,
      error: null,
      count: 1,
      ...parts,
    });
    const http = [
      request({}),
      request({ status: 503, count: 4, endedAt: T0 + 9_000 }),
      request({ method: "POST", path: "/login", use: "login" }),
    ];
    expect(marksOf({ lifecycle: [], http }, T0)).toEqual([
      {
        kind: "http",
        from: T0,
        to: T0 + 9_000,
        text: "HTTP: GET /quotes answered 503 (api.example), 4 requests",
      },
      {
        kind: "http",
        from: T0 + 50,
        to: T0 + 50,
        text: "HTTP: POST /login answered 200 (api.example)",
      },
    ]);
  });

  it("go on to now while it is not over", () => {
    expect(marks([at("offline", 50_000)])).toEqual([
      { kind: "offline", from: T0 + 50_000, to: T0 + 60_000, text: "Offline for 10 s so far" },
    ]);
  });

  it("tell once what every frame reports", () => {
    const iframe = { documentId: "d2" };
    const all = [
      at("offline", 0),
      at("offline", 1, iframe),
      at("online", 90),
      at("online", 91, iframe),
    ];
    expect(marks(all)).toHaveLength(1);
  });

  it("count a sleep back from when it was noticed, and leave small delays out", () => {
    const [sleep, ...more] = marks([
      at("clock-jump", 40_000, { ms: 30_000 }),
      at("clock-jump", 50_000, { ms: 2_000 }),
    ]);
    expect(sleep).toMatchObject({ kind: "asleep", from: T0 + 10_000, to: T0 + 40_000 });
    expect(more).toEqual([]);
  });

  it("end a frozen tab at the resume of the same document", () => {
    const all = [at("freeze", 0), at("resume", 5, { documentId: "d2" }), at("resume", 9_000)];
    expect(marks(all)).toMatchObject([{ kind: "frozen", from: T0, to: T0 + 9_000 }]);
  });

  it("tell once that the page stopped, though each of its frames did", () => {
    const all = [at("crashed", 7), at("crashed", 9, { documentId: "d2" }), at("crashed", 5_000)];
    expect(marks(all)).toMatchObject([
      { kind: "stopped", from: T0 + 7, text: "The tab's page crashed or was killed" },
      { kind: "stopped", from: T0 + 5_000 },
    ]);
    expect(marks([at("frame-crashed", 7)])).toMatchObject([
      { kind: "stopped", from: T0 + 7, text: "A frame of the page crashed or was killed" },
    ]);
  });

  it("show where the tab went to another page, and nothing that a user need not see", () => {
    expect(marks([at("navigated", 7), at("hidden", 8), at("joined", 9)])).toMatchObject([
      { kind: "navigated", from: T0 + 7, to: T0 + 7 },
    ]);
  });
});
