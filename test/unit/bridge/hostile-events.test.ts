import { afterAll, describe, expect, it, vi } from "vitest";
import { fitEvents } from "../../../src/bridge/fit-events.ts";
import {
  createOutbox,
  MAX_UNACKNOWLEDGED_BYTES,
  type Outgoing,
} from "../../../src/bridge/outbox.ts";
import { weighEvent } from "../../../src/bridge/weigh.ts";
import type { FromBridge, Hello } from "../../../src/protocol/envelope.ts";
import { type PageEvent, parsePageEvent } from "../../../src/protocol/page-event.ts";
import { makeClose, makeConnecting } from "../../builders.ts";

/** What the browser does with messages of an extension. */
const browserEnd = { hear: (_: FromBridge) => {}, connects: 0, isConnected: true };
/** As Chromium's ports do, which take 64 MiB. */
const MAX_MESSAGE = 64 * 1024;

function connect() {
  browserEnd.connects++;
  browserEnd.isConnected = true;
  return {
    onMessage: { addListener: () => undefined },
    onDisconnect: { addListener: () => undefined },
    disconnect: () => undefined,
    postMessage(message: FromBridge) {
      if (!browserEnd.isConnected) throw new Error("Attempting to use a disconnected port object");
      const cloned = structuredClone(message);
      if (JSON.stringify(cloned).length > MAX_MESSAGE)
        throw new Error("Message exceeded maximum allowed size of 64MiB.");
      browserEnd.hear(cloned);
    },
  };
}

// The browser's API refuses to be loaded elsewhere than in an extension.
vi.hoisted(() => {
  vi.resetModules();
  vi.stubGlobal("browser", undefined);
  vi.stubGlobal("chrome", { runtime: { id: "here" } });
});
afterAll(() => vi.unstubAllGlobals());
const { createRuntimePort } = await import("../../../src/bridge/runtime-port.ts");
const { browser } = await import("../../../src/shared/browser.ts");
Object.assign(browser.runtime, { connect });

const outgoing = (events: PageEvent[]): Outgoing => ({
  ...{ clock: { wallMs: 0, monotonicMs: 0 }, recorded: false, rows: null },
  ...{ backlog: null, lateBodies: [], events },
});
const HELLO: Hello = { kind: "hello", hooked: true, prepared: false, visible: true, online: true };

function makeBridge() {
  const said: (number | "hello")[] = [];
  const lost: string[] = [];
  browserEnd.connects = 0;
  browserEnd.hear = (message) => {
    if (message.kind === "envelope") said.push(message.n);
    else if (message.kind === "hello") said.push("hello");
  };
  const port = createRuntimePort({
    opened: () => {
      port.send(HELLO);
      outbox.resend();
    },
    greeting: () => HELLO,
    message: () => undefined,
    closed: () => undefined,
    orphaned: () => undefined,
  });
  const outbox = createOutbox(
    (envelope) => port.send(envelope),
    (error, count) => lost.push(`${count}: ${error}`),
  );
  return { port, outbox, said, lost };
}

const poison = (): PageEvent => ({ ...makeConnecting(1), url: "n".repeat(MAX_MESSAGE) });

describe("a port of Chromium's that does not take a message", () => {
  it("too large: it is given up and counted, the port stays, and what is behind it goes", () => {
    const { port, outbox, said, lost } = makeBridge();
    port.open();
    outbox.push(outgoing([poison(), makeConnecting(2)]));
    outbox.push(outgoing([makeConnecting(3)]));
    expect(lost).toEqual(["2: Error: Message exceeded maximum allowed size of 64MiB."]);
    expect(said.filter((one) => one !== "hello")).toEqual([2]);
    expect([browserEnd.connects, port.isOpen]).toEqual([1, true]);
    outbox.acknowledge(2);
    expect(outbox.waiting).toBe(0);
  });

  it("not to be cloned: likewise", () => {
    const { port, outbox, said, lost } = makeBridge();
    port.open();
    outbox.push(outgoing([{ ...makeConnecting(1), url: (() => "") as never }]));
    outbox.push(outgoing([makeConnecting(2)]));
    expect(lost).toEqual([expect.stringMatching(/^1: DataCloneError: /)]);
    expect(said.filter((one) => one !== "hello")).toEqual([2]);
    expect(port.isOpen).toBe(true);
  });

  it("because it is gone, which nobody said: all goes by the next one, but what is too large", () => {
    const { port, outbox, said, lost } = makeBridge();
    port.open();
    browserEnd.isConnected = false;
    for (const event of [makeConnecting(1), poison(), makeConnecting(3)])
      outbox.push(outgoing([event]));
    expect(said).toEqual(["hello"]);
    expect([port.isOpen, lost]).toEqual([false, []]);
    port.open();
    expect(said.filter((one) => one !== "hello")).toEqual([1, 3]);
    expect(lost).toHaveLength(1);
    expect(browserEnd.connects).toBe(2);
  });
});

const LONG = "n".repeat(1_000_000);

describe("events of a page, at the bridge's door", () => {
  it("have texts of bounded length and no values but those that events have", () => {
    const wild = {
      constructor: LONG,
      toString: LONG,
      url: LONG,
      stack: LONG,
      [LONG]: LONG,
      extra: { deep: [LONG] },
      message: LONG,
    };
    const protocols = Array.from({ length: 1_000 }, () => LONG);
    const last = [{ seq: 1, at: 1, send: true, body: LONG, extra: LONG }, null, LONG];
    const events = [
      { ...makeConnecting(1), ...wild, protocols },
      { ...makeClose(1, 1), reason: LONG, last },
      { kind: LONG, at: LONG, seq: [LONG] },
      ...[null, 1, LONG],
    ];
    const fit = fitEvents(events as never);
    expect(fit).toHaveLength(3);
    expect(JSON.stringify(fit).length).toBeLessThan(120_000);
    for (const event of fit) expect(weighEvent(event)).toBeLessThan(110_000);
  });

  it("are, where they fit, the same as before", () => {
    const close = { ...makeClose(1, 1), last: [{ seq: 1, at: 1, send: true, body: "text" }] };
    const bytes = { ...close, last: [{ seq: 1, at: 1, send: false, body: Uint8Array.of(1) }] };
    const events = [{ ...makeConnecting(1), protocols: ["a", "b"] }, close, bytes] as PageEvent[];
    expect(fitEvents(events)).toEqual(events);
    expect(fitEvents(events).map(parsePageEvent)).toEqual(events);
  });

  it("weigh a number each, so that the limit of what waits goes on to be one", () => {
    const sent: number[] = [];
    const outbox = createOutbox(
      ({ n }) => sent.push(n) > 0,
      () => {},
    );
    const odd = { kind: "send-failed", id: 1, at: 1, seq: 0, name: "", sizeBytes: null };
    for (const message of [1, null, undefined, [], {}, [null], [1], [{ body: { length: "x" } }]])
      outbox.push(outgoing(fitEvents([{ ...odd, message } as never])));
    const before = sent.length;
    expect(before).toBe(8);
    const heavy = outgoing([{ ...makeConnecting(1), url: "u".repeat(16_000) }]);
    for (let bytes = 0; bytes < 2 * MAX_UNACKNOWLEDGED_BYTES; bytes += 16_000) outbox.push(heavy);
    expect(sent.length - before).toBeLessThan(MAX_UNACKNOWLEDGED_BYTES / 16_000);
  });

  it("refuses what has no weight instead of taking it into the sum", () => {
    const outbox = createOutbox(
      () => true,
      () => {},
    );
    const lateBodies = [{ seq: 0, body: {} as Uint8Array<ArrayBuffer> }];
    expect(() => outbox.push({ ...outgoing([]), lateBodies })).toThrow("without a weight");
    expect(outbox.waiting).toBe(0);
  });
});
