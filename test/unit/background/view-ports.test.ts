import { afterAll, expect, it, vi } from "vitest";
import type { Runtime } from "webextension-polyfill";
import type { Probes } from "../../../src/background/probes/probes.ts";
import type { Saving } from "../../../src/background/saving.ts";
import type { Tab, View } from "../../../src/background/tab.ts";
import type { Tabs } from "../../../src/background/tabs.ts";
import { reduce } from "../../../src/session/reduce.ts";
import type { SessionEvent } from "../../../src/session/session-event.ts";
import { makeConnection, makeSession, T0 } from "../../builders.ts";

const OPEN_TAB = 7;

// The browser's API refuses to be loaded elsewhere than in an extension.
vi.hoisted(() => {
  vi.resetModules();
  const runtime: { id: string; lastError?: Error } = { id: "here" };
  const get = (id: number, done: (tab?: object) => void) => {
    if (id !== 7) runtime.lastError = new Error(`No tab with id: ${id}`);
    done({ id });
    delete runtime.lastError;
  };
  const storage = { local: {}, sync: {}, session: {} };
  vi.stubGlobal("browser", undefined);
  vi.stubGlobal("chrome", { runtime, tabs: { get }, storage });
});
afterAll(() => vi.unstubAllGlobals());
const { createViewPorts } = await import("../../../src/background/view-ports.ts");

/** A panel that looks at a tab with one connection that is over. */
async function look(tabId: number) {
  const session = makeSession({
    connections: [makeConnection({ open: true, close: { code: 1000 } })],
  });
  const views = new Set<View>();
  const tab = { id: OPEN_TAB, session, views, save: async () => true } as unknown as Tab;
  const modes: boolean[] = [];
  const asked: unknown[] = [];
  const tabs = {
    ready: Promise.resolve(),
    get: () => tab,
    find: () => tab,
    views: { heard: () => undefined, added: () => undefined },
    apply: ({ session }: Tab, event: SessionEvent) => reduce(session, event),
    updateMode: () => modes.push([...views].some(({ record }) => record)),
    refreshUrl: async () => undefined,
  };
  const hear: ((message: unknown) => void)[] = [];
  const closed: (() => void)[] = [];
  const posted: unknown[] = [];
  const port = {
    name: `view:${tabId}`,
    onMessage: { addListener: (listener: (message: unknown) => void) => hear.push(listener) },
    onDisconnect: { addListener: (listener: () => void) => closed.push(listener) },
    postMessage: (message: unknown) => posted.push(message),
  };
  createViewPorts(
    tabs as unknown as Tabs,
    { probe: (_tab: Tab, ...question: unknown[]) => asked.push(question) } as unknown as Probes,
    { sweep: () => undefined } as unknown as Saving,
  ).connect(port as unknown as Runtime.Port);
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  await settle();
  return {
    ...{ session, views, modes, asked, posted },
    async say(message: unknown) {
      for (const listener of hear) listener(structuredClone(message));
      await settle();
    },
    async leave() {
      for (const listener of closed) listener();
      await settle();
    },
  };
}

it("records while a view wants it, and no longer than it is there", async () => {
  const { say, leave, modes, views } = await look(OPEN_TAB);
  expect(views.size).toBe(1);
  await say({ kind: "record", on: true });
  await leave();
  expect(modes).toEqual([true, false]);
});

it("does what a view asks for", async () => {
  const { say, asked, session } = await look(OPEN_TAB);
  await say({ kind: "probe", connectionId: "d1-1", withCredentials: true });
  await say({ kind: "overrides", overrides: { 3: { outcome: "no" }, x: 1 } });
  await say({ kind: "clear", at: T0 + 3_600_000 });
  expect(asked).toEqual([["d1-1", true]]);
  expect(session.overrides).toEqual({ 3: { outcome: "no" } });
  expect(session.connections.size).toBe(0);
});

it("does nothing of what no view of ours asks for", async () => {
  const { say, asked, modes, session } = await look(OPEN_TAB);
  for (const odd of [
    null,
    "clear",
    { kind: "clear" },
    { kind: "record", on: "yes" },
    { kind: "x" },
  ])
    await say(odd);
  expect([asked, modes]).toEqual([[], []]);
  expect(session.connections.size).toBe(1);
});

it("tells a view that its tab is gone, and knows nothing of it", async () => {
  const { posted, views, say, asked } = await look(OPEN_TAB + 1);
  expect(posted).toEqual([{ kind: "tab-closed" }]);
  await say({ kind: "probe", connectionId: "d1-1", withCredentials: true });
  expect([views.size, asked.length]).toEqual([0, 0]);
});
