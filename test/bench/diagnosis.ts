/** `npm run bench -- diagnosis`: how fast messages are folded and a session is diagnosed, in Node. */
import { diagnose } from "../../src/analysis/diagnose.ts";
import { ROW_SEND, type Rows, SHAPE_OBJECT } from "../../src/protocol/rows.ts";
import { reduce } from "../../src/session/reduce.ts";
import type { Session } from "../../src/session/session.ts";
import { makeClose, makeConnecting, makeEnvelope, makeRows, makeSession, T0 } from "../builders.ts";
import { median } from "./statistics.ts";

const MESSAGES = 1_000_000;
const BATCH = 1_000;
const ROUNDS = 5;
const NOW = T0 + 2 * MESSAGES;

type Workload = { name: string; connections: number; sizeBytes: number; body: string | null };

const WORKLOADS: Workload[] = [
  { name: "128 B received, 1 connection", connections: 1, sizeBytes: 128, body: null },
  { name: "40 B echoed, 1 connection", connections: 1, sizeBytes: 40, body: null },
  { name: "128 B, 2,000 connections in turn", connections: 2_000, sizeBytes: 128, body: null },
  {
    name: "JSON recorded, 50 connections",
    connections: 50,
    sizeBytes: 26,
    body: '{"price":101.5,"size":200}',
  },
];

export function benchDiagnosis(): string[] {
  const lines = [
    "| 1,000,000 messages in Node, medians of the processor's time | folded | diagnosed | after one more message | after one more close |",
    "| --- | --- | --- | --- | --- |",
  ];
  for (const workload of WORKLOADS) {
    const rates: number[] = [];
    const first: number[] = [];
    const afterMessage: number[] = [];
    const afterClose: number[] = [];
    // The first round warms the compiler and does not count.
    for (let round = 0; round <= ROUNDS; round++) {
      const session = openSession(workload.connections);
      const batches = makeBatches(workload);
      const foldMs = timeMs(() => fold(session, batches));
      endMost(session, workload.connections);
      const firstMs = timeMs(() => diagnose(session, NOW));
      reduce(
        session,
        makeEnvelope({ n: 90_001, rows: makeRows([MESSAGES], { firstSeq: MESSAGES }) }),
      );
      const messageMs = timeMs(() => diagnose(session, NOW));
      reduce(session, makeEnvelope({ n: 90_002, events: [end(workload.connections)] }));
      const closeMs = timeMs(() => diagnose(session, NOW));
      if (round === 0) continue;
      rates.push(MESSAGES / (foldMs * 1_000));
      first.push(firstMs);
      afterMessage.push(messageMs);
      afterClose.push(closeMs);
    }
    const ms = (times: number[]) => `${median(times).toFixed(1)} ms`;
    lines.push(
      `| ${workload.name} | ${median(rates).toFixed(2)} M messages/s | ${ms(first)} | ${ms(afterMessage)} | ${ms(afterClose)} |`,
    );
  }
  for (const line of lines) console.log(line);
  return lines;
}

/** On twenty endpoints. */
function openSession(connections: number): Session {
  const session = makeSession();
  const ids = Array.from({ length: connections }, (_, i) => i + 1);
  const events = ids.flatMap((id) => [
    { ...makeConnecting(id, id), url: `wss://api.example.com/live/${id % 20}` },
    { kind: "open", id, at: id + 20, seq: 0, protocol: "", extensions: "" } as const,
  ]);
  return reduce(session, makeEnvelope({ events }));
}

const end = (id: number) => ({
  ...makeClose(id, MESSAGES + 3_000 + id, MESSAGES),
  code: 1006,
  wasClean: false,
});

/** Nine in ten, as in a tab that has been open for long. */
function endMost(session: Session, connections: number): void {
  const ids = Array.from({ length: connections }, (_, i) => i + 1);
  const events = ids.filter((id) => id % 10 !== 0 && id < connections).map(end);
  reduce(session, makeEnvelope({ n: 90_000, events }));
}

const fold = (session: Session, batches: Rows[]): void =>
  batches.forEach((rows, i) => void reduce(session, makeEnvelope({ n: i + 2, rows })));

/** One message a millisecond, in turn over the connections, every other one sent. */
function makeBatches({ connections, sizeBytes, body }: Workload): Rows[] {
  return Array.from({ length: MESSAGES / BATCH }, (_, batch) => {
    const firstSeq = batch * BATCH;
    const times = Array.from({ length: BATCH }, (_, i) => 3_000 + firstSeq + i);
    return makeRows(times, {
      firstSeq,
      connection: Uint32Array.from(times, (at) => (at % connections) + 1),
      flags: Uint8Array.from(times, (at) => (sizeBytes < 64 && at % 2 === 0 ? ROW_SEND : 0)),
      shape: new Uint8Array(BATCH).fill(SHAPE_OBJECT),
      // No two alike, so that none is recognised at once.
      hash: Uint32Array.from(times, (at) =>
        sizeBytes > 64 ? 0 : Math.imul(at, 0x9e37_79b1) >>> 0,
      ),
      sizeBytes: Float64Array.from(times, (at) => sizeBytes + (at % 7)),
      bodies: body === null ? null : new Array<string>(BATCH).fill(body),
    });
  });
}

/** Of the processor, so that a busy machine counts for nothing. */
function timeMs(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
