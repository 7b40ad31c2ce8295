/**
 * What the hook and the bridge of one document report. Rare things travel as one object each;
 * messages travel as columns (`rows.ts`). Everything here is parsed where it arrives, because a
 * page can forge all of it.
 */
import * as v from "valibot";
import {
  MAX_ERROR,
  MAX_PHRASE,
  MAX_PROTOCOLS,
  MAX_SAMPLE,
  MAX_SENTENCE,
  MAX_STACK,
  MAX_URL,
  MAX_WORD,
} from "./longest.ts";
import { MAX_MARK } from "./socket-mark.ts";
import { text, time } from "./text.ts";

/** Longer strings are cut, never refused. */
export { MAX_PROTOCOLS, MAX_SAMPLE, MAX_STACK, MAX_URL };

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const number = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(0xffff_ffff));

/** `at`: the document's monotonic clock, ms. `seq`: how many messages of the document came before. */
const base = { at: time, seq: count };
const ofConnection = { ...base, id: number };

const body = v.union([
  text(MAX_SAMPLE),
  v.pipe(
    v.instance(Uint8Array),
    v.check((bytes) => bytes.byteLength <= MAX_SAMPLE),
  ),
]);
const stack = v.nullable(text(MAX_STACK));

const pageEventSchema = v.variant("kind", [
  v.object({
    kind: v.literal("connecting"),
    ...ofConnection,
    /** By which DevTools tells of it (`socket-mark.ts`). */
    mark: v.exactOptional(text(MAX_MARK)),
    url: text(MAX_URL),
    protocols: v.nullable(v.pipe(v.array(text(MAX_PHRASE)), v.maxLength(MAX_PROTOCOLS))),
    stack,
    /** Told once more, or late: the page was off until then, and nobody saw what was said. */
    watchedFrom: v.exactOptional(time),
  }),
  v.object({
    kind: v.literal("constructor-threw"),
    ...base,
    url: v.nullable(text(MAX_URL)),
    name: text(MAX_WORD),
    message: text(MAX_SENTENCE),
    stack,
  }),
  v.object({
    kind: v.literal("open"),
    ...ofConnection,
    protocol: text(MAX_PHRASE),
    extensions: text(MAX_PHRASE),
  }),
  v.object({
    kind: v.literal("closing"),
    ...ofConnection,
    code: v.nullable(v.pipe(v.number(), v.finite())),
    reason: v.nullable(text(MAX_PHRASE)),
    stack,
  }),
  v.object({ kind: v.literal("error"), ...ofConnection, readyState: v.picklist([0, 1, 2, 3]) }),
  v.object({
    kind: v.literal("close"),
    ...ofConnection,
    code: v.pipe(number, v.maxValue(65_535)),
    reason: text(MAX_PHRASE),
    wasClean: v.boolean(),
    /** The last bodies of the connection, oldest first; in record they are in the rows already. */
    last: v.pipe(
      v.array(v.object({ seq: count, at: time, send: v.boolean(), body })),
      v.maxLength(8),
    ),
  }),
  v.object({
    kind: v.literal("send-failed"),
    ...ofConnection,
    name: text(MAX_WORD),
    message: text(MAX_SENTENCE),
    sizeBytes: v.nullable(count),
    /** So many times in a row; left out: once. */
    count: v.exactOptional(count),
  }),
  v.object({
    kind: v.literal("dropped"),
    ...base,
    count,
    sizeBytes: count,
    why: v.picklist(["body-budget", "back-pressure", "hook-error", "hook-silent", "page-left"]),
    /**
     * What is missing of these messages: their bodies, or all but their counts. Of an error of our
     * own they are steps, of which each may have lost a message, and of a silent hook sockets.
     */
    what: v.exactOptional(v.picklist(["bodies", "messages", "steps", "sockets"])),
    /** In the words of the first error. */
    error: v.exactOptional(text(MAX_ERROR)),
  }),
  /** The hook answers again; it was told before that it does not (`hook-silent`). */
  v.object({ kind: v.literal("heard-again"), ...base }),
  /** Messages of one connection and direction that came too fast to be passed on one by one. */
  v.object({
    kind: v.literal("folded"),
    ...ofConnection,
    send: v.boolean(),
    count,
    sizeBytes: count,
    binaryCount: count,
    largestBytes: count,
    largestAt: time,
    firstAt: time,
    lastAt: time,
    lastBytes: count,
    lost: v.object({ count, sizeBytes: count }),
    bufferedPeakBytes: count,
  }),
  /** Connections to one address that came and went too fast to be passed on one by one. */
  v.object({
    kind: v.literal("folded-connections"),
    ...base,
    /** Without its query. Empty: all further addresses together. */
    url: text(MAX_URL),
    count,
    openedCount: count,
    messageCount: count,
    sizeBytes: count,
    firstAt: time,
    lastAt: time,
  }),
  v.object({ kind: v.literal("recording"), ...base, on: v.boolean() }),
  v.object({
    kind: v.literal("csp-violation"),
    ...base,
    url: text(MAX_URL),
    directive: text(MAX_WORD),
    disposition: v.picklist(["enforce", "report"]),
  }),
  v.object({ kind: v.literal("visibility"), ...base, visible: v.boolean() }),
  v.object({ kind: v.literal("freeze"), ...base }),
  v.object({ kind: v.literal("resume"), ...base }),
  v.object({ kind: v.literal("online"), ...base }),
  v.object({ kind: v.literal("offline"), ...base }),
  v.object({ kind: v.literal("pagehide"), ...base, persisted: v.boolean() }),
  v.object({ kind: v.literal("pageshow"), ...base, persisted: v.boolean() }),
]);

export type PageEvent = v.InferOutput<typeof pageEventSchema>;
export type FoldedMessages = Extract<PageEvent, { kind: "folded" }>;
export type FoldedLives = Extract<PageEvent, { kind: "folded-connections" }>;

/** One event from an untrusted sender, or null where it is not one. */
export function parsePageEvent(raw: unknown): PageEvent | null {
  const parsed = v.safeParse(pageEventSchema, raw);
  return parsed.success ? parsed.output : null;
}
