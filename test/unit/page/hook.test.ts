import vm from "node:vm";
import { beforeAll, describe, expect, it } from "vitest";
import { LINK_BORROWED } from "../../../src/protocol/link.ts";
import { type PageEvent, parsePageEvent } from "../../../src/protocol/page-event.ts";
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

describe("a function of one window that is called on a socket of another", () => {
  const open = () => {
    const browser = new WeakMap<object, object>();
    const [here, there] = [createRealm(hook, browser), createRealm(hook, browser)];
    for (const realm of [here, there]) realm.order("record");
    const socket = new there.page.WebSocket("ws://there/");
    const { send, close } = here.page.WebSocket.prototype;
    return { here, there, socket, send, close };
  };

  it("is told by the socket's own window: what was sent, and that the page closed it", () => {
    const { here, there, socket, send, close } = open();
    there.open(socket);
    const Bytes = vm.runInContext("Uint8Array", here.page) as typeof Uint8Array;
    let asked = 0;
    const word = {
      toString: () => {
        asked++;
        return "an object";
      },
    };
    for (const data of ["a text", word, new Bytes([1, 2]), new Uint8Array(3)])
      send.call(socket, data as never);
    close.call(socket, 4001, "enough");
    for (const realm of [here, there]) realm.pull();
    expect(asked).toBe(1);
    const arrived = here.sent.map(({ data }) => (typeof data === "string" ? data : "bytes"));
    expect(arrived).toEqual(["a text", "an object", "bytes", "bytes"]);
    const rows = there.batches.flatMap((batch) => (batch.rows ? [batch.rows] : []));
    expect(rows.flatMap(({ sizeBytes }) => [...sizeBytes])).toEqual([6, 9, 2, 3]);
    expect(rows.flatMap(({ flags }) => [...flags])).toEqual([1, 1, 3, 3]);
    expect(rows[0]?.bodies?.slice(0, 2)).toEqual(["a text", "an object"]);
    expect(ofKind(there, "closing")).toMatchObject([{ id: 1, code: 4001, reason: "enough" }]);
    expect(here.events().filter(({ kind }) => kind !== "recording")).toEqual([]);
    expect([...here.messages()]).toEqual([]);
    for (const realm of [here, there]) expect(ofKind(realm, "dropped")).toEqual([]);
  });

  it("throws what it throws without us, and the failed call is told", () => {
    const { here, there, socket, send, close } = open();
    let asked = 0;
    const word = { toString: () => `${++asked}` };
    expect(() => send.call(socket, "too early")).toThrow("Still connecting");
    for (const stranger of [undefined, 1, {}, new here.page.EventTarget(), new Proxy(socket, {})]) {
      expect(() => send.call(stranger as never, word as never)).toThrow("Illegal invocation");
      expect(() => close.call(stranger as never)).toThrow("Illegal invocation");
    }
    for (const realm of [here, there]) realm.pull();
    expect(asked).toBe(0);
    expect(ofKind(there, "send-failed")).toMatchObject([
      { id: 1, name: "InvalidStateError", message: "Still connecting", sizeBytes: null },
    ]);
    for (const realm of [here, there]) {
      expect(ofKind(realm, "dropped")).toEqual([]);
      expect(realm.errors).toEqual([]);
    }
  });

  it("is not heard by the page, and what the page says in its place moves nothing but its own rows", () => {
    const { there, socket, send, close } = open();
    there.open(socket);
    const heard: unknown[] = [];
    socket.addEventListener(LINK_BORROWED, (event) => heard.push(event));
    send.call(socket, "one");
    const { CustomEvent } = there.page;
    for (const detail of [null, "text", { data: Symbol("no text") }, { kind: "close", id: 7 }])
      socket.dispatchEvent(new CustomEvent(LINK_BORROWED, { detail }));
    socket.dispatchEvent(new there.page.Event(LINK_BORROWED));
    close.call(socket);
    there.close(socket);
    there.pull();
    expect(heard).toEqual([]);
    expect(there.errors).toEqual([]);
    expect([...there.messages()]).toEqual([[1, 1]]);
    expect(ofKind(there, "close")).toHaveLength(1);
    expect(ofKind(there, "closing").map(({ id }) => id)).toEqual([1, 1]);
  });
});

describe("texts and values that a page puts into events", () => {
  const LONG = "n".repeat(100_000);
  const NAMES = { closing: ["code", "reason", "stack"], "send-failed": ["name", "message"] };

  it("are cut, checked and bare of what the page adds, before they leave it", () => {
    const realm = start();
    const { CustomEvent, WebSocket } = realm.page;
    const thrower = {
      toString() {
        throw new DOMException(LONG, LONG);
      },
    };
    expect(() => new WebSocket(thrower as never)).toThrow(LONG);
    const socket = new WebSocket("ws://here/");
    realm.open(socket);
    expect(() => socket.send(thrower as never)).toThrow(LONG);
    const foreign = { [LONG]: LONG, extra: LONG };
    const all = { name: LONG, message: LONG, code: LONG, reason: LONG, stack: LONG };
    const odd = { message: 1, name: 1, code: [LONG], reason: [LONG], stack: 1 };
    const details = [{ error: LONG }, { error: new DOMException(LONG, LONG) }, all, odd];
    for (const detail of [...details, { message: 1 }, { message: null }])
      socket.dispatchEvent(new CustomEvent(LINK_BORROWED, { detail: { ...detail, ...foreign } }));
    realm.close(socket);
    realm.pull();
    expect(JSON.stringify(realm.events()).length).toBeLessThan(40_000);
    expect(realm.events().map(parsePageEvent)).toEqual(realm.events());
    for (const [kind, keys] of Object.entries(NAMES)) {
      for (const event of ofKind(realm, kind as "closing" | "send-failed"))
        expect(Object.keys(event)).toEqual(expect.arrayContaining(keys));
    }
    expect(ofKind(realm, "closing").map(({ code }) => code)).toEqual([null, null, null, null]);
    expect(ofKind(realm, "send-failed").map(({ name }) => name.length)).toEqual([256, 5, 256]);
    expect(ofKind(realm, "constructor-threw")).toHaveLength(1);
    expect(ofKind(realm, "close")).toHaveLength(1);
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
