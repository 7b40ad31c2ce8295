import { cutText } from "../protocol/cut-text.ts";
import type { KeyValue, OtlpValue } from "./otlp.ts";

/** A number that may have a fraction: stores keep one type for an attribute, whatever its value. */
type Double = { double: number };
type Plain = string | number | boolean | Double | readonly string[];
export type Attributes = Record<string, Plain | null | undefined>;

/** Characters of a text, and parts of a list: stores refuse, or cut, what is much longer. */
const MAX_ATTRIBUTE = 1_024;
const MAX_LIST = 32;

/** What is not known is left out. A plain number is a whole one. */
export function attributesOf(known: Attributes): KeyValue[] {
  return Object.entries(known).flatMap(([key, plain]) => {
    const value = plain === null || plain === undefined ? null : writeValue(plain);
    return value === null ? [] : [{ key, value }];
  });
}

function writeValue(plain: Plain): OtlpValue | null {
  if (typeof plain === "string") return textValue(plain);
  if (typeof plain === "boolean") return { boolValue: plain };
  if (typeof plain === "number") {
    return Number.isFinite(plain) ? { intValue: wholeNumber(plain) } : null;
  }
  if ("double" in plain)
    return Number.isFinite(plain.double) ? { doubleValue: plain.double } : null;
  return { arrayValue: { values: plain.slice(0, MAX_LIST).map(textValue) } };
}

export const textValue = (text: string): { stringValue: string } => ({
  stringValue: boundedText(text),
});

/** Half of a surrogate pair has no place in UTF-8, which protobuf's strings are. */
export const boundedText = (text: string, maxLength = MAX_ATTRIBUTE): string =>
  cutText(text, maxLength).replace(/\p{Cs}/gu, "\ufffd");

/** Counts come out of files that anybody may have written: an int64 has no room for more. */
const MAX_WHOLE = 2n ** 63n - 1n;

export function wholeNumber(number: number): string {
  if (!Number.isFinite(number)) return "0";
  const whole = BigInt(Math.round(number));
  return String(whole > MAX_WHOLE ? MAX_WHOLE : whole < -MAX_WHOLE ? -MAX_WHOLE : whole);
}
