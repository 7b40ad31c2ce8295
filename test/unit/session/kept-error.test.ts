/** An error that the other side reports on an open connection is not forgotten with what came after. */
import { expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import { SHAPE_OBJECT } from "../../../src/protocol/rows.ts";
import { FIRST_SAMPLES } from "../../../src/session/limits.ts";
import { reduce } from "../../../src/session/reduce.ts";
import { makeConnecting, makeEnvelope, makeRows, makeSession, T0 } from "../../builders.ts";

const TICK = JSON.stringify({ type: "depth", bids: 3, asks: 4 });
const limited = (n: number) =>
  JSON.stringify({ type: "error", code: 429, message: "Rate limit exceeded", id: `order-${n}` });

function hear(bodies: string[]) {
  const recording = { kind: "recording", at: 0, seq: 0, on: true } as const;
  const open = { kind: "open", at: 1, seq: 0, id: 1, protocol: "", extensions: "" } as const;
  const session = reduce(
    makeSession(),
    makeEnvelope({ events: [makeConnecting(1), open, recording] }),
  );
  const rows = makeRows(
    bodies.map((_, i) => 10 + i * 100),
    { bodies, shape: new Uint8Array(bodies.length).fill(SHAPE_OBJECT) },
  );
  return reduce(session, makeEnvelope({ n: 2, rows }));
}

const ticks = (count: number) => Array.from({ length: count }, () => TICK);

it("stands after the first messages, the newest of them, and is told", () => {
  const session = hear([...ticks(20), limited(1), ...ticks(20), limited(2), ...ticks(40)]);
  const [connection] = session.connections.values();
  expect(connection?.first.map(({ seq }) => seq)).toEqual([0, 1, 2, 3, 41]);
  const told = diagnose(session, T0 + 20_000).findings.filter(({ id }) => id === "rate-limited");
  expect(told).toMatchObject([{ until: T0 + 10 + 4_100 }]);
});

it("is not looked for among messages that report none", () => {
  const [connection] = hear(ticks(80)).connections.values();
  expect(connection?.first).toHaveLength(FIRST_SAMPLES);
});
