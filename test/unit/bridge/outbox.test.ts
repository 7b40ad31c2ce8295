import { describe, expect, it } from "vitest";
import { createOutbox, type Outgoing } from "../../../src/bridge/outbox.ts";
import type { Envelope } from "../../../src/protocol/envelope.ts";
import { makeRows } from "../../builders.ts";

const outgoing = (parts: Partial<Outgoing> = {}): Outgoing => ({
  clock: { wallMs: 1_000, monotonicMs: 10 },
  rows: null,
  backlog: null,
  lateBodies: [],
  events: [],
  ...parts,
});

/** An outbox whose port works while `connected` is true. */
function makeOutbox() {
  const port = { connected: true, sent: [] as Envelope[] };
  const outbox = createOutbox((envelope) => {
    if (port.connected) port.sent.push(envelope);
    return port.connected;
  });
  return { port, outbox, numbers: () => port.sent.map(({ n }) => n) };
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
    const big = () => makeRows([1], { bodies: ["x".repeat(9 * 1024 * 1024)] });
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
});
