import { afterAll, expect, it, vi } from "vitest";
import type { Runtime } from "webextension-polyfill";
import type { DevtoolsPorts } from "../../../src/background/devtools-ports.ts";
import type { Neighbours } from "../../../src/background/neighbours.ts";
import type { Probes } from "../../../src/background/probes/probes.ts";
import type { Saving } from "../../../src/background/saving.ts";
import type { Tab } from "../../../src/background/tab.ts";
import type { Tabs } from "../../../src/background/tabs.ts";
import type { FromBridge, Hello } from "../../../src/protocol/envelope.ts";
import { DEFAULT_LIMITS, type Mode } from "../../../src/protocol/orders.ts";
import { reduce } from "../../../src/session/reduce.ts";
import type { SessionEvent } from "../../../src/session/session-event.ts";
import { makeConnecting, makeSession, T0 } from "../../builders.ts";

// The browser's API refuses to be loaded elsewhere than in an extension.
vi.hoisted(() => {
  vi.resetModules();
  vi.stubGlobal("browser", undefined);
  vi.stubGlobal("chrome", { runtime: { id: "here" } });
});
afterAll(() => vi.unstubAllGlobals());
const { createBridges } = await import("../../../src/background/bridges.ts");

/** The background's end of a content script's port; what it posts is kept in order. */
function makePort(known: { tabId?: number } = { tabId: 7 }) {
  const hear: ((message: unknown) => void)[] = [];
  const posted: { kind: string }[] = [];
  const end = { isOpen: true };
  const port = {
    name: "bridge",
    sender: {
      ...(known.tabId === undefined ? {} : { tab: { id: known.tabId, url: "https://a.test/" } }),
      ...{ url: "https://a.test/", frameId: 0, documentId: "d9" },
    },
    onMessage: { addListener: (listener: (message: unknown) => void) => hear.push(listener) },
    onDisconnect: { addListener: () => undefined },
    postMessage: (message: { kind: string }) => posted.push(message),
    disconnect: () => {
      end.isOpen = false;
    },
  };
  return {
    port: port as unknown as Runtime.Port,
    posted,
    end,
    async say(message: FromBridge | { odd: true }) {
      for (const listener of hear) listener(structuredClone(message));
      await Promise.resolve();
    },
  };
}

function makeBackground(mode: Mode = "watch") {
  const session = makeSession({ documents: [] });
  session.mode = mode;
  const added: { n: number }[] = [];
  const tab = {
    ...{ id: 7, session, bridges: new Map(), devtools: new Set(), views: new Set() },
    save: async () => true,
  } as unknown as Tab;
  const tabs = {
    ready: Promise.resolve(),
    isClosed: () => false,
    get: () => tab,
    find: () => tab,
    isOff: () => mode === "off",
    apply: ({ session }: Tab, event: SessionEvent) => reduce(session, event),
    updateMode: () => undefined,
    ordersFor: () => ({ kind: "orders", mode, limits: DEFAULT_LIMITS }),
    refreshUrl: async () => undefined,
  };
  const saving = {
    hasRoomFor: () => true,
    sweep: () => undefined,
    add: (_tab: Tab, told: { n: number }) => added.push(told),
  };
  const bridges = createBridges(
    tabs as unknown as Tabs,
    saving as unknown as Saving,
    { afterEnvelope: () => undefined } as unknown as Probes,
    {
      resume: () => undefined,
      ask: () => undefined,
      pauseIfDear: () => false,
    } as unknown as DevtoolsPorts,
    { began: () => undefined } as unknown as Neighbours,
  );
  return { bridges, session, added };
}

const HELLO: Hello = {
  ...{ kind: "hello", hooked: true, prepared: false, visible: true, online: true },
  beganAt: T0,
};
const envelope = (n: number): FromBridge => ({
  ...{ kind: "envelope", n, clock: { wallMs: T0, monotonicMs: 0 }, recorded: false },
  ...{ rows: null, backlog: null, lateBodies: [], events: [makeConnecting(n)] },
});

it("gives a document that says hello its orders, and knows it from then on", async () => {
  const { bridges, session } = makeBackground();
  const bridge = makePort();
  bridges.connect(bridge.port);
  await bridge.say(HELLO);
  expect(bridge.posted).toEqual([{ kind: "orders", mode: "watch", limits: DEFAULT_LIMITS }]);
  expect(session.documents.get("d9")).toMatchObject({ state: "live", top: true });
});

it("applies an envelope once, however often it comes, and saves it each time", async () => {
  const { bridges, session, added } = makeBackground();
  const bridge = makePort();
  bridges.connect(bridge.port);
  await bridge.say(HELLO);
  for (const n of [1, 1, 2]) await bridge.say(envelope(n));
  expect(session.connections.size).toBe(2);
  expect(added.map(({ n }) => n)).toEqual([1, 1, 2]);
});

it("counts what no bridge of ours says", async () => {
  const { bridges, session, added } = makeBackground();
  const bridge = makePort();
  bridges.connect(bridge.port);
  await bridge.say({ odd: true });
  expect(added).toEqual([]);
  expect(session.forgedCount).toBe(1);
});

it("looks at nothing of a site that is off, and lets its bridge forget it", async () => {
  const { bridges, session, added } = makeBackground("off");
  const bridge = makePort();
  bridges.connect(bridge.port);
  await bridge.say(envelope(3));
  expect(bridge.posted).toEqual([{ kind: "ack", n: 3 }]);
  expect([session.connections.size, added.length]).toEqual([0, 0]);
});

it("keeps one port for a document, the newest", () => {
  const { bridges } = makeBackground();
  const [first, second] = [makePort(), makePort()];
  bridges.connect(first.port);
  bridges.connect(second.port);
  expect([first.end.isOpen, second.end.isOpen]).toEqual([false, true]);
});

it("switches off where no tab is, for nobody could look at it", () => {
  const { bridges } = makeBackground();
  const bridge = makePort({});
  bridges.connect(bridge.port);
  expect(bridge.posted).toEqual([{ kind: "orders", mode: "off", limits: DEFAULT_LIMITS }]);
});
