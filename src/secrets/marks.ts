/** What is put where a secret stood. */
import { isMarked } from "./known/values.ts";
import { keyHead } from "./provider-keys.ts";
import { jwtEnd } from "./scan/marked.ts";
import type { Span } from "./secret.ts";
import { MASK } from "./secrets.ts";
import { keepTimes, withoutClaims, withoutClaimsAtLength } from "./tokens.ts";

/** So many secrets are told apart; further ones look alike. */
const MAX_MARKS = 10_000;
/** Of a long one its beginning tells, with its length. */
const MAX_KEPT = 1_024;

/** `***1`, `***2`: the same secret has the same mark in all of a file, and nothing leads back to it. */
export class Marks {
  private readonly numbers = new Map<string, number>();

  of(secret: string): string {
    const key = secret.length > MAX_KEPT ? `${secret.slice(0, MAX_KEPT)} ${secret.length}` : secret;
    let number = this.numbers.get(key);
    if (number === undefined) {
      if (this.numbers.size >= MAX_MARKS) return MASK;
      number = this.numbers.size + 1;
      // A slice would keep all of the text alive that it was cut from.
      this.numbers.set(` ${key}`.slice(1), number);
    }
    return MASK + number;
  }

  /** Whether it was secret somewhere before. */
  has(text: string): boolean {
    return this.numbers.has(text);
  }

  /** A mark, and of tokens their header and how long they are valid. */
  textFor({ value, quote }: Span): string {
    const mark = this.of(value);
    const token = value.startsWith("eyJ") && jwtEnd(value, 0, value.length) === value.length;
    const kept = token ? withoutClaims(value) : null;
    if (kept !== null) return `${kept}.${mark}`;
    const times = keepTimes(value).map((token) => `${token}.${mark}`);
    return quote + keyHead(value) + [mark, ...times].join(".") + quote;
  }

  /** As long as the secret, for formats that say beforehand how long a text is. */
  bytesFor(value: string, length: number): string {
    const mark = this.of(value);
    return mark.length > length ? "*".repeat(length) : mark.padEnd(length, "*");
  }
}

/** A mark, or a token as it is left: a file that was masked has nothing more to mask. */
export function isMaskedAlready(value: string): boolean {
  if (isMarked(value) || isMarked(value.slice(keyHead(value).length))) return true;
  const markAt =
    value.startsWith("eyJ") || value.startsWith("***") ? value.lastIndexOf(".") + 1 : 0;
  if (markAt === 0 || !isMarked(value.slice(markAt))) return false;
  const token = value.slice(0, markAt - 1);
  const [header = "", claims = ""] = token.split(".");
  const isBare = [withoutClaims(token), withoutClaimsAtLength(header, claims)].includes(token);
  return isBare || isMarked(value.slice(0, value.indexOf(".")));
}
