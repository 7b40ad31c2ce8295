import { beginningOf } from "../protocol/cut-text.ts";
import {
  MAX_PHRASE,
  MAX_PROTOCOLS,
  MAX_SAMPLE,
  MAX_SENTENCE,
  MAX_STACK,
  MAX_URL,
  MAX_WORD,
} from "../protocol/longest.ts";
import type { PageEvent } from "../protocol/page-event.ts";

/** Texts that may be longer than a name, by their keys; as `protocol/page-event.ts` cuts them. */
const LONGER = new Map([
  ["url", MAX_URL],
  ["stack", MAX_STACK],
  ["message", MAX_SENTENCE],
  ["protocol", MAX_PHRASE],
  ["extensions", MAX_PHRASE],
  ["reason", MAX_PHRASE],
]);
/** No event of ours has as many, or a longer one. */
const MAX_KEYS = 32;
const MAX_KEY = 32;

/**
 * The door of the extension for what a page can put into an event, in size: an address that its
 * policy blocks may be as long as the memory is large. What it says is parsed in the background.
 * Held here until that has it, and weighed: texts are cut, and other things than we send left out.
 */
export function fitEvents(events: readonly PageEvent[]): PageEvent[] {
  return events.filter((event) => typeof event === "object" && event !== null).map(fitEvent);
}

function fitEvent(event: PageEvent): PageEvent {
  const fitting: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(event).slice(0, MAX_KEYS)) {
    if (key.length > MAX_KEY) continue;
    if (typeof value === "string") fitting[key] = beginningOf(value, LONGER.get(key) ?? MAX_WORD);
    else if (Array.isArray(value)) fitting[key] = fitParts(value);
    else if (typeof value !== "object" || value === null) fitting[key] = value;
  }
  // Of the same kind as before; whether it is one is asked in the background.
  return fitting as PageEvent;
}

/** Subprotocols, or a connection's last bodies. */
const fitParts = (parts: readonly unknown[]): unknown[] =>
  parts.slice(0, MAX_PROTOCOLS).map((part) => {
    if (typeof part === "string") return beginningOf(part, MAX_PHRASE);
    const { seq, at, send, body } = Object(part) as Record<string, unknown>;
    const place = { seq: Number(seq), at: Number(at), send: send === true };
    if (typeof body === "string") return { ...place, body: beginningOf(body, MAX_SAMPLE) };
    const isSample = body instanceof Uint8Array && body.byteLength <= MAX_SAMPLE;
    return { ...place, body: isSample ? body : new Uint8Array() };
  });
