/** Thousands of steps over the hook alone: what it hands over is what was done to it. */
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import type { PageEvent } from "../../../src/protocol/page-event.ts";
import { ROW_BINARY, ROW_LOST, ROW_SEND, type Rows } from "../../../src/protocol/rows.ts";
import { seedsToWalk } from "../../walk/seeds.ts";
import { createRealm, type Realm } from "./bare-realm.ts";
import { buildHook, compile } from "./hook-source.ts";

const STEPS = 3_000;

type Body =
  | { kind: "text"; text: string }
  | { kind: "buffer" | "view" | "detached" | "blob"; bytes: number }
  | { kind: "object"; text: string; act: "nothing" | "close" | "throw" };
type Step =
  | { do: "construct"; url: string }
  | { do: "send" | "receive"; socket: number; body: Body }
  | { do: "open" | "error" | "nothing" | "pull"; socket: number }
  | { do: "close"; socket: number; code: number }
  | { do: "end"; socket: number; code: number; reason: string }
  | { do: "fake"; socket: number; type: "message" | "close" | "open" }
  | { do: "misuse"; self: "object" | "null" }
  | { do: "order"; mode: "watch" | "record" };

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom("", "\ud800", "a\udc00", "x".repeat(4_096), "é".repeat(3_000), "{}"),
);
const bytes = fc.oneof(fc.nat({ max: 100 }), fc.constantFrom(0, 4_096, 4_097, 70_000, 300_000));
const body: fc.Arbitrary<Body> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("text" as const), text }) },
  fc.record({ kind: fc.constantFrom("buffer", "view", "detached", "blob"), bytes }),
  fc.record({
    kind: fc.constant("object" as const),
    text,
    act: fc.constantFrom("nothing", "close", "throw"),
  }),
);
/** Counted back from the newest one. */
const socket = fc.nat({ max: 8 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant("construct" as const),
    url: fc.constantFrom("ws://here/a", "ws://here/b?c", "wss://there/", "mailto:x"),
  }),
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("open" as const), socket }) },
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constantFrom("send" as const, "receive" as const),
      socket,
      body,
    }),
  },
  fc.record({
    do: fc.constant("close" as const),
    socket,
    code: fc.constantFrom(1000, 1001, 3000, 4999, 5000),
  }),
  fc.record({
    do: fc.constant("end" as const),
    socket,
    code: fc.constantFrom(1000, 1005, 1006, 1011, 4001),
    reason: fc.constantFrom("", "bye", "é"),
  }),
  fc.record({ do: fc.constantFrom("error" as const, "nothing" as const, "pull" as const), socket }),
  fc.record({
    do: fc.constant("fake" as const),
    socket,
    type: fc.constantFrom("message", "close", "open"),
  }),
  fc.record({ do: fc.constant("misuse" as const), self: fc.constantFrom("object", "null") }),
  fc.record({ do: fc.constant("order" as const), mode: fc.constantFrom("watch", "record") }),
);

type BookedRow = { id: number; flags: number; sizeBytes: number };

/** Does the steps, and keeps books: every message in its order, and every event of a socket. */
function createWalker(realm: Realm) {
  const { page } = realm;
  const sockets: WebSocket[] = [];
  const rows: BookedRow[] = [];
  const events: string[] = [];

  const chosen = (back: number) => {
    const index = sockets.length - 1 - (back % sockets.length);
    return { id: index + 1, socket: sockets[index] as WebSocket };
  };
  const note = (id: number, flags: number, data: unknown) =>
    rows.push({ id, flags: flags | flagsOf(data), sizeBytes: sizeOf(data) });

  const send = (id: number, socket: WebSocket, given: unknown, travels: unknown) => {
    try {
      socket.send(given as string);
    } catch {
      events.push(`${id} send-failed`);
      return;
    }
    note(id, socket.readyState >= 2 ? ROW_SEND | ROW_LOST : ROW_SEND, travels);
  };
  const close = (id: number, socket: WebSocket, code: number) => {
    const first = socket.readyState < 2;
    try {
      socket.close(code);
    } catch {
      return;
    }
    if (first) events.push(`${id} closing ${code}`);
  };

  const take = (what: Step): void => {
    switch (what.do) {
      case "construct":
        try {
          sockets.push(new page.WebSocket(what.url));
          events.push(`${sockets.length} connecting ${what.url}`);
        } catch {
          events.push("constructor-threw");
        }
        return;
      case "misuse":
        // Not by its class: the realm has a TypeError of its own.
        expect(() =>
          page.WebSocket.prototype.send.call((what.self === "null" ? null : {}) as WebSocket, "x"),
        ).toThrow();
        return;
      case "order":
        realm.order(what.mode);
        return;
      case "pull":
        realm.pull();
        return;
    }
    if (sockets.length === 0) return;
    const { id, socket: on } = chosen(what.socket);
    switch (what.do) {
      case "send": {
        const close4 = () => close(id, on, 4_000);
        send(id, on, ...makeBody(what.body, close4));
        return;
      }
      case "receive": {
        if (on.readyState !== 1 || what.body.kind === "detached") return;
        const [, data] = makeBody(what.body, () => {});
        note(id, 0, data);
        realm.receive(on, data);
        return;
      }
      case "nothing":
        expect(() => Reflect.apply(on.send, on, [])).toThrow();
        events.push(`${id} send-failed`);
        return;
      case "open":
        if (on.readyState !== 0) return;
        realm.open(on);
        events.push(`${id} open`);
        return;
      case "error":
        if (on.readyState === 3) return;
        realm.error(on);
        events.push(`${id} error 3`);
        return;
      case "close":
        close(id, on, what.code);
        return;
      case "end":
        if (on.readyState === 3) return;
        realm.close(on, what.code, what.reason);
        events.push(`${id} close ${what.code} ${what.reason}`);
        return;
      case "fake":
        on.dispatchEvent(
          what.type === "message"
            ? new page.MessageEvent("message", { data: "never sent" })
            : what.type === "close"
              ? new page.CloseEvent("close", { code: 4_444 })
              : new page.Event("open"),
        );
        return;
    }
  };
  return { take, rows, events };
}

/** What is given to `send`, and what of it travels. */
function makeBody(what: Body, close: () => void): [unknown, unknown] {
  switch (what.kind) {
    case "text":
      return [what.text, what.text];
    case "buffer": {
      const { buffer } = new Uint8Array(what.bytes);
      return [buffer, buffer];
    }
    case "view": {
      const view = new DataView(new ArrayBuffer(what.bytes + 4), 4);
      return [view, view];
    }
    case "detached": {
      const buffer = new ArrayBuffer(what.bytes);
      structuredClone(buffer, { transfer: [buffer] });
      return [buffer, buffer];
    }
    case "blob": {
      const blob = new Blob([new Uint8Array(what.bytes)]);
      return [blob, blob];
    }
    case "object": {
      const speaking = {
        toString() {
          if (what.act === "throw") throw new Error("the page's own");
          if (what.act === "close") close();
          return what.text;
        },
      };
      return [speaking, what.text];
    }
  }
}

const flagsOf = (data: unknown): number => (typeof data === "string" ? 0 : ROW_BINARY);
const sizeOf = (data: unknown): number =>
  typeof data === "string"
    ? Buffer.byteLength(data)
    : data instanceof Blob
      ? data.size
      : (data as ArrayBuffer).byteLength;

const KEPT_FLAGS = ROW_SEND | ROW_LOST | ROW_BINARY;
const told = (rows: Rows): BookedRow[] =>
  Array.from(rows.connection, (id, i) => ({
    id,
    flags: (rows.flags[i] as number) & KEPT_FLAGS,
    sizeBytes: rows.sizeBytes[i] as number,
  }));

function describeEvent(event: PageEvent): string {
  switch (event.kind) {
    case "constructor-threw":
      return event.kind;
    case "connecting":
      return `${event.id} connecting ${event.url}`;
    case "open":
    case "send-failed":
      return `${event.id} ${event.kind}`;
    case "closing":
      return `${event.id} closing ${event.code}`;
    case "error":
      return `${event.id} error ${event.readyState}`;
    case "close":
      return `${event.id} close ${event.code} ${event.reason}`;
    default:
      return event.kind;
  }
}

let hook: ReturnType<typeof compile>;
beforeAll(async () => {
  hook = compile(await buildHook());
});

/** Where two long lists part, and null where they do not. */
function firstDifference(expected: unknown[], found: unknown[]): object | null {
  for (let at = 0; at < Math.max(expected.length, found.length); at++) {
    const [want, have] = [expected[at], found[at]];
    if (JSON.stringify(want) !== JSON.stringify(have)) return { at, want, have };
  }
  return null;
}

it.each(seedsToWalk())(
  "a walk by chance is handed over whole and in order: WALK_SEED=%i",
  (seed) => {
    const realm = createRealm(hook);
    const walker = createWalker(realm);
    const list = fc.array(step, { minLength: STEPS, maxLength: STEPS, size: "max" });
    for (const each of fc.sample(list, { seed, numRuns: 1 })[0] as Step[]) walker.take(each);
    realm.pull();
    expect(realm.errors).toEqual([]);
    const events = realm.events().filter(({ kind }) => kind !== "recording");
    expect(firstDifference(walker.events, events.map(describeEvent))).toBeNull();
    const rows = realm.batches.flatMap((batch) => (batch.rows ? told(batch.rows) : []));
    expect(firstDifference(walker.rows, rows)).toBeNull();
    // What a recording brings of the time before it, with bodies, stands at its own place.
    for (const { backlog } of realm.batches) {
      if (!backlog) continue;
      const { firstSeq, connection } = backlog;
      const there = walker.rows.slice(firstSeq, firstSeq + connection.length);
      expect(firstDifference(there, told(backlog))).toBeNull();
    }
  },
);
