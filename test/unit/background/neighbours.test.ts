import { describe, expect, it } from "vitest";
import { createNeighbours } from "../../../src/background/neighbours.ts";
import type { Tab } from "../../../src/background/tab.ts";
import { reduce } from "../../../src/session/reduce.ts";
import type { Session } from "../../../src/session/session.ts";
import { makeConnection, makeDocument, makeSession, T0 } from "../../builders.ts";

const ORIGIN = "https://app.example.com/";

type TabParts = { url?: string; isPrivate?: boolean; session?: Partial<Session> };

/** Tabs whose sessions are real, and what was saved of them. */
function makeTabs(parts: TabParts[]) {
  const saved: number[] = [];
  const tabs = parts.map(({ url = ORIGIN, isPrivate = false, session = {} }, i): Tab => {
    const id = i + 1;
    const documents = [makeDocument({ url: `${url}chat?user=${id}` })];
    const { connections: _, documents: __, ...rest } = session;
    return {
      id,
      url,
      isPrivate,
      session: makeSession({ tabId: id, documents, ...rest }),
      bridges: new Map(),
      devtools: new Set(),
      views: new Set(),
      save: async () => saved.push(id) > 0,
      forget: async () => {},
      modeHeldUntil: 0,
      wish: { isOff: false, mode: null },
    };
  });
  const neighbours = createNeighbours({
    all: () => tabs.values(),
    apply: (tab, event) => void reduce(tab.session, event),
  });
  /** A socket of the tab is lost, and the next one is constructed. */
  const comeBack = (tab: Tab | undefined, lostAt: number) => {
    if (!tab) throw new Error("there is no such tab");
    const { connections, nextOrdinal } = tab.session;
    const parts = [{ createdAt: lostAt - 500, close: { at: lostAt } }, { createdAt: lostAt + 20 }];
    for (const [i, part] of parts.entries()) {
      const id = `tab${tab.id}-${lostAt}-${i}`;
      const ordinal = nextOrdinal + i;
      connections.set(id, makeConnection({ ...part, id, ordinal, page: 1, open: true }));
    }
    tab.session.nextOrdinal += parts.length;
    neighbours.began(tab);
  };
  const heardBy = (tab: number) => tabs[tab - 1]?.session.elsewhere ?? [];
  return { tabs, neighbours, comeBack, heardBy, saved };
}

describe("tabs of one origin", () => {
  it("hear of each other's returns: host and times, and nothing else", async () => {
    const { tabs, comeBack, heardBy, saved } = makeTabs([{}, {}, {}]);
    comeBack(tabs[0], T0 + 1_000);
    comeBack(tabs[1], T0 + 1_010);
    await expect.poll(() => heardBy(3).length).toBe(2);
    expect(heardBy(1).map(({ tab }) => tab)).toEqual([2]);
    expect(heardBy(2)).toEqual([
      {
        tab: 1,
        connectionId: `tab1-${T0 + 1_000}-1`,
        page: 1,
        hostPort: "api.example.com",
        livedFrom: T0 + 500,
        lostAt: T0 + 1_000,
        backAt: T0 + 1_020,
      },
    ]);
    expect(saved.sort()).toEqual([1, 2, 3]);
  });

  it("are told each return once, and again by the next worker, which changes nothing", async () => {
    const { tabs, comeBack, heardBy, saved } = makeTabs([{}, {}]);
    comeBack(tabs[0], T0 + 1_000);
    await expect.poll(() => heardBy(2).length).toBe(1);
    comeBack(tabs[0], T0 + 2_000);
    await expect.poll(() => heardBy(2).length).toBe(2);
    const next = createNeighbours({
      all: () => tabs.values(),
      apply: (tab, event) => void reduce(tab.session, event),
    });
    for (const tab of tabs) next.began(tab);
    await expect.poll(() => saved.length).toBe(3);
    expect(heardBy(2)).toHaveLength(2);
  });

  it("keep what a tab said that was closed since", async () => {
    const { tabs, comeBack, heardBy } = makeTabs([{}, {}]);
    comeBack(tabs[0], T0 + 1_000);
    tabs.shift();
    await expect.poll(() => tabs[0]?.session.elsewhere.length).toBe(1);
    expect(heardBy(2)).toEqual([]);
  });
});

describe("what no other tab hears of", () => {
  const others: [string, TabParts][] = [
    ["a tab of another origin", { url: "https://other.example.com/" }],
    ["a tab with the same host at another port", { url: "https://app.example.com:8443/" }],
    ["a private window", { isPrivate: true }],
    ["a tab that is switched off", { session: { mode: "off" } }],
  ];
  it.each(others)("%s", async (_, parts) => {
    const { tabs, comeBack, heardBy } = makeTabs([{}, {}, parts]);
    comeBack(tabs[0], T0 + 1_000);
    comeBack(tabs[2], T0 + 1_000);
    await expect.poll(() => heardBy(2).length).toBe(1);
    expect(heardBy(2)[0]?.tab).toBe(1);
    expect(heardBy(1)).toEqual([]);
    expect(heardBy(3)).toEqual([]);
  });

  it("a first connection, and one that follows the page's own close", async () => {
    const { tabs, neighbours, comeBack, heardBy } = makeTabs([{}, {}]);
    const first = tabs[0]?.session;
    const closed = { closing: { code: 1000 }, close: { code: 1000 } };
    const own = makeConnection({ ...closed, ordinal: 1, page: 1, open: true });
    const next = makeConnection({ createdAt: T0 + 9_000, ordinal: 2, page: 1 });
    for (const connection of [own, next]) first?.connections.set(connection.id, connection);
    if (tabs[0]) neighbours.began(tabs[0]);
    comeBack(tabs[1], T0 + 1_000);
    await expect.poll(() => heardBy(1).length).toBe(1);
    expect(heardBy(2)).toEqual([]);
  });
});
