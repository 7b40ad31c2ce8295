import { describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import { pruneGonePages, trim } from "../../../src/session/forget.ts";
import { MAX_CACHED_PAGES, MAX_CONNECTIONS } from "../../../src/session/limits.ts";
import { shownSession } from "../../../src/session/shown.ts";
import { makeConnection, makeDocument, makeSession, T0 } from "../../builders.ts";

describe("making room", () => {
  it("takes the oldest that are over before any that live", () => {
    const living = makeConnection({ open: true });
    const over = Array.from({ length: MAX_CONNECTIONS }, () => makeConnection({ close: {} }));
    const session = makeSession({ connections: [living, ...over] });
    trim(session);
    expect(session.connections.size).toBe(MAX_CONNECTIONS);
    expect(session.connections.has(living.id)).toBe(true);
    expect(session.connections.has(over[0]?.id ?? "")).toBe(false);
    expect(session.forgottenCount).toBe(1);
  });

  it("takes living ones, too, where a page opens nothing else", () => {
    const living = Array.from({ length: MAX_CONNECTIONS + 5 }, () =>
      makeConnection({ open: true }),
    );
    const session = makeSession({ connections: living });
    trim(session);
    expect(session.connections.size).toBe(MAX_CONNECTIONS);
    expect(session.forgottenCount).toBe(5);
  });

  it("takes those that went well before those that failed, however old these are", () => {
    const of = (name: string, code: number, count: number) =>
      Array.from({ length: count }, () =>
        makeConnection({ url: `wss://a.example/${name}`, open: true, close: { code } }),
      );
    const [sick, well] = [of("sick", 1006, 6), of("well", 1000, 6)];
    const session = makeSession({ connections: [...sick, ...well] });
    trim(session, 8);
    const kept = [...sick, ...well.slice(4)];
    expect([...session.connections.keys()]).toEqual(kept.map(({ id }) => id));
    trim(session, 3);
    expect([...session.connections.keys()]).toEqual(sick.slice(3).map(({ id }) => id));
  });

  it("makes no hole in a row: without a good one between two losses they would be one outage", () => {
    const row = [1006, 1000, 1006].map((code) => makeConnection({ open: true, close: { code } }));
    const session = makeSession({ connections: row });
    trim(session, 2);
    expect([...session.connections.keys()]).toEqual(row.slice(1).map(({ id }) => id));
  });

  it("leaves since when an endpoint has been failing, and how often", () => {
    const lived = makeConnection({ createdAt: T0, open: { at: T0 }, close: { at: T0 + 60_000 } });
    const failing = Array.from({ length: MAX_CONNECTIONS + 2 }, (_, i) =>
      makeConnection({ createdAt: T0 + 61_000 + i, close: { at: T0 + 61_001 + i } }),
    );
    const session = makeSession({ connections: [lived, ...failing] });
    trim(session);
    expect(session.forgottenEndpoints).toEqual([
      {
        endpoint: lived.endpoint,
        count: 3,
        firstAt: T0,
        failing: { since: T0 + 60_000, count: 2 },
      },
    ]);
    const { outages, series, findings } = diagnose(session, T0 + 70_000);
    expect(series.map(({ attempts }) => attempts)).toEqual([MAX_CONNECTIONS + 3]);
    const storm = findings.find(({ id }) => id === "reconnect-storm");
    expect(storm?.since).toBe(T0 + 60_000);
    expect(storm?.evidence.find(({ is }) => is === "attempts")?.value).toBe(MAX_CONNECTIONS + 2);
    const [outage] = outages;
    expect(outage).toMatchObject({ begin: T0 + 60_000, attempts: MAX_CONNECTIONS + 2 });
    expect(outage?.phases[0]).toMatchObject({ words: "failed earlier", count: 2 });
  });
});

describe("pages that are gone", () => {
  const parts = () => ({
    page: 2,
    documents: [
      makeDocument({ id: "gone", page: 1, state: "gone" }),
      makeDocument({ id: "cached", page: 1, state: "cached" }),
      makeDocument({ id: "shown", page: 2 }),
    ],
    connections: [
      makeConnection({ id: "gone-1", documentId: "gone", page: 1 }),
      makeConnection({ id: "cached-1", documentId: "cached", page: 1 }),
      makeConnection({ id: "shown-1", documentId: "shown", page: 2 }),
      makeConnection({ id: "worker-1", documentId: null, page: 1, pageWorker: true }),
    ],
  });

  it("are forgotten; what may come back is kept, but not shown", () => {
    const session = makeSession(parts());
    pruneGonePages(session);
    expect([...session.connections.keys()]).toEqual(["cached-1", "shown-1"]);
    expect([...shownSession(session).connections.keys()]).toEqual(["shown-1"]);
  });

  it("are kept and shown with Preserve log", () => {
    const session = makeSession({ ...parts(), preserveLog: true });
    pruneGonePages(session);
    expect(shownSession(session).connections.size).toBe(4);
  });

  it("are kept only as many as the back/forward cache can hold, those heard of last", () => {
    const pages = Array.from({ length: MAX_CACHED_PAGES + 2 }, (_, i) => i + 1);
    const shown = pages.length + 1;
    // Page 1 was shown again after page 4, say: it is not the oldest.
    const heardAt = (page: number) => T0 + (page === 1 ? 100 : page);
    const documents = [...pages, shown].map((page) =>
      makeDocument({
        id: `d${page}`,
        page,
        state: page === shown ? "live" : "cached",
        clock: { wallMs: heardAt(page), monotonicMs: 1 },
      }),
    );
    const connections = [...pages, shown].map((page) =>
      makeConnection({ id: `d${page}-1`, documentId: `d${page}`, page }),
    );
    const session = makeSession({ page: shown, documents, connections });
    pruneGonePages(session);
    const kept = [1, ...pages.slice(3), shown];
    expect([...session.documents.keys()]).toEqual(kept.map((page) => `d${page}`));
    expect([...session.connections.keys()]).toEqual(kept.map((page) => `d${page}-1`));
  });
});
