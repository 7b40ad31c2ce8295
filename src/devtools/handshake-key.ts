import { headerOf } from "../protocol/headers.ts";
import { MAX_URL } from "../protocol/page-event.ts";
import type { HarEntry } from "./har-entry.ts";

/** Entries without a key that are remembered: many times what DevTools tells of twice. */
const MAX_REMEMBERED = 1_000;

const numbers = new Map<string, string>();

/**
 * The same for the same request, however often DevTools tells of it. Browsers make up a new random
 * `Sec-WebSocket-Key` for each handshake; one that was never sent gets a number of ours. Its address
 * is no part of it: this stands in exports, even in masked ones, and an address may hold a secret.
 */
export function keyOf({ request, startedDateTime, time }: HarEntry): string {
  const sent = headerOf(request.headers, "sec-websocket-key");
  if (sent !== undefined) return sent.slice(0, MAX_KEY_LENGTH);
  const facts = `${request.url.slice(0, MAX_URL)} ${startedDateTime} ${time}`;
  const known = numbers.get(facts);
  if (known !== undefined) return known;
  const [oldest] = numbers.keys();
  if (oldest !== undefined && numbers.size >= MAX_REMEMBERED) numbers.delete(oldest);
  const number = `unsent-${crypto.randomUUID()}`;
  numbers.set(facts, number);
  return number;
}

/** 16 bytes in base64 are 24 characters (RFC 6455 §4.1). */
const MAX_KEY_LENGTH = 64;
