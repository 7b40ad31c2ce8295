/** Runs in a page of the extension: the real writer and reader, with messages made up by number. */
import type { Rows } from "../../../src/protocol/rows.ts";
import type { StoredRow } from "../../../src/session/stored-row.ts";
import { keysOfTab, openDatabase } from "../../../src/store/database.ts";
import { openStore } from "../../../src/store/open.ts";
import { createRecorder } from "../../../src/store/recorder.ts";
import type { Budget } from "../../../src/store/retain.ts";
import type { Recorded } from "../../../src/store/write.ts";
import { bodyOf, type Traffic } from "./traffic.ts";

function rowsFor(traffic: Traffic, firstSeq: number, n: number): Rows {
  const seqs = Array.from({ length: n }, (_, i) => firstSeq + i);
  return {
    firstSeq,
    connection: Uint32Array.from(seqs, (seq) => 1 + (seq % traffic.connections)),
    at: Float64Array.from(seqs, (seq) => traffic.startAt + seq * traffic.stepMs),
    flags: new Uint8Array(n).fill(traffic.flags ?? 0),
    shape: new Uint8Array(n),
    sizeBytes: new Float64Array(n).fill(128),
    hash: new Uint32Array(n),
    bufferedBytes: new Float64Array(n),
    bodies: seqs.map((seq) => bodyOf(traffic.documentId, seq)),
  };
}

const UNLIMITED: Budget = { rows: Number.POSITIVE_INFINITY, storedBytes: Number.POSITIVE_INFINITY };
const recorder = createRecorder();
const reader = openStore();

export async function write(tabId: number, traffic: Traffic, budget: Budget | null) {
  const went = { count: 0, sizeBytes: 0 };
  const { documentId, fromSeq, rows, batchRows, batches } = traffic;
  const end = fromSeq + rows;
  const started = performance.now();
  for (let seq = fromSeq; seq < end; ) {
    const recorded: Recorded[] = [];
    for (let i = 0; i < batches && seq < end; i++) {
      const n = Math.min(batchRows, end - seq);
      const batch = rowsFor(traffic, seq, n);
      recorded.push({ tabId, documentId, rows: [batch], lateBodies: [], wall: (at) => at });
      seq += n;
    }
    const { count, sizeBytes } = await recorder.write(tabId, recorded, budget ?? UNLIMITED);
    went.count += count;
    went.sizeBytes += sizeBytes;
  }
  return { went, ms: performance.now() - started };
}

/** The body of one message, which comes after it; gives how many messages went for it. */
export async function writeLate(
  tabId: number,
  { documentId, seq, sizeBytes }: { documentId: string; seq: number; sizeBytes: number },
  budget: Budget,
) {
  const lateBodies = [{ seq, body: new Uint8Array(sizeBytes) }];
  const recorded = { tabId, documentId, rows: [], lateBodies, wall: (at: number) => at };
  return (await recorder.write(tabId, [recorded], budget)).count;
}

/** What the bodies take that came after their messages. */
export async function lateBytes(tabId: number): Promise<number> {
  const database = await openDatabase();
  const late = await database.getAll("lateBodies", keysOfTab(tabId));
  database.close();
  return late.reduce((bytes, { body }) => bytes + body.length, 0);
}

export async function read(tabId: number, connectionId: string | null, from: number, n: number) {
  const rows = await (await reader).read(tabId, connectionId, from, n);
  return rows.map(({ documentId, seq, body }: StoredRow) => ({ documentId, seq, body }));
}

export const count = async (tabId: number, connectionId: string | null) =>
  (await reader).count(tabId, connectionId);
export const find = async (tabId: number, connectionId: string, seq: number) =>
  (await reader).find(tabId, connectionId, seq);
export const sweep = (tabId: number, keptIds: string[]) => recorder.sweep(tabId, keptIds);
export const forget = (tabId: number) => recorder.forget(tabId);
export const storedTabs = () => recorder.tabs();
export const failure = () => String(recorder.failure());

/** How long each read takes at positions spread over all rows, in ms. */
export async function timeReads(tabId: number, connectionId: string | null, reads: number) {
  const opened = await reader;
  const total = await opened.count(tabId, connectionId);
  const times: number[] = [];
  for (let i = 0; i < reads; i++) {
    // The golden ratio spreads them evenly, each far from the one before.
    const from = Math.floor(((i * 0.618034) % 1) * Math.max(1, total - 50));
    const started = performance.now();
    const rows = await opened.read(tabId, connectionId, from, 50);
    times.push(performance.now() - started);
    if (rows.length !== Math.min(50, total)) throw new Error(`${rows.length} rows at ${from}`);
  }
  return times;
}

/** A reader that knows nothing yet: how long its first read takes, the whole index with it. */
export async function timeFirstRead(tabId: number, connectionId: string | null) {
  const fresh = await openStore();
  const started = performance.now();
  await fresh.read(tabId, connectionId, 0, 50);
  return performance.now() - started;
}
