import { describe, expect, it } from "vitest";
import {
  createSavedSessions,
  type SavedArea,
} from "../../../../src/background/saved/saved-sessions.ts";
import type { Connection, Session } from "../../../../src/session/session.ts";
import { makeConnection, makeSession, T0 } from "../../../builders.ts";

/** A storage area that takes so many characters, as the browser's does: all of a write, or nothing. */
function makeArea(quota = Number.POSITIVE_INFINITY) {
  let stored: Record<string, string> = {};
  const sizeOf = (values: Record<string, string>) =>
    Object.entries(values).reduce((sum, [key, value]) => sum + key.length + value.length, 0);
  const state = { broken: false, written: [] as string[][] };
  const area: SavedArea = {
    get: async () =>
      Object.fromEntries(Object.entries(stored).map(([key, value]) => [key, JSON.parse(value)])),
    async set(items) {
      if (state.broken) throw new Error("The storage is broken");
      const added = Object.entries(items).map(([key, item]) => [key, JSON.stringify(item)]);
      const next = { ...stored, ...Object.fromEntries(added) };
      if (sizeOf(next) > quota) throw new Error("Session storage quota bytes exceeded.");
      state.written.push(Object.keys(items));
      stored = next;
    },
    async remove(keys) {
      for (const key of keys) delete stored[key];
    },
    getBytesInUse: async () => sizeOf(stored),
  };
  return { area, state };
}

const ended = (id: string, at = T0): Connection =>
  makeConnection({ id, end: { at, by: "close", code: 1011, reason: "", wasClean: true } });
const manyEnded = (n: number) => Array.from({ length: n }, (_, i) => ended(`b-${i}`, T0 + 1 + i));
const idsIn = (session: Session | undefined) => [...(session?.connections.keys() ?? [])];

describe("saved sessions", () => {
  it("stay with a quiet tab, whatever a busy one does", async () => {
    const { area } = makeArea();
    const { createSaver, restoreSessions } = createSavedSessions(area, 100_000);
    const quiet = makeSession({ tabId: 1, connections: [ended("q-1")] });
    const busy = makeSession({ tabId: 2, connections: manyEnded(500) });
    expect(await createSaver(quiet).save()).toBe(true);
    expect(await createSaver(busy).save()).toBe(true);
    expect(await area.getBytesInUse(null)).toBeLessThanOrEqual(100_000);
    const restored = await restoreSessions();
    expect(idsIn(restored.get(1))).toEqual(["q-1"]);
    expect(idsIn(restored.get(2))).toEqual(idsIn(busy));
    expect(busy.forgottenCount).toBe(500 - busy.connections.size);
    expect(busy.connections.size).toBeGreaterThan(10);
  });

  it("fit where the browser takes no more, at the cost of the largest", async () => {
    const { area } = makeArea(60_000);
    const { createSaver, restoreSessions } = createSavedSessions(area);
    const large = makeSession({ tabId: 1, connections: manyEnded(30) });
    const largeSaver = createSaver(large);
    await largeSaver.save();
    const body = "x".repeat(4_000);
    const sample = { seq: 0, at: T0, direction: "receive", body } as const;
    const live = Array.from({ length: 20 }, (_, i) =>
      makeConnection({ id: `l-${i}`, end: null, first: [sample], receive: { count: 7 } }),
    );
    expect(await createSaver(makeSession({ tabId: 2, connections: live })).save()).toBe(true);
    const restored = await restoreSessions();
    expect(idsIn(restored.get(2))).toEqual(live.map(({ id }) => id));
    expect(restored.get(2)?.connections.get("l-19")?.receive.count).toBe(7);
    expect(idsIn(restored.get(1))).toEqual(idsIn(large));
  });

  it("say where they could not be saved, lose nothing by it, and are saved the next time", async () => {
    const { area, state } = makeArea();
    const { createSaver, restoreSessions } = createSavedSessions(area);
    const session = makeSession({ connections: manyEnded(3) });
    const saver = createSaver(session);
    state.broken = true;
    expect(await saver.save()).toBe(false);
    expect(session.connections.size).toBe(3);
    state.broken = false;
    expect(await saver.save()).toBe(true);
    expect(idsIn((await restoreSessions()).get(1))).toEqual(["b-0", "b-1", "b-2"]);
  });

  it("are written again only where they changed, also after a write that failed", async () => {
    const { area, state } = makeArea();
    const { createSaver } = createSavedSessions(area);
    const session = makeSession({ connections: manyEnded(3) });
    const saver = createSaver(session);
    await saver.save();
    state.broken = true;
    session.revision++;
    const [first] = session.connections.values();
    if (first) first.revision = session.revision;
    await saver.save();
    state.broken = false;
    await saver.save();
    expect(state.written.at(-1)).toEqual(["tab:1:connection:b-0", "tab:1"]);
  });

  it("of a closed tab are deleted, and what is on its way is not saved again", async () => {
    const { area } = makeArea();
    const { createSaver } = createSavedSessions(area);
    const saver = createSaver(makeSession({ connections: manyEnded(3) }));
    await saver.save();
    const late = saver.save();
    await saver.forget();
    expect(await late).toBe(true);
    expect(await area.get(null)).toEqual({});
  });
});
