import type { HookBatch } from "../protocol/link.ts";
import type { Mode, Orders } from "../protocol/orders.ts";
import type { PageEvent } from "../protocol/page-event.ts";
import { type Body, MAX_ROWS, ROW_CUT, ROW_SEND } from "../protocol/rows.ts";
import { CUT_BYTES, keepBody, type Measured } from "./body.ts";
import { createBudget } from "./budget.ts";
import { bare, bareList, now } from "./builtins.ts";
import { createColumns, type Row } from "./columns.ts";
import { createRing } from "./ring.ts";

/** Bodies that leave the page with a batch before it goes at once. */
const MAX_BATCH_BYTES = 256 * 1024;
/** Events likewise; with their stacks they stay far below what a port carries. */
const MAX_BATCH_EVENTS = 500;
/** Until a new document has learned its mode, so that a reload under DevTools loses no body. */
const FIRST_RING_MESSAGES = 20_000;
const FIRST_RING_BYTES = 8 * 1024 * 1024;
/** Copying a larger buffer for the ring would cost a page that is only watched too much. */
const WATCH_COPY_BYTES = 64 * 1024;
const FIRST_SAMPLES = 4;
const LAST_SAMPLES = 8;

/** What the hook remembers of one socket. It must not hold the socket, which would keep it alive. */
export type SocketState = {
  id: number;
  messages: number;
  /** How many samples `last` was given: bodies of Blobs are not at hand. */
  samples: number;
  last: LastBody[];
};
export type LastBody = { seq: number; at: number; send: boolean; body: Body };

export const createSocketState = (id: number): SocketState =>
  bare({ id, messages: 0, samples: 0, last: bareList<LastBody>() });

/** A `PageEvent` before it has its place and time. */
type Unplaced<E> = E extends PageEvent ? Omit<E, "at" | "seq"> : never;
export type HookEvent = Unplaced<PageEvent>;

/** Gathers what happened until it is pulled. `signal` says that something waits. */
export function createRecorder(
  signal: (urgent: boolean) => void,
  send: (batch: HookBatch<Blob>) => void,
) {
  const ring = createRing();
  const budget = createBudget(now);
  let columns: ReturnType<typeof createColumns> | null = null;
  let events = bareList<PageEvent>();
  let blobs = bareList<HookBatch<Blob>["blobs"][number]>();
  let seq = 0;
  let batchBytes = 0;
  let signalled = false;
  let failures = 0;
  /** Null until the background has answered. */
  let mode: Mode | null = null;
  ring.limit(FIRST_RING_MESSAGES, FIRST_RING_BYTES);

  const flush = () => {
    signalled = false;
    if (failures > 0) {
      const event = {
        kind: "dropped",
        at: now(),
        seq,
        count: failures,
        sizeBytes: 0,
        why: "hook-error",
      };
      events[events.length] = bare(event) as PageEvent;
      failures = 0;
    }
    const rows = columns === null ? null : columns.take(seq - columns.count);
    if (rows === null && events.length === 0) return;
    const batch: HookBatch<Blob> = bare({ rows, backlog: null, events, blobs });
    events = bareList();
    blobs = bareList();
    batchBytes = 0;
    send(batch);
  };

  const announce = (urgent: boolean) => {
    if (signalled && !urgent) return;
    signalled = true;
    signal(urgent);
  };

  const sendBacklog = () => {
    const backlog = createColumns();
    let waiting = bareList<HookBatch<Blob>["blobs"][number]>();
    let bytes = 0;
    let firstSeq = -1;
    const go = () => {
      const rows = backlog.take(firstSeq);
      if (rows)
        send(bare({ rows: null, backlog: rows, events: bareList<PageEvent>(), blobs: waiting }));
      waiting = bareList();
      bytes = 0;
      firstSeq = -1;
    };
    for (let entry = ring.shift(); entry !== null; entry = ring.shift()) {
      if (firstSeq < 0) firstSeq = entry.seq;
      backlog.add(entry);
      if (entry.blob) {
        const maxBytes = entry.flags & ROW_CUT ? CUT_BYTES : entry.sizeBytes;
        waiting[waiting.length] = bare({ seq: entry.seq, blob: entry.blob, maxBytes });
      }
      bytes += entry.keptBytes;
      if (backlog.count === MAX_ROWS || bytes >= MAX_BATCH_BYTES) go();
    }
    go();
  };

  const keepSample = (state: SocketState, { at, flags }: Row, body: Body | null) => {
    if (body === null) return;
    const send = (flags & ROW_SEND) !== 0;
    state.last[state.samples++ % LAST_SAMPLES] = bare({ seq, at, send, body });
  };

  return {
    /** Runs a part of the hook that must never reach the page: a failure is counted, not thrown. */
    guard(part: () => void): void {
      try {
        part();
      } catch {
        failures++;
      }
    },
    get off(): boolean {
      return mode === "off";
    },
    event(event: HookEvent, urgent: boolean): void {
      if (mode === "off") return;
      const placed = bare(event) as PageEvent;
      placed.at = now();
      placed.seq = seq;
      events[events.length] = placed;
      // A loop that never yields must not make one message of all it did.
      if (events.length === MAX_BATCH_EVENTS) flush();
      else announce(urgent);
    },
    message(state: SocketState, measured: Measured, flags: number, bufferedBytes: number): void {
      if (mode === "off") return;
      columns ??= createColumns();
      const recording = mode === "record";
      const copies = measured.bytes !== null || measured.blob !== null;
      const whole = recording
        ? budget.spend(measured.sizeBytes)
        : !copies || mode === null || measured.sizeBytes <= WATCH_COPY_BYTES;
      const kept = keepBody(measured, whole);
      const sample =
        measured.sizeBytes <= CUT_BYTES
          ? kept.body
          : whole
            ? keepBody(measured, false).body
            : kept.body;
      const row: Row = bare({
        connection: state.id,
        at: now(),
        flags: kept.flags | flags,
        shape: measured.shape,
        sizeBytes: measured.sizeBytes,
        hash: measured.hash,
        bufferedBytes,
        body: kept.body,
      });
      if (!recording) {
        ring.add(row, seq, measured.blob);
        row.flags = measured.flags | flags;
        row.body = state.messages < FIRST_SAMPLES ? sample : null;
      } else if (measured.blob !== null) {
        const maxBytes = whole ? measured.sizeBytes : CUT_BYTES;
        blobs[blobs.length] = bare({ seq, blob: measured.blob, maxBytes });
      }
      keepSample(state, row, sample);
      columns.add(row);
      state.messages++;
      seq++;
      if (row.body !== null) batchBytes += row.sizeBytes;
      if (columns.count === MAX_ROWS || batchBytes >= MAX_BATCH_BYTES) flush();
      else announce(false);
    },
    /** The last bodies of a socket, oldest first. */
    lastSamples(state: SocketState): LastBody[] {
      const list = bareList<LastBody>();
      for (let i = 0; i < LAST_SAMPLES; i++) {
        const sample = state.last[(state.samples + i) % LAST_SAMPLES];
        if (sample) list[list.length] = sample;
      }
      return list;
    },
    obey({ mode: next, limits }: Orders): void {
      budget.limit(limits.bodyBytesPerSecond, limits.bodyBurstBytes);
      if (next === "watch") ring.limit(limits.ringMessages, limits.ringBytes);
      if (next === mode) return;
      flush();
      // Before `off` silences it: rows that come after a later `watch` are not recorded ones.
      if (mode === "record") this.event({ kind: "recording", on: false }, false);
      mode = next;
      if (next === "record") {
        sendBacklog();
      } else if (next === "off") {
        ring.clear();
      }
      if (next === "record") this.event({ kind: "recording", on: true }, false);
    },
    flush,
  };
}
