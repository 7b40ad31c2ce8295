import { describe, expect, it } from "vitest";
import {
  createOutbox,
  MAX_UNACKNOWLEDGED_BYTES,
  type Outgoing,
} from "../../../src/bridge/outbox.ts";
import { weighRest } from "../../../src/bridge/weigh.ts";
import type { Envelope } from "../../../src/protocol/envelope.ts";
import { makeClose, makeRows } from "../../builders.ts";

const outgoing = (parts: Partial<Outgoing> = {}): Outgoing => ({
  clock: { wallMs: 1_000, monotonicMs: 10 },
  rows: null,
  recorded: false,
  backlog: null,
  lateBodies: [],
  events: [],
  ...parts,
});

/** An outbox whose port works while `connected` is true. */
function makeOutbox() {
  const port = { connected: true, sent: [] as Envelope[] };
  const lost: number[] = [];
  const refused = (_: unknown, count: number) => lost.push(count);
  const outbox = createOutbox((envelope) => {
    if (port.connected) port.sent.push(envelope);
    return port.connected;
  }, refused);
  return { port, outbox, lost, numbers: () => port.sent.map(({ n }) => n) };
}

describe("the outbox", () => {
  it("sends again, in order and under the same numbers, what was not acknowledged", () => {
    const { port, outbox, numbers } = makeOutbox();
    for (let i = 0; i < 4; i++) outbox.push(outgoing());
    outbox.acknowledge(2);
    port.sent.length = 0;
    outbox.resend();
    expect(numbers()).toEqual([3, 4]);
    outbox.acknowledge(4);
    expect(outbox.waiting).toBe(0);
  });

  it("keeps what is said while nobody listens", () => {
    const { port, outbox, numbers } = makeOutbox();
    port.connected = false;
    outbox.push(outgoing());
    outbox.push(outgoing());
    outbox.resend();
    port.connected = true;
    outbox.resend();
    expect(numbers()).toEqual([1, 2]);
  });

  it("leaves bodies out, and says so, where too many bytes wait; rows and events always go", () => {
    const { port, outbox } = makeOutbox();
    const big = () => makeRows([1], { bodies: [new Uint8Array(9 * 1024 * 1024)] });
    outbox.push(outgoing({ rows: big() }));
    outbox.push(outgoing({ rows: big() }));
    expect(port.sent[0]?.rows?.bodies).toHaveLength(1);
    expect(port.sent[1]?.rows).toMatchObject({ bodies: null, firstSeq: 0 });
    expect(port.sent[1]?.events).toMatchObject([
      { kind: "dropped", count: 1, why: "back-pressure" },
    ]);

    outbox.acknowledge(2);
    outbox.push(outgoing({ rows: big() }));
    expect(port.sent[2]?.rows?.bodies).toHaveLength(1);
  });

  it("counts messages over the limit in sums, in order with what else happens, and says so", () => {
    const { port, outbox } = makeOutbox();
    fill(outbox);
    port.sent.length = 0;
    const close = makeClose(1, 50, 13);
    const open = { kind: "open", id: 2, at: 51, seq: 13, protocol: "", extensions: "" } as const;
    outbox.push(outgoing({ rows: makeRows([1, 2, 3], { firstSeq: 10 }), events: [close, open] }));
    const connection = Uint32Array.of(2, 1);
    outbox.push(outgoing({ rows: makeRows([60, 61], { firstSeq: 13, connection }) }));
    expect(port.sent).toEqual([]);

    outbox.acknowledge(Number.MAX_SAFE_INTEGER);
    expect(port.sent).toHaveLength(1);
    expect(port.sent[0]).toMatchObject({ rows: null, backlog: null });
    expect(port.sent[0]?.events).toMatchObject([
      { kind: "folded", id: 1, count: 4, sizeBytes: 40, firstAt: 1, lastAt: 61 },
      { kind: "close", id: 1 },
      { kind: "open", id: 2 },
      { kind: "folded", id: 2, count: 1, seq: 14 },
      { kind: "dropped", count: 5, sizeBytes: 50, why: "back-pressure", what: "messages" },
    ]);
    outbox.push(outgoing({ rows: makeRows([70], { firstSeq: 15 }) }));
    expect(port.sent[1]?.rows?.at).toHaveLength(1);
  });

  it("says all it knows when the page goes, whatever waits", () => {
    const { port, outbox } = makeOutbox();
    fill(outbox);
    port.sent.length = 0;
    outbox.push(outgoing({ rows: makeRows([1, 2]) }));
    const hide = { kind: "pagehide", at: 3, seq: 2, persisted: false } as const;
    outbox.push(outgoing({ events: [hide] }), true);
    expect(port.sent.flatMap(({ events }) => events.map(({ kind }) => kind))).toEqual([
      "folded",
      "pagehide",
      "dropped",
    ]);
  });

  it("lets go of all, what it only counted too, once nobody can acknowledge anything", () => {
    const { port, outbox } = makeOutbox();
    fill(outbox);
    outbox.push(outgoing({ events: [makeClose(1, 50)] }));
    outbox.clear();
    expect(outbox.waiting).toBe(0);
    fill(outbox);
    outbox.push(outgoing({ rows: makeRows([1]) }));
    port.sent.length = 0;
    outbox.acknowledge(Number.MAX_SAFE_INTEGER);
    const kinds = port.sent.flatMap(({ events }) => events.map(({ kind }) => kind));
    expect(kinds).toEqual(["folded", "dropped"]);
  });

  it("never holds more than its limit, however many messages come", () => {
    const { port, outbox } = makeOutbox();
    fill(outbox);
    const sent = port.sent.length;
    for (let i = 0; i < 2_000; i++) outbox.push(outgoing({ rows: makeRows([i]) }));
    expect(port.sent).toHaveLength(sent);
  });
});

/** So many envelopes of one message that no other may wait. */
function fill(outbox: ReturnType<typeof makeOutbox>["outbox"]): void {
  const one = outgoing({ rows: makeRows([1]) });
  const each = weighRest(one);
  for (let bytes = each; bytes <= MAX_UNACKNOWLEDGED_BYTES; bytes += each) outbox.push(one);
}
