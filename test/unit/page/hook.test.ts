import vm from "node:vm";
import { beforeAll, describe, expect, it } from "vitest";
import type { PageEvent } from "../../../src/protocol/page-event.ts";
import { createRealm, type Realm } from "./bare-realm.ts";
import { buildHook, compile } from "./hook-source.ts";

let hook: ReturnType<typeof compile>;
beforeAll(async () => {
  hook = compile(await buildHook());
});

const start = (): Realm => {
  const realm = createRealm(hook);
  realm.order("watch");
  return realm;
};

const ofKind = <K extends PageEvent["kind"]>(realm: Realm, kind: K) =>
  realm.events().filter((event) => event.kind === kind) as Extract<PageEvent, { kind: K }>[];

describe("a page that sends after the close event", () => {
  it("is watched on: later sockets, their messages and their closes arrive", () => {
    const realm = start();
    const first = new realm.page.WebSocket("ws://here/first");
    realm.open(first);
    for (let i = 0; i < 3; i++) first.send(`before ${i}`);
    realm.close(first, 4001, "enough");
    for (let i = 0; i < 20; i++) first.send(`after ${i}`);
    expect(realm.pull()).toBe(true);
    const second = new realm.page.WebSocket("ws://here/second");
    realm.open(second);
    realm.receive(second, "hello");
    realm.close(second);
    expect(realm.pull()).toBe(true);
    expect(ofKind(realm, "close").map(({ id, code }) => [id, code])).toEqual([
      [1, 4001],
      [2, 1000],
    ]);
    expect([...realm.messages()]).toEqual([
      [1, 23],
      [2, 1],
    ]);
    expect(ofKind(realm, "close")[0]?.last.map(({ body }) => body)).toEqual([
      "before 0",
      "before 1",
      "before 2",
    ]);
    expect(ofKind(realm, "dropped")).toEqual([]);
    expect(realm.errors).toEqual([]);
  });
});

describe("a batch that the bridge cannot take", () => {
  it("is given once more in parts, and what is lost of it is counted", () => {
    const realm = start();
    realm.bridge.takes = ({ events, rows }) =>
      events.every(({ kind }) => kind !== "open") && !(rows && events.length > 0);
    const socket = new realm.page.WebSocket("ws://here/");
    realm.open(socket);
    realm.receive(socket, "one");
    realm.receive(socket, "two");
    realm.close(socket);
    expect(realm.pull()).toBe(true);
    expect(realm.events().map(({ kind }) => kind)).toEqual(["connecting", "close"]);
    expect([...realm.messages()]).toEqual([[1, 2]]);
    realm.pull();
    expect(ofKind(realm, "dropped")).toMatchObject([
      { count: 1, why: "hook-error", what: "steps", error: "Error: not taken" },
    ]);
  });

  it("leaves the pull without an answer where nothing of it was taken", () => {
    const realm = start();
    realm.bridge.takes = () => false;
    realm.open(new realm.page.WebSocket("ws://here/"));
    expect(realm.pull()).toBe(false);
    realm.bridge.takes = () => true;
    expect(realm.pull()).toBe(true);
  });
});

describe("a batch that nobody takes", () => {
  it("is counted by its messages, and without the page's own getters", () => {
    const realm = start();
    const socket = new realm.page.WebSocket("ws://here/");
    realm.open(socket);
    realm.pull();
    let calls = 0;
    const typedArray = "Object.getPrototypeOf(Uint8Array.prototype)";
    Object.defineProperty(vm.runInContext(typedArray, realm.page), "length", {
      get: () => ++calls,
    });
    for (let i = 0; i < 9; i++) realm.receive(socket, "x");
    realm.bridge.takes = ({ rows }) => rows === null;
    realm.pull();
    realm.pull();
    expect(ofKind(realm, "dropped")).toMatchObject([{ count: 9, what: "steps" }]);
    expect(calls).toBe(0);
  });
});

describe("a page that uses up its stack", () => {
  it("does not silence the hook, whichever part of it ran out", () => {
    const realm = start();
    const socket = new realm.page.WebSocket("ws://here/");
    realm.open(socket);
    let calls = 0;
    const recurse = (): void => {
      calls++;
      try {
        socket.send("deep");
        recurse();
      } catch {
        // The stack is used up, here or in the browser's own function.
      }
    };
    recurse();
    expect(calls).toBeGreaterThan(100);
    realm.receive(socket, "after");
    realm.close(socket);
    expect(realm.signals).not.toEqual([]);
    expect(realm.pull()).toBe(true);
    expect(ofKind(realm, "close")).toHaveLength(1);
    const told = realm.messages().get(1) ?? 0;
    const lost = ofKind(realm, "dropped").reduce((sum, { count }) => sum + count, 0);
    expect(told).toBeLessThanOrEqual(realm.sent.length + 1);
    expect(told + lost).toBeGreaterThanOrEqual(realm.sent.length + 1);
  });

  it("is told of each message that went, where a full batch could not be handed over", () => {
    const realm = start();
    const socket = new realm.page.WebSocket("ws://here/");
    realm.open(socket);
    const sendWhereItFits = (): void => {
      try {
        sendWhereItFits();
      } catch {
        // From the deepest call up.
      }
      try {
        socket.send("deep");
      } catch {
        // Here is too little room for anything.
      }
    };
    // A batch becomes full where there is no room to hand it over.
    for (let i = 0; i < 980; i++) socket.send("before");
    sendWhereItFits();
    realm.pull();
    realm.pull();
    const told = realm.messages().get(1) ?? 0;
    const lost = ofKind(realm, "dropped").reduce((sum, { count }) => sum + count, 0);
    expect(told + lost).toBeGreaterThanOrEqual(realm.sent.length);
  });
});
