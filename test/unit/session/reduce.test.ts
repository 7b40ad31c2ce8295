import { describe, expect, it } from "vitest";
import { ROW_LOST, ROW_SEND } from "../../../src/protocol/rows.ts";
import { MAX_CONNECTIONS, MAX_DROPPED } from "../../../src/session/limits.ts";
import { reduce } from "../../../src/session/reduce.ts";
import { createSession, type Session } from "../../../src/session/session.ts";
import { shownSession } from "../../../src/session/shown.ts";
import {
  makeClose,
  makeConnecting,
  makeEnvelope,
  makeRows,
  makeSession,
  T0,
} from "../../builders.ts";

const only = (session: Session) => {
  const [connection] = session.connections.values();
  if (!connection) throw new Error("no connection");
  return connection;
};

/** A session whose document `d1` has connection 1, begun at 0. */
const watched = () => reduce(makeSession(), makeEnvelope({ n: 1, events: [makeConnecting(1)] }));

const join = (session: Session, documentId: string, top = true) =>
  reduce(session, {
    kind: "document-joined",
    at: T0,
    documentId,
    frameId: top ? 0 : 5,
    top,
    url: "https://app.example.com/",
    hooked: true,
    visible: true,
    online: true,
  });
const hide = (documentId: string, n: number, persisted: boolean) =>
  makeEnvelope({ documentId, n, events: [{ kind: "pagehide", at: 50, seq: 0, persisted }] });

describe("an envelope", () => {
  it("changes nothing when it comes a second time", () => {
    const session = watched();
    const envelope = makeEnvelope({ n: 2, rows: makeRows([1, 2, 3]) });
    reduce(session, envelope);
    reduce(session, envelope);
    expect(only(session).receive).toMatchObject({ count: 3, sizeBytes: 30 });
  });

  it("has its events take place between the rows they came between", () => {
    const session = watched();
    const opened = { kind: "open", id: 1, at: 5, seq: 0, protocol: "", extensions: "" } as const;
    const closed = makeClose(1, 9, 2);
    const rows = makeRows([6, 7], { flags: Uint8Array.of(ROW_SEND, 0) });
    reduce(session, makeEnvelope({ n: 2, rows, events: [opened, closed] }));
    expect(only(session)).toMatchObject({
      state: "closed",
      open: { at: T0 + 5 },
      send: { count: 1 },
      receive: { count: 1 },
      end: { at: T0 + 9, code: 1000 },
    });
  });

  it("counts what was thrown away by the browser apart", () => {
    const session = watched();
    const rows = makeRows([1, 2], { flags: Uint8Array.of(ROW_SEND | ROW_LOST, ROW_SEND) });
    reduce(session, makeEnvelope({ n: 2, rows }));
    expect(only(session)).toMatchObject({ send: { count: 1 }, lost: { count: 1, sizeBytes: 10 } });
  });

  it("counts nothing of connections that were never announced", () => {
    const session = watched();
    const rows = makeRows([1], { connection: Uint32Array.of(99) });
    reduce(session, makeEnvelope({ n: 2, rows }));
    expect(only(session).receive.count).toBe(0);
    expect(session.connections.size).toBe(1);
  });

  it("of an unknown document only leaves its damage behind", () => {
    const session = watched();
    const before = structuredClone(session.connections);
    reduce(
      session,
      makeEnvelope({ documentId: "nobody", n: 9, events: [makeConnecting(4)], damaged: 3 }),
    );
    expect(session.connections).toEqual(before);
    expect(session.forgedCount).toBe(3);
  });
});

describe("the extremes that a parser lets through", () => {
  it("never become NaN or infinity", () => {
    const session = watched();
    const extreme = 8.64e15;
    const clock = { wallMs: extreme, monotonicMs: -extreme };
    const size = Number.MAX_SAFE_INTEGER;
    const rows = makeRows([extreme, -extreme], {
      firstSeq: size,
      sizeBytes: Float64Array.of(size, size),
      bufferedBytes: Float64Array.of(size, size),
    });
    for (let n = 2; n < 50; n++) reduce(session, makeEnvelope({ n, clock, rows }));
    const broken: unknown[] = [];
    const parts = { ...session, documents: [...session.documents], connections: [only(session)] };
    JSON.stringify(parts, (key, value) => {
      if (typeof value === "number" && !Number.isFinite(value)) broken.push(key);
      return value;
    });
    expect(broken).toEqual([]);
    expect(only(session).receive.count).toBe(96);
  });

  it("fill no more than the limits", () => {
    const session = makeSession();
    const events = Array.from({ length: 3_000 }, (_, i) => makeConnecting(i + 1, i));
    reduce(session, makeEnvelope({ events }));
    expect(session.connections.size).toBe(MAX_CONNECTIONS);
    expect(session.forgottenCount).toBe(1_000);
    reduce(session, { kind: "preserve-log", on: true }, 500);
    expect(session.connections.size).toBe(500);
    const drop = {
      kind: "dropped",
      at: 1,
      seq: 0,
      count: 1,
      sizeBytes: 1,
      why: "hook-error",
    } as const;
    const other = { ...drop, why: "back-pressure" } as const;
    const drops = Array.from({ length: 1_000 }, (_, i) => (i % 2 === 0 ? drop : other));
    reduce(session, makeEnvelope({ n: 2, events: drops }));
    expect(session.dropped).toHaveLength(MAX_DROPPED);
    expect(session.dropped.reduce((sum, { count }) => sum + count, 0)).toBe(1_000);
  });
});

describe("pages that follow each other", () => {
  /** Document `a` with a socket. */
  const onPageA = () => {
    const session = join(createSession(1, T0), "a");
    return reduce(session, makeEnvelope({ documentId: "a", events: [makeConnecting(1)] }));
  };

  it("take their sockets with them", () => {
    const session = onPageA();
    reduce(session, hide("a", 2, false));
    join(session, "b");
    expect(session.connections.size).toBe(0);
    expect([...session.documents.keys()]).toEqual(["b"]);
  });

  it("leave them with Preserve log, ended when the page was hidden", () => {
    const session = onPageA();
    reduce(session, { kind: "preserve-log", on: true });
    reduce(session, hide("a", 2, false));
    join(session, "b");
    expect(only(session).end).toMatchObject({ by: "page-gone", at: T0 + 50 });
  });

  it("come back out of the cache with their page", () => {
    const session = onPageA();
    reduce(session, hide("a", 2, true));
    join(session, "b");
    expect(session.page).toBe(2);
    join(session, "a");
    expect(session.page).toBe(1);
    expect(session.documents.get("a")?.state).toBe("live");
    expect(only(session).page).toBe(1);
  });

  it("come back, too, where only their port was seen to close", () => {
    const session = onPageA();
    reduce(session, { kind: "document-left", at: T0 + 60, documentId: "a" });
    join(session, "b");
    join(session, "a");
    // What it said when it was hidden arrives only now.
    reduce(session, hide("a", 2, true));
    const shown = { kind: "pageshow", at: 900, seq: 0, persisted: true } as const;
    reduce(session, makeEnvelope({ documentId: "a", n: 3, events: [shown] }));
    expect(session.documents.get("a")?.state).toBe("live");
    expect(only(session).end?.by).toBe("page-gone");
  });

  it("are over for good where their process ended, with what is known of that", () => {
    const session = onPageA();
    reduce(session, { kind: "document-left", at: T0 + 60, documentId: "a" });
    reduce(session, { kind: "document-stopped", at: T0 + 60, documentId: "a", how: "crashed" });
    expect(session.documents.get("a")?.state).toBe("gone");
    expect(only(session).end).toMatchObject({ by: "page-gone", pageStopped: "crashed" });
    expect(session.lifecycle.at(-1)).toMatchObject({ kind: "crashed", at: T0 + 60 });
  });

  it("did not stop where they came back, or said that they leave", () => {
    const stop = {
      kind: "document-stopped",
      at: T0 + 60,
      documentId: "a",
      how: "crashed",
    } as const;
    const back = onPageA();
    reduce(back, { kind: "document-left", at: T0 + 60, documentId: "a" });
    join(back, "a");
    reduce(back, stop);
    expect(back.documents.get("a")?.state).toBe("live");
    const left = onPageA();
    reduce(left, hide("a", 2, false));
    reduce(left, stop);
    expect(only(left).end).not.toHaveProperty("pageStopped");
  });

  it("never share a number with a page that is still ahead in the cache", () => {
    const session = onPageA();
    reduce(session, hide("a", 2, true));
    join(session, "b");
    reduce(session, hide("b", 1, true));
    join(session, "a");
    join(session, "c");
    expect(session.documents.get("c")?.page).not.toBe(session.documents.get("b")?.page);
  });
});

describe("what is of no socket", () => {
  const lost = { at: T0, count: 3, sizeBytes: 30, why: "body-budget", what: "bodies" } as const;

  it("goes with its page, and stays with Preserve log", () => {
    const leftBehind = (preserveLog: boolean) => {
      const session = makeSession({ preserveLog });
      join(session, "a");
      reduce(session, { kind: "forged", count: 2 });
      reduce(session, { kind: "dropped", dropped: { ...lost, documentId: "a" } });
      reduce(session, { kind: "dropped", dropped: { ...lost, documentId: null } });
      reduce(session, hide("a", 1, true));
      const { forgedCount, dropped, documents, lifecycle } = shownSession(join(session, "b"));
      const isOfA = ({ documentId }: { documentId: string | null }) => documentId === "a";
      return [forgedCount, dropped.length, documents.has("a"), lifecycle.some(isOfA)];
    };
    expect(leftBehind(false)).toEqual([0, 0, false, false]);
    expect(leftBehind(true)).toEqual([2, 2, true, true]);
  });

  it("stays when the same page is heard of again", () => {
    const session = join(makeSession(), "a");
    reduce(session, { kind: "dropped", dropped: { ...lost, documentId: null } });
    reduce(session, { kind: "forged", count: 1 });
    expect(join(session, "a")).toMatchObject({ forgedCount: 1, dropped: [{ count: 3 }] });
  });
});

it("a document that was hidden and offline from the first moment is known to be so", () => {
  const session = makeSession();
  reduce(session, {
    ...{ kind: "document-joined", at: T0, documentId: "a", frameId: 0, top: true, url: "" },
    ...{ hooked: true, visible: false, online: false },
  });
  expect(session.documents.get("a")).toMatchObject({ visible: false, online: false });
});

describe("a pause", () => {
  it("ends what is watched, and a later message begins it again", () => {
    const session = watched();
    reduce(session, { kind: "mode", at: T0 + 10, mode: "off" });
    // On its way when the pause began.
    reduce(session, makeEnvelope({ n: 2, rows: makeRows([9]) }));
    expect(only(session).end).toMatchObject({ by: "unwatched", at: T0 + 10 });
    reduce(session, { kind: "mode", at: T0 + 20, mode: "watch" });
    reduce(session, makeEnvelope({ n: 3, rows: makeRows([25], { firstSeq: 1 }) }));
    expect(only(session)).toMatchObject({ state: "open", end: null, receive: { count: 2 } });
  });

  it("is told again of what lives when it is over, and knows since when it is watched", () => {
    const session = watched();
    reduce(session, { kind: "mode", at: T0 + 10, mode: "off" });
    reduce(session, { kind: "mode", at: T0 + 20, mode: "watch" });
    const opened = { kind: "open", at: 15, seq: 0, protocol: "", extensions: "" } as const;
    const events = [
      { ...makeConnecting(1), watchedFrom: 20 },
      { ...makeConnecting(2, 12), watchedFrom: 20 },
      { ...opened, id: 2 },
    ];
    reduce(session, makeEnvelope({ n: 2, events }));
    const traffic = { watchedFrom: T0 + 20 };
    expect([...session.connections.values()]).toMatchObject([
      { createdAt: T0, state: "connecting", open: null, end: null, traffic },
      { createdAt: T0 + 12, state: "open", open: { at: T0 + 15 }, end: null, traffic },
    ]);
  });
});
