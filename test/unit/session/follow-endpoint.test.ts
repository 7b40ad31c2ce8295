import { describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import { readHar } from "../../../src/har/read.ts";
import type { PageEvent } from "../../../src/protocol/page-event.ts";
import { reduce } from "../../../src/session/reduce.ts";
import { createSession, type Session } from "../../../src/session/session.ts";
import {
  fromPlainSession,
  toPlainConnection,
  toPlainSession,
} from "../../../src/session/transfer.ts";
import { makeClose, makeConnecting, makeEnvelope, T0 } from "../../builders.ts";

const uuid = (n: number) => `3f2b8c1e-7c0e-4a53-9d0a-${String(n).padStart(12, "0")}`;
const PATHS = {
  "a UUID": (n: number) => `/ws/${uuid(n)}`,
  "a time": (n: number) => `/ws/${1_800_000_000_000 + n}/live`,
  "a hash": (n: number) => `/sub/9f86d081884c7d65${String(n).padStart(4, "0")}/events`,
  "a token": (n: number) => `/connect/${`${n}Ab3dEf6hIj9lMn2pQr5tUv8x`.slice(0, 24)}?v=2`,
};

/** A session that hears of one socket after the other. */
function createTold() {
  let session: Session = createSession(1, T0);
  reduce(session, {
    kind: "document-joined",
    at: T0,
    documentId: "d1",
    frameId: 0,
    top: true,
    url: "https://app.example.com/",
    hooked: true,
    visible: true,
    online: true,
  });
  let n = 0;
  let made = 0;
  const tell = (...events: PageEvent[]) => {
    reduce(session, makeEnvelope({ n: ++n, events }));
  };
  return {
    open: (path: string, at: number): number => {
      const id = ++made;
      tell({ ...makeConnecting(id, at), url: `wss://api.example.com${path}` });
      return id;
    },
    close: (id: number, at: number, code = 1006) => tell({ ...makeClose(id, at), code }),
    /** As when the background worker is stopped and started again. */
    restart: () => {
      const connections = [...session.connections.values()].map(toPlainConnection);
      session = fromPlainSession(toPlainSession(session), connections) ?? session;
    },
    tell,
    endpoints: () =>
      [...session.connections.values()].map(({ endpoint }) =>
        endpoint.replace("wss://api.example.com", ""),
      ),
    series: () => diagnose(session, T0 + 600_000).series,
    changedSince: (revision: number) =>
      [...session.connections.values()].filter((each) => each.revision > revision).length,
    revision: () => session.revision,
  };
}

/** Each fails 10 ms after it was begun, and the next one comes a second later. */
function retry(told: ReturnType<typeof createTold>, paths: string[]) {
  for (const [i, path] of paths.entries()) {
    const id = told.open(path, i * 1_000);
    told.close(id, i * 1_000 + 10);
  }
}

describe("attempts whose path is made up anew each time", () => {
  it.each(Object.entries(PATHS))("are one endpoint: %s", (_, path) => {
    const told = createTold();
    retry(told, [1, 2, 3, 4, 5].map(path));
    expect(new Set(told.endpoints()).size).toBe(1);
    expect(told.endpoints()[0]).toContain("/*");
    const [series, ...others] = told.series();
    expect(others).toEqual([]);
    expect(series).toMatchObject({ attempts: 5, delaysMs: [990, 990, 990, 990] });
  });

  it("keep what stays the same", () => {
    const told = createTold();
    retry(told, [`/users/${uuid(7)}/ws/${uuid(1)}`, `/users/${uuid(7)}/ws/${uuid(2)}`]);
    expect(new Set(told.endpoints())).toEqual(new Set([`/users/${uuid(7)}/ws/*`]));
  });

  it("are not another user's, whose own part differs", () => {
    const told = createTold();
    const paths = [
      [7, 1],
      [7, 2],
      [8, 3],
    ].map(([a = 0, b = 0]) => `/u/${uuid(a)}/ws/${uuid(b)}`);
    retry(told, paths);
    expect(told.endpoints()[2]).toBe(paths[2]);
  });

  it("change the endpoint of the one before, which views hear of", () => {
    const told = createTold();
    retry(told, [PATHS["a UUID"](1)]);
    expect(told.endpoints()).toEqual([PATHS["a UUID"](1)]);
    const before = told.revision();
    told.open(PATHS["a UUID"](2), 1_000);
    expect(told.endpoints()).toEqual(["/ws/*", "/ws/*"]);
    expect(told.changedSince(before)).toBe(2);
  });

  it("are one endpoint across a stopped worker", () => {
    const told = createTold();
    retry(told, [PATHS["a UUID"](1)]);
    told.restart();
    told.open(PATHS["a UUID"](2), 1_000);
    expect(told.endpoints()).toEqual(["/ws/*", "/ws/*"]);
  });

  it("are one endpoint in the file of another tool", () => {
    const entries = [3, 1, 2].map((n) => ({
      _webSocketMessages: [],
      startedDateTime: new Date(T0 + n * 1_000).toISOString(),
      time: 5,
      request: { url: `wss://api.example.com${PATHS["a UUID"](n)}`, headers: [] },
      response: { status: 503, headers: [] },
    }));
    const { session } = readHar(JSON.stringify({ log: { entries } }));
    const endpoints = [...session.connections.values()].map(({ endpoint }) => endpoint);
    expect(new Set(endpoints)).toEqual(new Set(["wss://api.example.com/ws/*"]));
  });
});

describe("attempts with a value of the query that changes each time", () => {
  const QUERIES = {
    "a few characters": (n: number) => `/ws?v=2&s=k3${(n * 7_919).toString(36)}x`,
    "a number": (n: number) => `/ws?id=${482_913 + n * 977}`,
    "a count": (n: number) => `/ws?v=${n}`,
    "a fraction": (n: number) => `/ws?x=0.${n}73&room=lobby`,
    "a bare number": (n: number) => `/ws?0.${n * 7_919_713}`,
    "a name with a tail": (n: number) => `/ws?client=web-${n * 31_337}`,
  };
  const count = (n: number) => `/ws?v=${n}`;
  const failed = [1, 2, 3, 4].map(count);

  it.each(Object.entries(QUERIES))("are one endpoint once there are four: %s", (_, path) => {
    const told = createTold();
    retry(told, [1, 2, 3].map(path));
    expect(told.endpoints()).toEqual([1, 2, 3].map(path));
    const more = createTold();
    retry(more, [1, 2, 3, 4, 5, 6].map(path));
    expect(new Set(more.endpoints()).size).toBe(1);
    expect(more.endpoints()[0]).toMatch(/[?=]\*/);
    expect(more.series()).toMatchObject([{ attempts: 6, delaysMs: [990, 990, 990, 990, 990] }]);
  });

  it("are one endpoint across a stopped worker", () => {
    const told = createTold();
    retry(told, failed);
    told.restart();
    told.open(count(5), 4_000);
    expect(new Set(told.endpoints())).toEqual(new Set(["/ws?v=*"]));
  });

  it("go on as one after a connection that held", () => {
    const told = createTold();
    retry(told, failed);
    const id = told.open(count(5), 4_000);
    told.tell({ kind: "open", id, at: 4_050, seq: 0, protocol: "", extensions: "" });
    told.close(id, 400_000);
    told.open(count(6), 401_000);
    expect(new Set(told.endpoints())).toEqual(new Set(["/ws?v=*"]));
  });

  it("are two rows where another value tells two rooms apart", () => {
    const told = createTold();
    for (let n = 0; n < 10; n++) {
      const id = told.open(`/ws?floor=${n % 2}&conn=${n * 7}`, n * 1_000);
      told.close(id, n * 1_000 + 10);
    }
    expect(new Set(told.endpoints())).toEqual(
      new Set(["/ws?floor=0&conn=*", "/ws?floor=1&conn=*"]),
    );
  });

  it("stay what they are while two live side by side", () => {
    const told = createTold();
    told.open(count(99), 0);
    retry(told, failed);
    expect(told.endpoints()).toEqual([count(99), ...failed]);
  });

  it("stay what they are where one of them comes back", () => {
    const told = createTold();
    retry(told, [1, 2, 3, 1, 2, 3, 1, 4, 5, 6, 7].map(count));
    expect(told.endpoints()).toContain(count(7));
    expect(told.endpoints().some((endpoint) => endpoint.includes("*"))).toBe(false);
  });

  it.each([1_000, 1_005])(
    "stay what they are where each did its work and ended with %i",
    (code) => {
      const told = createTold();
      for (let n = 1; n <= 6; n++) {
        const id = told.open(count(n), n * 1_000);
        told.tell({ kind: "open", id, at: n * 1_000 + 5, seq: 0, protocol: "", extensions: "" });
        told.close(id, n * 1_000 + 500, code);
      }
      expect(told.endpoints()).toEqual([1, 2, 3, 4, 5, 6].map(count));
    },
  );

  it("stay what they are where the value says what is asked for", () => {
    for (const name of ["room", "roomId", "channel_name", "symbol"]) {
      const told = createTold();
      const rooms = [1, 2, 3, 4, 5].map((n) => `/ws?${name}=${n}`);
      retry(told, rooms);
      expect(told.endpoints()).toEqual(rooms);
    }
  });

  it("stay what they are where two values change", () => {
    const told = createTold();
    const paths = [1, 2, 3, 4, 5].map((n) => `/ws?a=${n}&b=${n}`);
    retry(told, paths);
    expect(told.endpoints()).toEqual(paths);
  });
});

describe("rooms that are named by what looks made up", () => {
  const [a, b] = [PATHS["a UUID"](1), PATHS["a UUID"](2)];

  it("are two while they live side by side, and when both come back", () => {
    const told = createTold();
    const first = told.open(a, 0);
    const second = told.open(b, 100);
    told.close(first, 5_000);
    told.close(second, 5_000);
    told.open(a, 6_000);
    told.open(b, 6_000);
    expect(told.endpoints()).toEqual([a, b, a, b]);
    expect(told.series()).toHaveLength(2);
  });

  it("are their own as soon as one comes back", () => {
    const told = createTold();
    retry(told, [a, b, a]);
    expect(told.endpoints()).toEqual([a, "/ws/*", a]);
    told.open(b, 3_000);
    expect(told.endpoints()).toEqual([a, b, a, b]);
  });

  it("that keep their name over the attempts stay what they are", () => {
    const told = createTold();
    retry(told, [a, a, a]);
    retry(told, [b]);
    expect(told.endpoints()).toEqual([a, a, a, b]);
  });

  it("are two where the page closed one to open the other", () => {
    const told = createTold();
    const id = told.open(a, 0);
    told.tell({ kind: "open", id, at: 50, seq: 0, protocol: "", extensions: "" });
    told.tell({ kind: "closing", id, at: 4_000, seq: 0, code: null, reason: "", stack: null });
    told.close(id, 4_010, 1005);
    told.open(b, 4_100);
    expect(told.endpoints()).toEqual([a, b]);
  });

  it("are two where the second is opened long after the first was lost", () => {
    const told = createTold();
    told.close(told.open(a, 0), 10);
    told.open(b, 10 + 300_001);
    expect(told.endpoints()).toEqual([a, b]);
  });

  it("are two where they are numbered or named by people", () => {
    for (const paths of [
      ["/room/1", "/room/2"],
      ["/room/general-talk-2026", "/room/help-desk-12"],
    ]) {
      const told = createTold();
      retry(told, paths);
      expect(told.endpoints()).toEqual(paths);
    }
  });

  it("are two on other hosts or with other queries", () => {
    const told = createTold();
    retry(told, [`${a}?room=1`, `${b}?room=2`]);
    expect(told.endpoints()).toEqual([`${a}?room=1`, `${b}?room=2`]);
  });
});
