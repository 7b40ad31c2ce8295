import { bytesInWords, utf8Of } from "../binary/bytes.ts";
import type { Decoders } from "../decoder.ts";
import {
  type Body,
  type Described,
  type Direction,
  describe,
  describeError,
} from "../described.ts";
import { describePlain } from "../plain.ts";

export const rfbDecoders = { rfb: { name: "RFB (VNC)", describe: describeRfb } } satisfies Decoders;

const VERSION = /^RFB \d{3}\.\d{3}\n/;
const MAX_REASON = 500;

/**
 * VNC's remote framebuffer (RFC 6143) as websockify and its like pass it on: one message for each
 * write of the server. What the opening says is told; pictures are only counted.
 */
function describeRfb(body: Body, direction: Direction): Described {
  if (typeof body === "string") return describePlain(body);
  if (isRfbVersion(body)) return describe("version", utf8Of(body.subarray(0, 11)));
  if (direction === "send") return describe("binary", bytesInWords(body));
  // §7.1.2: no security type at all, and why.
  if (body[0] === 0) {
    const why = reasonAt(body, 1);
    if (why !== null) return refusal(why);
  }
  // §7.1.3: SecurityResult, with a reason since 3.8.
  const result = numberAt(body, 0);
  if (body.length === 4 && result === 0)
    return describe("security result", "accepted", { isReady: true });
  if (result === 1 || result === 2) {
    const why = reasonAt(body, 4);
    if (why !== null) return refusal(why);
    if (body.length === 4) {
      return refusal(result === 2 ? "too many authentication attempts" : "authentication failed");
    }
  }
  return describe("binary", bytesInWords(body));
}

const refusal = (message: string): Described =>
  describeError("security failure", { code: "security failure", message, retryAfterMs: null });

const isRfbVersion = (bytes: Uint8Array): boolean =>
  bytes.length >= 12 && VERSION.test(String.fromCharCode(...bytes.subarray(0, 12)));

const numberAt = (bytes: Uint8Array, at: number): number | null =>
  bytes.length < at + 4
    ? null
    : new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at);

/** A length and as much text, which fills the rest of the message. */
function reasonAt(bytes: Uint8Array, at: number): string | null {
  const length = numberAt(bytes, at);
  const rest = bytes.subarray(at + 4);
  if (length === null || length === 0 || length !== rest.length || length > MAX_REASON) return null;
  return utf8Of(rest);
}
