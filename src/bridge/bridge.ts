import type { ToBridge } from "../protocol/envelope.ts";
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
import { createClock } from "./clock.ts";
import { onTrusted, watchLifecycle } from "./lifecycle.ts";
import { createOutbox, type Outgoing } from "./outbox.ts";
import { probe } from "./probe.ts";
import { createPullTimer } from "./pull-timer.ts";
import { createRuntimePort } from "./runtime-port.ts";

/** A worker that cannot start is not called without a pause. */
const REOPEN_MS = 50;

/** The content script: gathers what the hook hands over and brings it to the background. */
export function createBridge() {
  let link: EventTarget | null = null;
  let started = false;
  let quiet = false;
  let off = false;
  let seq = 0;
  const readClock = createClock(Date.now, () => performance.now());

  const port = createRuntimePort({
    opened: () => {
      greet();
      outbox.resend();
    },
    message: (message) => obey(message),
    // What was not acknowledged before the worker stopped must reach its successor.
    closed: () => {
      if (outbox.waiting > 0 && started) void scheduler.postTask(port.open, { delay: REOPEN_MS });
    },
    orphaned: () => {
      quiet = true;
      outbox.clear();
      tellHook(LINK_ORDERS, { mode: "off", limits: DEFAULT_LIMITS } satisfies Orders);
    },
  });
  const outbox = createOutbox((envelope) => started && port.send(envelope));

  const push = (contents: Partial<Outgoing>, last = false) => {
    if (quiet) return;
    if (started) port.open();
    const none = { rows: null, backlog: null, lateBodies: [], events: [] };
    outbox.push({ clock: readClock(), ...none, ...contents }, last);
  };

  const greet = () =>
    port.send({
      kind: "hello",
      url: location.href,
      hooked: link !== null,
      visible: document.visibilityState === "visible",
      online: navigator.onLine,
    });

  const tellHook = (type: string, detail?: unknown) =>
    link?.dispatchEvent(new CustomEvent(type, { detail }));
  const pull = () => tellHook(LINK_PULL);
  const timer = createPullTimer(pull);

  const takeBatch = ({ rows, backlog, events, blobs }: HookBatch<Blob>) => {
    timer.cancel();
    if (rows) seq = rows.firstSeq + rows.connection.length;
    push({ rows, backlog, events });
    for (const { seq, blob, maxBytes } of blobs) void readBlob(seq, blob, maxBytes);
  };

  const readBlob = async (seq: number, blob: Blob, maxBytes: number) => {
    try {
      const body = new Uint8Array(await blob.slice(0, maxBytes).arrayBuffer());
      push({ lateBodies: [{ seq, body }] });
    } catch {
      // What stood behind it is gone, as a file that was deleted.
      const at = performance.now();
      const lost = { count: 1, sizeBytes: blob.size, why: "hook-error", what: "bodies" } as const;
      push({ events: [{ kind: "dropped", at, seq, ...lost }] });
    }
  };

  const report = (event: PageEvent) => {
    // What the hook has seen so far came before.
    pull();
    push({ events: [{ ...event, seq }] }, event.kind === "pagehide");
  };

  const obey = async (message: ToBridge) => {
    switch (message.kind) {
      case "ack":
        outbox.acknowledge(message.n);
        return;
      case "orders": {
        const { mode, limits } = message;
        // While it is off, the background is not to know where this document is.
        if (off && mode !== "off") greet();
        off = mode === "off";
        timer.setMode(mode);
        tellHook(LINK_ORDERS, { mode, limits } satisfies Orders);
        return;
      }
      case "probe": {
        const { connection, url, withCredentials } = message;
        const answer = await probe(connection, url, withCredentials);
        port.open();
        port.send(answer);
        return;
      }
    }
  };

  return {
    attach(offered: EventTarget): void {
      link = offered;
      link.addEventListener(LINK_BATCH, (event) =>
        takeBatch((event as CustomEvent<HookBatch<Blob>>).detail),
      );
      link.addEventListener(LINK_PENDING, timer.soon);
      link.addEventListener(LINK_URGENT, timer.urgent);
      // This script starts before the hook: the background has heard that there is none.
      if (port.isOpen) greet();
    },
    start(): void {
      started = true;
      port.open();
      // A new worker calls: the one before was stopped, and this end had nothing to send since.
      browser.runtime.onMessage.addListener(() => port.open());
      watchLifecycle(report, () => seq);
      onTrusted(window, "pagehide", (event) => {
        const { persisted } = event as PageTransitionEvent;
        report({ kind: "pagehide", at: performance.now(), seq, persisted });
      });
      onTrusted(window, "pageshow", (event) => {
        if (!(event as PageTransitionEvent).persisted) return;
        port.reopen();
        report({ kind: "pageshow", at: performance.now(), seq, persisted: true });
      });
    },
  };
}
