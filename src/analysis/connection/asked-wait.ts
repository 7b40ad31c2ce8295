import { headerOf } from "../../protocol/headers.ts";
import type { Connection } from "../../session/session.ts";
import { readError } from "../spoken/read-spoken.ts";
import { lastWords } from "./conversation.ts";
import { readToldReason } from "./told-reason.ts";

/** A server that says so hangs up soon. */
const BEFORE_END_MS = 3_000;

/**
 * How long the server asked the client to wait, counted from the end of a connection: by
 * `Retry-After` (RFC 9110 §10.2.3), or in an error just before the close, or in its reason. Null where it did not.
 */
export function askedWaitMs(connection: Connection): number | null {
  const asked = byHeader(connection) ?? byWords(connection);
  return asked !== null && Number.isFinite(asked) && asked > 0 ? asked : null;
}

/** A wait that was rounded, or counted from the answer rather than from the end. */
const NEARLY = 0.9;
/** A little of it may be the client's own, so that not all come at once. */
const MORE = 1.5;
const MORE_MS = 1_000;

/**
 * Whether a client waited as long as the server had asked it to, and no longer: then that is where
 * the wait comes from. False: it came too soon; null: the server asked for nothing, or the client
 * would have waited longer by itself.
 */
export function keepsAsked(lost: Connection, delayMs: number): boolean | null {
  const askedMs = askedWaitMs(lost);
  if (askedMs === null) return null;
  if (delayMs < askedMs * NEARLY) return false;
  return delayMs <= askedMs * MORE + MORE_MS ? true : null;
}

function byHeader({ handshake }: Connection): number | null {
  // Beside 503 it is a guess of when the trouble is over; beside 429 it is the rule (RFC 6585 §4).
  if (handshake?.status !== 429) return null;
  const value = headerOf(handshake.responseHeaders, "retry-after");
  if (value === undefined) return null;
  return /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - handshake.at;
}

/** "Try again in 20 s" counts as much as a field of that meaning. */
const byWords = (connection: Connection): number | null =>
  readToldReason(connection)?.waitMs ??
  lastWords(connection, BEFORE_END_MS)
    .map(({ error }) => (error ? (error.retryAfterMs ?? readError(error)?.waitMs) : null))
    .find((waitMs) => waitMs != null) ??
  null;
