/**
 * Bridge to background: numbered envelopes, acknowledged once what they said is saved, resent to a
 * worker that was stopped before. Background to bridge: commands.
 */

import * as v from "valibot";
import type { Mode, Orders } from "./orders.ts";
import { type PageEvent, parsePageEvent } from "./page-event.ts";
import { type Body, MAX_BODY_BYTES, parseRows, type Rows } from "./rows.ts";
import { time } from "./text.ts";

/** Both clocks read in the same moment. A jump of one against the other is sleep or a set clock. */
export type Clock = { wallMs: number; monotonicMs: number };

export type { Mode };

export type LateBody = { seq: number; body: Body };

export type Envelope = {
  kind: "envelope";
  /** 1, 2, 3 … within one document. */
  n: number;
  clock: Clock;
  rows: Rows | null;
  /** The page was recorded when its rows were seen, so that they belong into the store. */
  recorded: boolean;
  /** Messages counted before that now come with their bodies, because recording began. */
  backlog: Rows | null;
  /** Bodies of Blobs, read after their rows had gone. */
  lateBodies: LateBody[];
  events: PageEvent[];
};

/** What the bridge says first on each new port; where it is, the browser tells with the port. */
export type Hello = {
  kind: "hello";
  hooked: boolean;
  /** There is no hook, although scripts run: the page had prepared the window before it could start. */
  prepared: boolean;
  /** As the document is now; changes come as events. */
  visible: boolean;
  online: boolean;
  /** Epoch ms: before any script of the page ran; of a prerendered one, when it was shown. */
  beganAt?: number;
};

export type ProbeAnswer = {
  kind: "probe-answer";
  connection: number;
  withCredentials: boolean;
  /** `answered`: something spoke HTTP there; `failed`: nothing did, or the browser refused. */
  outcome: "answered" | "failed" | "timeout";
  durationMs: number;
};

export type FromBridge = Hello | Envelope | ProbeAnswer;

export type ToBridge =
  /** By no port, for there is none: a new worker wants one, because the one before was stopped. */
  | { kind: "call-back" }
  | { kind: "ack"; n: number }
  | ({ kind: "orders" } & Orders)
  | { kind: "probe"; connection: number; url: string; withCredentials: boolean };

const clock = v.object({ wallMs: time, monotonicMs: time });
const hello = v.object({
  kind: v.literal("hello"),
  hooked: v.boolean(),
  prepared: v.boolean(),
  visible: v.boolean(),
  online: v.boolean(),
  beganAt: v.exactOptional(time),
});
const probeAnswer = v.object({
  kind: v.literal("probe-answer"),
  connection: v.pipe(v.number(), v.safeInteger()),
  withCredentials: v.boolean(),
  outcome: v.picklist(["answered", "failed", "timeout"]),
  durationMs: time,
});
const numbered = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

/** Events and late bodies that one envelope may hold; a bridge never comes near it. */
const MAX_EVENTS = 10_000;
const MAX_LATE_BODIES = 1_000;

/**
 * A message of a bridge. `damaged` counts parts that our own hook cannot have sent; the rest of the
 * envelope is still used, so that nothing true is lost with it. Null: not a message of ours at all.
 */
export function parseFromBridge(raw: unknown): { message: FromBridge; damaged: number } | null {
  if (typeof raw !== "object" || raw === null) return null;
  const message = raw as Record<string, unknown>;
  if (message.kind === "hello") {
    const parsed = v.safeParse(hello, raw);
    return parsed.success ? { message: parsed.output, damaged: 0 } : null;
  }
  if (message.kind === "probe-answer") {
    const parsed = v.safeParse(probeAnswer, raw);
    return parsed.success ? { message: parsed.output, damaged: 0 } : null;
  }
  if (message.kind !== "envelope" || !v.is(numbered, message.n) || !v.is(clock, message.clock)) {
    return null;
  }
  let damaged = 0;
  const columns = (value: unknown): Rows | null => {
    if (value === null || value === undefined) return null;
    const rows = parseRows(value);
    if (!rows) damaged++;
    return rows;
  };
  const events: PageEvent[] = [];
  const list = (value: unknown): unknown[] => {
    if (Array.isArray(value)) return value;
    damaged++;
    return [];
  };
  const rawEvents = list(message.events);
  for (const rawEvent of rawEvents.slice(0, MAX_EVENTS)) {
    const event = parsePageEvent(rawEvent);
    if (event) events.push(event);
    else damaged++;
  }
  damaged += Math.max(0, rawEvents.length - MAX_EVENTS);
  const lateBodies: LateBody[] = [];
  const rawBodies = list(message.lateBodies);
  for (const late of rawBodies.slice(0, MAX_LATE_BODIES)) {
    if (isLateBody(late)) lateBodies.push(late);
    else damaged++;
  }
  damaged += Math.max(0, rawBodies.length - MAX_LATE_BODIES);
  return {
    message: {
      kind: "envelope",
      n: message.n,
      clock: { wallMs: message.clock.wallMs, monotonicMs: message.clock.monotonicMs },
      rows: columns(message.rows),
      recorded: message.recorded === true,
      backlog: columns(message.backlog),
      lateBodies,
      events,
    },
    damaged,
  };
}

function isLateBody(raw: unknown): raw is LateBody {
  if (typeof raw !== "object" || raw === null) return false;
  const { seq, body } = raw as LateBody;
  return (
    Number.isSafeInteger(seq) && body instanceof Uint8Array && body.byteLength <= MAX_BODY_BYTES
  );
}
