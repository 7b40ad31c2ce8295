import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { TAB_WISHES_KEY } from "../../../src/shared/storage-keys.ts";

/** What the browser keeps for the extension, in memory; `failing`: areas and calls that are broken. */
const { stored, failing } = vi.hoisted(() => {
  vi.resetModules();
  const stored: Record<string, Record<string, unknown>> = {};
  const failing = new Set<string>();
  const area = (name: string) => ({
    get: async (keys: string | string[] | null) => {
      if (failing.has(name)) throw new Error(`${name} is broken`);
      const all = stored[name] ?? {};
      const wanted = keys === null ? Object.keys(all) : [keys].flat();
      return Object.fromEntries(wanted.filter((key) => key in all).map((key) => [key, all[key]]));
    },
    set: async (items: Record<string, unknown>) => {
      stored[name] = { ...stored[name], ...items };
    },
    remove: async (keys: string | string[]) => {
      for (const key of [keys].flat()) delete stored[name]?.[key];
    },
    getBytesInUse: async () => 0,
    onChanged: { addListener: () => undefined },
  });
  const browser = {
    runtime: { id: "here", getURL: (path: string) => `chrome-extension://here/${path}` },
    storage: { session: area("session"), local: area("local"), sync: area("sync") },
    tabs: {
      query: async () => {
        if (failing.has("tabs")) throw new Error("tabs are broken");
        return [{ id: 7, url: "https://a.test/", incognito: false }];
      },
      get: async (id: number) => ({ id, url: "https://a.test/", incognito: false }),
    },
    action: {
      setBadgeText: async () => undefined,
      setBadgeBackgroundColor: async () => undefined,
      setTitle: async () => undefined,
    },
  };
  // Where there is one that knows its extension, it is taken as it is.
  vi.stubGlobal("browser", browser);
  vi.stubGlobal("chrome", browser);
  vi.stubGlobal("navigator", { userAgent: "Mozilla/5.0 Chrome/150.0.0.0" });
  return { stored, failing };
});
afterAll(() => vi.unstubAllGlobals());
const { createTabs } = await import("../../../src/background/tabs.ts");

const makeTabs = () => createTabs(() => ({ place: "disk" }));
const OFF = { isOff: true, mode: null };

beforeEach(() => {
  failing.clear();
  for (const name of Object.keys(stored)) delete stored[name];
});

describe("a tab that goes on under another number", () => {
  it("takes along what the user said of it", async () => {
    const tabs = makeTabs();
    await tabs.ready;
    await tabs.wish(tabs.get(7), OFF);
    await tabs.replace(9, 7);
    expect(tabs.get(9).wish).toEqual(OFF);
    expect(tabs.isOff(tabs.get(9))).toBe(true);
    expect(tabs.isClosed(7)).toBe(true);
    expect(stored.session?.[TAB_WISHES_KEY]).toEqual({ 9: OFF });
  });

  it("obeys it where the new one was known before", async () => {
    const tabs = makeTabs();
    await tabs.ready;
    await tabs.wish(tabs.get(7), OFF);
    const successor = tabs.get(9);
    expect(tabs.isOff(successor)).toBe(false);
    await tabs.replace(9, 7);
    expect(tabs.isOff(successor)).toBe(true);
  });

  it("has no wish where nothing was said", async () => {
    const tabs = makeTabs();
    await tabs.ready;
    tabs.get(7);
    await tabs.replace(9, 7);
    expect(tabs.isOff(tabs.get(9))).toBe(false);
    expect(stored.session?.[TAB_WISHES_KEY]).toBeUndefined();
  });
});

describe("a worker whose browser gives out less than it should", () => {
  it.each([
    // Settings are kept there, too: who may have paused everything is not watched.
    { part: "session", words: "what was seen before is lost", isOff: true },
    { part: "tabs", words: "the browser does not say which tabs there are", isOff: false },
  ])("goes on without it, and says so: $part", async ({ part, words, isOff }) => {
    // It asks again for its settings later.
    vi.useFakeTimers();
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    failing.add(part);
    const tabs = makeTabs();
    await tabs.ready;
    expect(tabs.get(7).session.connections.size).toBe(0);
    expect(tabs.isOff(tabs.get(7))).toBe(isOff);
    expect(warn.mock.calls.map(([said]) => said)).toContain(`Stormglass: ${words}`);
    warn.mockRestore();
    vi.useRealTimers();
  });
});
