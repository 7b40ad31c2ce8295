import { utf8Of } from "./binary/bytes.ts";
import { clip, type Described, describe, describeError } from "./described.ts";
import { firstWord, isObject, readObject } from "./read-json.ts";

/** Total length, length of the headers, checksum of both; and one of all at the end. */
const PRELUDE = 12;
const CHECKSUM = 4;
const MAX_HEADERS = 1_024;
const STRING = 7;

/**
 * A message of Amazon's event streams (application/vnd.amazon.eventstream, smithy.io/2.0/aws/amazon-eventstream.html),
 * which Transcribe and others speak over WebSockets: named headers, then a payload. Null where it is none.
 */
export function describeEventStream(bytes: Uint8Array): Described | null {
  if (bytes.length < PRELUDE + CHECKSUM || numberAt(bytes, 0) !== bytes.length) return null;
  const length = numberAt(bytes, 4);
  if (length > MAX_HEADERS || PRELUDE + length + CHECKSUM > bytes.length) return null;
  const headers = readHeaders(bytes.subarray(PRELUDE, PRELUDE + length));
  const kind = headers?.get(":exception-type") ?? headers?.get(":event-type");
  if (!headers || kind === undefined) return null;
  const payload = bytes.subarray(PRELUDE + length, bytes.length - CHECKSUM);
  const isText = /json|text/.test(headers.get(":content-type") ?? "");
  const text = isText ? utf8Of(payload) : `${payload.length} B`;
  if (headers.get(":message-type") !== "exception") return describe(kind, clip(`${kind} ${text}`));
  const fields = readObject(text);
  const message = isObject(fields) ? firstWord(fields.Message, fields.message) : null;
  return describeError(kind, { code: kind, message: message ?? text, retryAfterMs: null });
}

const numberAt = (bytes: Uint8Array, at: number): number =>
  (bytes[at] ?? 0) * 0x1000000 +
  (((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));

/** Those with texts as values, which all that matter have; null where it is none of them. */
function readHeaders(bytes: Uint8Array): Map<string, string> | null {
  const headers = new Map<string, string>();
  let at = 0;
  while (at < bytes.length) {
    const nameEnd = at + 1 + (bytes[at] ?? 0);
    if (bytes[nameEnd] !== STRING) return null;
    const size = ((bytes[nameEnd + 1] ?? 0) << 8) | (bytes[nameEnd + 2] ?? 0);
    const end = nameEnd + 3 + size;
    if (end > bytes.length) return null;
    headers.set(utf8Of(bytes.subarray(at + 1, nameEnd)), utf8Of(bytes.subarray(nameEnd + 3, end)));
    at = end;
  }
  return headers;
}
