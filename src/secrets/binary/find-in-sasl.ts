/** SASL PLAIN (RFC 4616) as AMQP 1.0 and 0-9-1 carry it: the mechanism, a length, and "\0user\0password". */
import type { Span } from "../secret.ts";

const MECHANISM = "PLAIN";
/** AMQP 1.0 §1.6.19: bytes with a length of one byte, or of four. */
const VBIN8 = 0xa0;
const VBIN32 = 0xb0;
const MAX_RESPONSE = 4_096;
const MAX_MECHANISMS = 8;

export function findInSasl(bytes: Uint8Array, latin1: string): Span[] {
  const spans: Span[] = [];
  let at = latin1.indexOf(MECHANISM);
  for (let count = 0; at >= 0 && count < MAX_MECHANISMS; count++) {
    const span = readResponse(bytes, latin1, at + MECHANISM.length);
    if (span) spans.push(span);
    at = latin1.indexOf(MECHANISM, at + 1);
  }
  return spans;
}

function readResponse(bytes: Uint8Array, latin1: string, at: number): Span | null {
  const size = (from: number): number =>
    [0, 1, 2, 3].reduce((sum, i) => sum * 256 + (bytes[from + i] ?? 0), 0);
  const [from, length] =
    bytes[at] === VBIN8
      ? [at + 2, bytes[at + 1] ?? 0]
      : bytes[at] === VBIN32
        ? [at + 5, size(at + 1)]
        : [at + 4, size(at)];
  const to = from + length;
  if (length > MAX_RESPONSE || to > bytes.length) return null;
  const said = latin1.slice(from, to).split("\0");
  const password = said[2] ?? "";
  if (said.length !== 3 || password === "") return null;
  return {
    from: to - password.length,
    to,
    kind: "password",
    name: MECHANISM,
    value: password,
    quote: "",
  };
}
