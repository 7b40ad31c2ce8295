import type { HookBatch } from "../protocol/link.ts";
import type { Mode, Orders } from "../protocol/orders.ts";
import type { PageEvent } from "../protocol/page-event.ts";
import { MAX_ROWS, ROW_CUT, ROW_SEND, type Rows } from "../protocol/rows.ts";
import { sendBacklog } from "./backlog.ts";
import { CUT_BYTES, isCut, keepBody, lendBody, type Measured } from "./body.ts";
import { createBudget } from "./budget.ts";
import { bare, bareList, copyBlob, now } from "./builtins.ts";
import { createColumns } from "./columns.ts";
import { batchOf, createDelivery } from "./deliver.ts";
import { createFailures } from "./failures.ts";
import { createLiveSockets } from "./live-sockets.ts";
import { createPageTexts } from "./page-texts.ts";
import { createRing } from "./ring.ts";
import { addSample, type SocketState } from "./socket-state.ts";

/** A `PageEvent` before it has its place and time. */
type Unplaced<E> = E extends PageEvent ? Omit<E, "at" | "seq"> : never;
export type HookEvent = Unplaced<PageEvent>;

/**
 * Gathers what happened until it is pulled. `signal` says that something waits; `send` is true
 * where the batch was taken.
 */
export function createRecorder(
  signal: (urgent: boolean) => void,
  send: (batch: HookBatch<Blob>) => boolean,
) {
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

  const ring = createRing();
  const budget = createBudget(now());
  const liveSockets = createLiveSockets();
  const failures = createFailures(() => {
    // What fails on the way out leaves with what comes next, or one failure would call the other.
    if (!flushing) announce(true);
  });
  const { attempt } = failures;
  const pageTexts = createPageTexts(ring, failures);
  const deliver = createDelivery(failures, send);
  let columns: ReturnType<typeof createColumns> | null = null;
  let events = bareList<PageEvent>();
  let blobs = bareList<HookBatch<Blob>["blobs"][number]>();
  let seq = 0;
  let batchBytes = 0;
  let signalled = false;
  let flushing = false;
  /** Null until the background has answered. */
  let mode: Mode | null = null;
  ring.limit(FIRST_RING_MESSAGES, FIRST_RING_BYTES);

  const tellFailures = () => {
    const { count, error } = failures;
    if (count === 0) return;
    failures.count = 0;
    failures.error = "";
    events[events.length] = bare<PageEvent>({
      kind: "dropped",
      at: now(),
      seq,
      sizeBytes: 0,
      why: "hook-error",
      what: "steps",
      count,
      error,
    });
  };

  const takeRows = (): Rows | null => {
    if (columns === null) return null;
    const { count } = columns;
    try {
      return columns.take(seq - count);
    } catch (error) {
      columns = null;
      // By hand, as a call may fail too.
      failures.count += count;
      throw error;
    }
  };

  const leave = (rows: Rows | null): boolean => {
    const batch = batchOf({ rows, events, blobs });
    events = bareList();
    blobs = bareList();
    batchBytes = 0;
    return deliver(batch);
  };

  const handOver = (): boolean => {
    attempt(() => pageTexts.own(seq));
    const rows = takeRows();
    attempt(tellFailures);
    return (rows === null && events.length === 0) || leave(rows);
  };

  /** The way out where the usual one is blocked: events at least get through. */
  const rescue = (): boolean => {
    const lost = columns;
    columns = null;
    attempt(() => {
      failures.count += lost?.count ?? 0;
    });
    attempt(tellFailures);
    return leave(null);
  };

  /** False where something of it was not taken. */
  const flush = (): boolean => {
    signalled = false;
    flushing = true;
    const went = attempt(handOver, null) ?? attempt(rescue, false);
    flushing = false;
    return went;
  };

  const announce = (urgent: boolean) => {
    if (signalled && !urgent) return;
    signalled = true;
    try {
      signal(urgent);
    } catch (error) {
      signalled = false;
      failures.fail(error);
    }
  };

  const tell = (event: PageEvent, urgent: boolean) => {
    events[events.length] = event;
    // A loop that never yields must not make one message of all it did.
    if (events.length >= MAX_BATCH_EVENTS) flush();
    else announce(urgent);
  };

  const event = (happened: HookEvent, urgent: boolean): void => {
    const placed = bare(happened) as PageEvent;
    placed.at = now();
    placed.seq = seq;
    attempt(() => liveSockets.hear(placed));
    if (mode !== "off") attempt(() => tell(placed, urgent));
  };

  const settle = () => {
    if (columns !== null && (columns.count >= MAX_ROWS || batchBytes >= MAX_BATCH_BYTES)) flush();
    else if (!signalled) announce(false);
  };

  return {
    failures,
    /** Runs a part of the hook that must never reach the page. */
    attempt,
    /** A part that runs for each message says so itself: to be called, it would cost too much. */
    failed(error: unknown): void {
      failures.fail(error);
      settle();
    },
    get off(): boolean {
      return mode === "off";
    },
    event,
    /** First its row, which is counted; what is kept besides may fail on its own. */
    message(
      state: SocketState,
      measured: Measured,
      direction: number,
      bufferedBytes: number,
    ): void {
      if (mode === "off") return;
      columns ??= createColumns();
      const { id } = state;
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
      const bytes = cut ? CUT_BYTES : sizeBytes;
      // In an object of ours, which holds no more of it than is kept.
      const blob = measured.blob && copyBlob(measured.blob, bytes);
      const flags = measured.flags | direction;
      const keptFlags = cut ? flags | ROW_CUT : flags;
      const rowFlags = recording ? keptFlags : flags;
      const body = recording ? kept : state.messages < FIRST_SAMPLES ? sample : null;
      columns.add(id, at, rowFlags, shape, sizeBytes, hash, bufferedBytes, body);
      const place = seq++;
      state.messages++;
      if (body !== null || (recording && blob !== null))
        batchBytes += recording || sizeBytes < CUT_BYTES ? bytes : CUT_BYTES;
      if (!recording) {
        ring.add(
          place,
          id,
          at,
          keptFlags,
          shape,
          sizeBytes,
          bytes,
          hash,
          bufferedBytes,
          kept,
          blob,
        );
      } else if (blob !== null) {
        blobs[blobs.length] = bare({ seq: place, blob, maxBytes: bytes });
      }
      if (sample !== null) {
        addSample(state, place, at, direction, sample);
        if ((direction & ROW_SEND) !== 0) pageTexts.note(state);
      }
      settle();
    },
    obey({ mode: next, limits }: Orders): void {
      attempt(() => budget.limit(limits.bodyBytesPerSecond, limits.bodyBurstBytes));
      if (next === "watch") {
        attempt(() => ring.limit(limits.ringMessages, limits.ringBytes));
      }
      if (next === mode) return;
      flush();
      // Before `off` silences it: rows that come after a later `watch` are not recorded ones.
      if (mode === "record") event({ kind: "recording", on: false }, false);
      const wasOff = mode === "off";
      mode = next;
      if (wasOff) {
        attempt(() => liveSockets.tellAgain(now(), (one) => tell(one, false)));
      }
      if (next === "record") {
        attempt(() => sendBacklog(ring, MAX_BATCH_BYTES, failures, deliver));
        event({ kind: "recording", on: true }, false);
      }
      if (next !== "watch") attempt(ring.clear);
    },
    flush,
  };
}
