/** Masks bytes in place and at their length, so that a decoder still finds every field. */
import { findSecrets, inOrder } from "../scan/find-secrets.ts";
import { jwtEnd } from "../scan/marked.ts";
import type { Manner } from "../scan/reading.ts";
import type { Span } from "../secret.ts";
import { withoutClaimsAtLength } from "../tokens.ts";
import { findInMqtt } from "./find-in-mqtt.ts";
import { findInPacked } from "./find-in-packed.ts";
import { findInSasl } from "./find-in-sasl.ts";
import { findInWide } from "./find-in-wide.ts";

/** What is secret in a binary message, whichever of these it is. */
export function findInBytes(
  bytes: Uint8Array,
  latin1: string,
  manner: Manner,
): { plain: Span[]; wide: Span[] } {
  const plain = findSecrets(latin1, { ...manner, isBinary: true });
  plain.push(...findInPacked(bytes, latin1, manner.names));
  plain.push(...findInMqtt(bytes, latin1), ...findInSasl(bytes, latin1));
  return {
    plain: inOrder(plain),
    wide: bytes.includes(0) ? inOrder(findInWide(bytes, manner)) : [],
  };
}

/** `markOf`: a mark of that length. */
export function fillSecret(
  bytes: Uint8Array,
  span: Span,
  isWide: boolean,
  markOf: (value: string, length: number) => string,
): void {
  const length = span.to - span.from;
  if (isWide) {
    const mark = markOf(span.value, length / 2);
    const low = bytes[span.from] === 0 ? 1 : 0;
    for (let i = 0; i < mark.length; i++) bytes[span.from + i * 2 + low] = mark.charCodeAt(i);
    return;
  }
  // A number of MessagePack or CBOR: what it was is gone, that it is one stays.
  if (span.quote === "number") {
    bytes.fill(0, span.from, span.to);
    return;
  }
  const mark = span.quote === "" ? maskText(span, length, markOf) : quoted(length);
  for (let i = 0; i < length; i++) bytes[span.from + i] = mark.charCodeAt(i);
}

/** A number of JSON, whose digits leave room for quotes. */
const quoted = (length: number): string => `"${"*".repeat(Math.max(0, length - 2))}"`;

/** Of a JSON Web Token header and times stay. */
function maskText(
  { value }: Span,
  length: number,
  markOf: (value: string, length: number) => string,
): string {
  if (value.startsWith("eyJ") && value.length === length && jwtEnd(value, 0, length) === length) {
    const [header = "", claims = "", signature] = value.split(".", 3);
    const kept = withoutClaimsAtLength(header, claims);
    if (kept !== null && signature !== undefined) {
      const rest = length - kept.length - 1;
      return `${kept}.${markOf(value, rest)}`;
    }
  }
  return markOf(value, length);
}
