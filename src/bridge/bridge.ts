import type { Hello, ToBridge } from "../protocol/envelope.ts";
import {
  type HookBatch,
  LINK_BATCH,
  LINK_ORDERS,
  LINK_PENDING,
  LINK_PULL,
  LINK_URGENT,
} from "../protocol/link.ts";
import { DEFAULT_LIMITS, type Orders } from "../protocol/orders.ts";
import type { PageEvent } from "../protocol/page-event.ts";
import { browser } from "../shared/browser.ts";
import { createBlobReads, type Unread } from "./blob-reads.ts";
import { createClock } from "./clock.ts";
import { fitEvents } from "./fit-events.ts";
import { failedSteps, type Guard } from "./guard.ts";
import { createHookWatch } from "./hook-watch.ts";
import type { OnTrusted } from "./lasting-listeners.ts";
import { watchLifecycle } from "./lifecycle.ts";
import { countIn, createOutbox, type Outgoing } from "./outbox.ts";
import { probe } from "./probe.ts";
import { createPullTimer } from "./pull-timer.ts";
import { createRuntimePort } from "./runtime-port.ts";

/** A worker that cannot start is not called without a pause. */
const REOPEN_MS = 50;
/** So long a page keeps what a recording from its first message on would need: 4 steps of 0.5 s. */
const UNDECIDED_STEPS = 4;
const UNDECIDED_STEP_MS = 500;

/** Not by a timer of the page's kind, whose ids it could see. */
const pause = (delay: number): Promise<void> => scheduler.postTask(() => {}, { delay });

/**
 * The content script: gathers what the hook hands over and brings it to the background. `link`: null
 * where no hook is.
 */
export function createBridge(link: EventTarget | null, onTrusted: OnTrusted, guard: Guard) {
  let started = false;
  let quiet = false;
  let off = false;
  let ordered = false;
  /** The document leaves: nothing will be pulled later. */
  let leaving = false;
  let seq = 0;
  /** Whether the hook records: said with each envelope, which may be read long after it changed. */
  let recorded = false;
  /** A prerendered page is shown later than it begins; until then the tab is another's. */
  let beganAt = 0;
  const readClock = createClock(Date.now, () => performance.now());

  const port = createRuntimePort({
    opened: () => {
      guard.run(greet);
      guard.run(outbox.resend);
    },
    message: guard.wrap((message: unknown) => obey(message as ToBridge)),
    greeting: () => greeting(),
    // What was not acknowledged before the worker stopped must reach its successor.
    closed: guard.wrap(async () => {
      if (outbox.waiting === 0 || !started) return;
      await pause(REOPEN_MS);
      port.open();
    }),
    orphaned: guard.wrap(() => {
      quiet = true;
      outbox.clear();
      tellHook(LINK_ORDERS, { mode: "off", limits: DEFAULT_LIMITS } satisfies Orders);
      hookWatch.forget();
    }),
  });
  const outbox = createOutbox((envelope) => started && port.send(envelope), guard.fail);

  const push = (contents: Partial<Outgoing>) => {
    if (quiet) return;
    if (started) port.open();
    const none = { recorded, rows: null, backlog: null, lateBodies: [], events: [] };
    const outgoing: Outgoing = { clock: readClock(), ...none, ...contents };
    const failed = guard.take();
    if (failed) {
      outgoing.events = [...outgoing.events, failedSteps(failed, outgoing.clock.monotonicMs, seq)];
    }
    try {
      outbox.push(outgoing, leaving);
    } catch (error) {
      guard.fail(error, countIn(outgoing));
    }
  };

  const greeting = (): Hello => ({
    kind: "hello",
    hooked: link !== null,
    prepared: link === null && scriptsRun(),
    visible: document.visibilityState === "visible",
    online: navigator.onLine,
    beganAt,
  });
  const greet = () => port.send(greeting());

  /** True where the hook prevented the default, by which it answers. */
  const tellHook = (type: string, detail?: unknown): boolean =>
    link?.dispatchEvent(new CustomEvent(type, { detail, cancelable: true })) === false;
  const pull = () => {
    if (link !== null) hookWatch.pulled(tellHook(LINK_PULL));
  };
  const timer = createPullTimer(guard.wrap(pull));
  const silent = (count: number) => {
    const place = { at: performance.now(), seq };
    const why = "hook-silent";
    push({ events: [{ kind: "dropped", ...place, count, sizeBytes: 0, why, what: "sockets" }] });
  };
  const heardAgain = () => push({ events: [{ kind: "heard-again", at: performance.now(), seq }] });
  const hookWatch = createHookWatch(pull, silent, heardAgain, pause);

  const takeBatch = ({ rows, backlog, events: told, blobs }: HookBatch<Blob>) => {
    timer.cancel();
    const events = fitEvents(told);
    if (rows) seq = rows.firstSeq + rows.connection.length;
    // The hook hands over the rows from before a change with an earlier batch.
    for (const event of events) if (event.kind === "recording") recorded = event.on;
    push({ rows, backlog, events });
    guard.run(() => hookWatch.hear(events));
    for (const blob of blobs) guard.run(() => blobReads.read(blob));
  };

  const unread = (at: number, why: "hook-error" | "page-left", lost: Unread): PageEvent => ({
    ...{ kind: "dropped", at: performance.now(), seq: at, why, what: "bodies" },
    ...lost,
  });
  const blobReads = createBlobReads({
    read: (late) => push({ lateBodies: [late] }),
    failed: (at, lost) => push({ events: [unread(at, "hook-error", lost)] }),
  });

  const report = (event: PageEvent) => {
    // What the hook has seen so far came before.
    pull();
    push({ events: fitEvents([{ ...event, seq }]) });
  };

  const leave = (persisted: boolean) => {
    pull();
    leaving = true;
    const lost = blobReads.giveUp();
    const events: PageEvent[] = lost.count > 0 ? [unread(seq, "page-left", lost)] : [];
    push({ events: [...events, { kind: "pagehide", at: performance.now(), seq, persisted }] });
  };

  /**
   * Where the background does not answer, or may not be asked yet, the page is taken to be watched.
   * In steps, so that an answer that waits behind a script that never pauses is heard first.
   */
  const limitUndecided = async () => {
    for (let step = 0; step < UNDECIDED_STEPS; step++) {
      await pause(UNDECIDED_STEP_MS);
    }
    if (!ordered) {
      tellHook(LINK_ORDERS, { mode: "watch", limits: DEFAULT_LIMITS } satisfies Orders);
    }
  };

  /** Of our own background, of the same build: no one else can reach a content script's runtime. */
  const obey = async (message: ToBridge) => {
    switch (message.kind) {
      case "call-back":
        port.open();
        return;
      case "ack":
        outbox.acknowledge(message.n);
        return;
      case "orders": {
        const { mode, limits } = message;
        // While it is off, the background is not to know where this document is.
        if (off && mode !== "off") greet();
        off = mode === "off";
        ordered = true;
        timer.setMode(mode);
        tellHook(LINK_ORDERS, { mode, limits } satisfies Orders);
        // Not before: its last words come by that, and name sockets.
        if (off) hookWatch.forget();
        // One that does not answer from the beginning on would never say that there is something.
        pull();
        return;
      }
      case "probe": {
        const { connection, url, withCredentials } = message;
        const answer = await probe(connection, url, withCredentials);
        port.open();
        port.send(answer);
        return;
      }
      default:
        message satisfies never;
    }
  };

  const hear = (type: string, part: (event: Event) => void) =>
    link?.addEventListener(type, guard.wrap(part));
  hear(LINK_BATCH, (event) => {
    // Only the hook has the root, too. What a page that took it over may say, the background parses.
    const batch = (event as CustomEvent<HookBatch<Blob> | null>).detail;
    // It could not be cloned: the hook gives it once more, in parts.
    if (batch === null) return;
    event.preventDefault();
    takeBatch(batch);
  });
  hear(LINK_PENDING, () => (leaving ? pull() : timer.soon()));
  hear(LINK_URGENT, timer.urgent);
  if (link) guard.run(limitUndecided);

  return {
    /** What failed in this script itself. */
    tell: () => push({}),
    start(): void {
      if (started) return;
      started = true;
      beganAt = Date.now();
      port.open();
      browser.runtime.onMessage.addListener(
        guard.wrap((message: unknown) => obey(message as ToBridge)),
      );
      watchLifecycle(onTrusted, report, () => seq);
      onTrusted(window, "pagehide", (event) => leave((event as PageTransitionEvent).persisted));
      onTrusted(window, "pageshow", (event) => {
        if (!(event as PageTransitionEvent).persisted) return;
        leaving = false;
        port.reopen();
        report({ kind: "pageshow", at: performance.now(), seq, persisted: true });
      });
    },
  };
}

/** A sandbox keeps scripts out without that query's knowing, and opener pages as well. */
const scriptsRun = (): boolean =>
  globalThis.origin !== "null" && matchMedia("(scripting: enabled)").matches;
