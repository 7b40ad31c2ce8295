import { expect, it } from "vitest";
import type { Runtime } from "webextension-polyfill";
import type { Recording } from "../../../src/background/recording/recording.ts";
import { weighEnvelope } from "../../../src/background/recording/weigh-envelope.ts";
import { createSaving } from "../../../src/background/saving.ts";
import type { Tab } from "../../../src/background/tab.ts";
import type { Tabs } from "../../../src/background/tabs.ts";
import { makeEnvelope, makeRows, makeSession } from "../../builders.ts";

const MIB = 1024 * 1024;

/** A store that is given what comes, and takes it only when the test says so. */
function makeSaving() {
  let stored = (): void => {};
  let failed = (): void => {};
  let refused = 0;
  const done: string[] = [];
  const recording = {
    write: (_tabId: number, recorded: readonly unknown[]) =>
      new Promise((resolve, reject) => {
        done.push(`stored ${recorded.length}`);
        stored = () => resolve({ went: [], connectionIds: [] });
        failed = () => reject(new Error("The disk is gone"));
      }),
    sweep: async () => {
      done.push("swept");
      return { tabId: 1, count: 7, sizeBytes: 70 };
    },
    takeMissing: () => [],
  };
  let closed = false;
  const tabs = {
    budget: () => ({ rows: 1, storedBytes: 1 }),
    find: () => undefined,
    isClosed: () => closed,
  };
  const acknowledged: unknown[] = [];
  const port = { postMessage: (message: unknown) => acknowledged.push(message) };
  return {
    saving: createSaving(tabs as unknown as Tabs, recording as unknown as Recording),
    port: port as unknown as Runtime.Port,
    tab: {
      id: 1,
      session: makeSession(),
      async save() {
        if (refused === 0) return true;
        refused--;
        return false;
      },
    } as unknown as Tab,
    acknowledged,
    done,
    finish: () => stored(),
    fail: () => failed(),
    /** The session cannot be saved so many times; gives how many are left. */
    refuse: (times = refused) => (refused = times),
    close: () => {
      closed = true;
    },
  };
}

it("has room for a document until more waits than its bridge lets wait, and again once it is saved", async () => {
  const { saving, port, tab, acknowledged, finish } = makeSaving();
  expect(saving.hasRoomFor(port, 60 * MIB)).toBe(true);
  saving.add(tab, { port, n: 1, recorded: null, bytes: 60 * MIB, hasEvents: false });
  expect(saving.hasRoomFor(port, 5 * MIB)).toBe(false);
  expect(saving.hasRoomFor({ ...port }, 5 * MIB)).toBe(true);
  finish();
  await expect.poll(() => acknowledged).toEqual([{ kind: "ack", n: 1 }]);
  expect(saving.hasRoomFor(port, 60 * MIB)).toBe(true);
});

const recorded = { tabId: 1, documentId: "d1", rows: [], lateBodies: [], wall: (at: number) => at };

it("stores what is on its way before it deletes the rows that nobody owns any more", async () => {
  const { saving, port, tab, done, finish } = makeSaving();
  saving.add(tab, { port, n: 1, recorded, bytes: 0, hasEvents: false });
  saving.add(tab, { port, n: 2, recorded, bytes: 0, hasEvents: false });
  saving.sweep(tab, false);
  finish();
  await expect.poll(() => done).toEqual(["stored 1", "stored 1"]);
  finish();
  await expect.poll(() => done).toEqual(["stored 1", "stored 1", "swept"]);
});

it("stores nothing of a tab that was closed meanwhile", async () => {
  const { saving, port, tab, done, acknowledged, finish, close } = makeSaving();
  close();
  saving.add(tab, { port, n: 1, recorded, bytes: 0, hasEvents: false });
  finish();
  await expect.poll(() => acknowledged).toHaveLength(1);
  expect(done).toEqual(["stored 0"]);
});

it("keeps what could not be saved, acknowledges none of it, and stores it once", async () => {
  const { saving, port, tab, acknowledged, done, finish, refuse } = makeSaving();
  refuse(2);
  saving.add(tab, { port, n: 1, recorded, bytes: 5, hasEvents: false });
  const left = () => {
    finish();
    return refuse();
  };
  await expect.poll(left, { timeout: 10_000 }).toBe(0);
  expect(acknowledged).toEqual([]);
  saving.add(tab, { port, n: 2, recorded: null, bytes: 5, hasEvents: false });
  const acks = () => {
    finish();
    return acknowledged;
  };
  await expect.poll(acks, { timeout: 10_000 }).toEqual([{ kind: "ack", n: 2 }]);
  expect(done.filter((one) => one === "stored 1")).toHaveLength(1);
});

it("goes on after a write that failed", async () => {
  const { saving, port, tab, acknowledged, done, finish, fail } = makeSaving();
  saving.add(tab, { port, n: 1, recorded, bytes: 0, hasEvents: false });
  await expect.poll(() => done).toEqual(["stored 1"]);
  fail();
  await expect.poll(() => done, { timeout: 10_000 }).toEqual(["stored 1", "stored 1"]);
  expect(acknowledged).toEqual([]);
  finish();
  await expect.poll(() => acknowledged).toEqual([{ kind: "ack", n: 1 }]);
});

it("weighs an envelope by its bodies, wherever they are", () => {
  const rows = makeRows([1, 2], { bodies: ["x".repeat(1_000), null] });
  const late = [{ seq: 1, body: new Uint8Array(500) }];
  const { clock, events } = makeEnvelope();
  const common = { kind: "envelope", n: 1, clock, events, recorded: true } as const;
  const bytes = weighEnvelope({ ...common, rows, backlog: rows, lateBodies: late });
  expect(bytes).toBeGreaterThanOrEqual(2_500);
  expect(bytes).toBeLessThan(2_700);
});
