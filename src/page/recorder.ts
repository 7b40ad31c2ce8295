import type { HookBatch } from "../protocol/link.ts";
import type { Mode, Orders } from "../protocol/orders.ts";
import type { PageEvent } from "../protocol/page-event.ts";
import { type Body, MAX_ROWS, ROW_CUT, ROW_SEND } from "../protocol/rows.ts";
import { CUT_BYTES, isCut, keepBlob, keepBody, lendBody, type Measured } from "./body.ts";
import { createBudget } from "./budget.ts";
import { bare, bareList, now } from "./builtins.ts";
import { createColumns } from "./columns.ts";
import { createLiveSockets } from "./live-sockets.ts";
import { createRing, type Entry } from "./ring.ts";
import { addSample, ownSamples, type SocketState } from "./socket-state.ts";

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

/** A `PageEvent` before it has its place and time. */
type Unplaced<E> = E extends PageEvent ? Omit<E, "at" | "seq"> : never;
type HookEvent = Unplaced<PageEvent>;

/** Gathers what happened until it is pulled. `signal` says that something waits. */
export function createRecorder(
  signal: (urgent: boolean) => void,
  send: (batch: HookBatch<Blob>) => void,
) {
  const ring = createRing();
  const budget = createBudget(now());
  const liveSockets = createLiveSockets();
  let columns: ReturnType<typeof createColumns> | null = null;
  let events = bareList<PageEvent>();
  let blobs = bareList<HookBatch<Blob>["blobs"][number]>();
  let seq = 0;
  /** Sent texts of messages before are not the page's own any more. */
  let ownedSeq = 0;
  let pageTextsIn = bareList<SocketState>();
  let batchBytes = 0;
  let signalled = false;
  let failures = 0;
  /** Null until the background has answered. */
  let mode: Mode | null = null;
  ring.limit(FIRST_RING_MESSAGES, FIRST_RING_BYTES);

  /**
   * What is kept of a sent text is kept as a copy, or a slice would keep all that the page cut it
   * from. Not at once: in a flood most are gone again before a batch is full.
   */
  const ownTexts = () => {
    ring.ownTexts(ownedSeq);
    for (let i = 0; i < pageTextsIn.length; i++) {
      ownSamples(pageTextsIn[i] as SocketState, ownedSeq);
    }
    if (pageTextsIn.length > 0) pageTextsIn = bareList();
    ownedSeq = seq;
  };

  const flush = () => {
    signalled = false;
    ownTexts();
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

  const tell = (event: PageEvent, urgent: boolean) => {
    events[events.length] = event;
    // A loop that never yields must not make one message of all it did.
    if (events.length === MAX_BATCH_EVENTS) flush();
    else announce(urgent);
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
    ring.drain((entry) => {
      const { seq: entrySeq, connection, at, flags, shape, sizeBytes, hash, body, blob } = entry;
      if (firstSeq < 0) firstSeq = entrySeq;
      backlog.add(connection, at, flags, shape, sizeBytes, hash, entry.bufferedBytes, body);
      if (blob) {
        const maxBytes = flags & ROW_CUT ? CUT_BYTES : sizeBytes;
        waiting[waiting.length] = bare({ seq: entrySeq, blob, maxBytes });
      }
      bytes += entry.keptBytes;
      if (backlog.count === MAX_ROWS || bytes >= MAX_BATCH_BYTES) go();
    });
    go();
  };

  const fill = (
    entry: Entry,
    connection: number,
    at: number,
    flags: number,
    measured: Measured,
    bufferedBytes: number,
    body: Body | null,
  ) => {
    entry.connection = connection;
    entry.at = at;
    entry.flags = flags;
    entry.shape = measured.shape;
    entry.sizeBytes = measured.sizeBytes;
    entry.hash = measured.hash;
    entry.bufferedBytes = bufferedBytes;
    entry.body = body;
    entry.seq = seq;
    entry.blob = keepBlob(measured, (flags & ROW_CUT) !== 0);
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
    /** A part that runs for each message says so itself: to be called, it would cost too much. */
    fail(): void {
      failures++;
    },
    get off(): boolean {
      return mode === "off";
    },
    event(event: HookEvent, urgent: boolean): void {
      const placed = bare(event) as PageEvent;
      placed.at = now();
      placed.seq = seq;
      liveSockets.hear(placed);
      if (mode !== "off") tell(placed, urgent);
    },
    message(
      state: SocketState,
      measured: Measured,
      direction: number,
      bufferedBytes: number,
    ): void {
      if (mode === "off") return;
      columns ??= createColumns();
      const { sizeBytes, shape, hash } = measured;
      const at = now();
      const recording = mode === "record";
      const whole = recording
        ? budget.spend(sizeBytes, at)
        : measured.text !== null || mode === null || sizeBytes <= WATCH_COPY_BYTES;
      const cut = isCut(measured, whole);
      // What fills a batch by itself leaves before the page sees what it received.
      const lent = recording && sizeBytes >= MAX_BATCH_BYTES && (direction & ROW_SEND) === 0;
      const kept = lent && !cut ? lendBody(measured) : keepBody(measured, cut);
      const sample = sizeBytes > CUT_BYTES && !cut ? keepBody(measured, true) : kept;
      const flags = measured.flags | direction;
      const keptFlags = cut ? flags | ROW_CUT : flags;
      let body = kept;
      let blob: Blob | null = null;
      if (recording) {
        blob = keepBlob(measured, cut);
        if (blob !== null) {
          blobs[blobs.length] = bare({ seq, blob, maxBytes: cut ? CUT_BYTES : sizeBytes });
        }
      } else {
        const entry = ring.add(cut ? CUT_BYTES : sizeBytes);
        if (entry !== null) fill(entry, state.id, at, keptFlags, measured, bufferedBytes, kept);
        body = state.messages < FIRST_SAMPLES ? sample : null;
      }
      if (sample !== null) {
        addSample(state, seq, at, direction, sample);
        if ((direction & ROW_SEND) !== 0 && !state.hasPageTexts) {
          state.hasPageTexts = true;
          pageTextsIn[pageTextsIn.length] = state;
        }
      }
      const rowFlags = recording ? keptFlags : flags;
      columns.add(state.id, at, rowFlags, shape, sizeBytes, hash, bufferedBytes, body);
      state.messages++;
      seq++;
      if (body !== null || blob !== null)
        batchBytes += sizeBytes < CUT_BYTES || (recording && !cut) ? sizeBytes : CUT_BYTES;
      if (columns.count === MAX_ROWS || batchBytes >= MAX_BATCH_BYTES) flush();
      else if (!signalled) announce(false);
    },
    obey({ mode: next, limits }: Orders): void {
      budget.limit(limits.bodyBytesPerSecond, limits.bodyBurstBytes);
      if (next === "watch") ring.limit(limits.ringMessages, limits.ringBytes);
      if (next === mode) return;
      flush();
      // Before `off` silences it: rows that come after a later `watch` are not recorded ones.
      if (mode === "record") this.event({ kind: "recording", on: false }, false);
      const wasOff = mode === "off";
      mode = next;
      if (wasOff) liveSockets.tellAgain(now(), (event) => tell(event, false));
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
