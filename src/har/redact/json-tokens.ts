import { QUOTE } from "../json-signs.ts";
import { findJsonError, sayJsonError } from "../parse-json.ts";
import { findCut } from "./find-cut.ts";
import type { Frame, Frames } from "./frames.ts";
import { JsonFault } from "./json-fault.ts";
import type { PassingBytes } from "./passing-bytes.ts";
import { hasNamesTwice, patchJson } from "./patch-json.ts";
import type { Looseness, Plan, Scalar, Whole } from "./plan.ts";
import { findQuote, isDelimiter, isScalar, type Scan, scanWhole } from "./scan-json.ts";

/** What is larger or deeper is not held in memory as a whole. */
export type Limits = { wholeBytes: number; wholeDepth: number; textBytes: number; depth: number };

/** What began and has not ended yet. `scanned`: up to where its end was looked for. */
export type Begun = BegunText | BegunWhole;
type BegunText = {
  kind: "name" | "scalar" | "text" | "part";
  plan: Plan;
  start: number;
  scanned: number;
};
type BegunWhole = { kind: "whole"; plan: Whole; start: number; scan: Scan };

/** What is said of a whole session, with the report of thousands of connections. */
const INDIVISIBLE_BYTES = 64 * 1024 * 1024;
/** No tool writes names and numbers as long as these. */
const MAX_NAME_BYTES = 65_536;
const MAX_SCALAR_BYTES = 4_096;

/** Brings names and values to their ends, and passes them on as they are to be shown. */
export class JsonTokens {
  readonly #bytes: PassingBytes;
  readonly #frames: Frames;
  readonly #loose: Looseness;
  readonly #limits: Limits;

  constructor(bytes: PassingBytes, frames: Frames, loose: Looseness, limits: Limits) {
    this.#bytes = bytes;
    this.#frames = frames;
    this.#loose = loose;
    this.#limits = limits;
  }

  /** Where it ended; null: not yet; "too large": it can only be taken loosely. */
  goOn(begun: Begun, isLast: boolean): number | null | "too large" {
    switch (begun.kind) {
      case "whole":
        return this.#goOnWhole(begun);
      case "scalar":
        return this.#goOnScalar(begun, isLast);
      case "name":
        return this.#goOnName(begun);
      case "text":
      case "part":
        return this.#goOnText(begun);
    }
  }

  fail(place: number, expected: string): never {
    const found = this.#bytes.text(place, Math.min(place + 4, this.#bytes.end));
    throw new JsonFault(place, sayJsonError(firstOf(found), expected));
  }

  /** Whether the quote is there that ends a text. */
  #isEnded(begun: BegunText): boolean {
    const window = this.#bytes.window(begun.scanned, this.#bytes.end);
    const length = findQuote(window, 0);
    begun.scanned += length;
    return window[length] === QUOTE;
  }

  #goOnName(begun: BegunText): number | null {
    const { start } = begun;
    if (!this.#isEnded(begun)) {
      if (begun.scanned - start <= MAX_NAME_BYTES) return null;
      throw new JsonFault(start, "is a name that is too long: over 64 KiB");
    }
    const end = begun.scanned + 1;
    const frame = this.#frames.last as Frame;
    const name = this.#parse(start, end) as string;
    frame.name = name;
    const shown = frame.plan.kind === "loose" ? this.#loose.name(name, this.#frames.seen()) : name;
    if (shown !== name) this.#bytes.replace(start, end, JSON.stringify(shown));
    return end;
  }

  #goOnText(begun: BegunText): number | null {
    const isEnded = this.#isEnded(begun);
    while (begun.scanned - begun.start > this.#limits.textBytes) this.#passPart(begun);
    if (!isEnded) return null;
    if (begun.kind === "text") this.#pass(begun, begun.scanned + 1);
    else this.#changePart(begun.start, begun.scanned);
    return begun.scanned + 1;
  }

  /** Passes on the first part of a text that is too long, cut where no secret is likely to stand. */
  #passPart(begun: BegunText): void {
    const start = begun.kind === "text" ? begun.start + 1 : begun.start;
    const cut = start + findCut(this.#bytes.window(start, start + this.#limits.textBytes));
    this.#changePart(start, cut);
    begun.kind = "part";
    begun.start = cut;
  }

  #changePart(from: number, to: number): void {
    const text = this.#parseText(`"${this.#bytes.text(from, to)}"`, from - 1) as string;
    const shown = this.#loose.part(text, this.#frames.seen());
    if (shown === text) this.#bytes.pass(to);
    else this.#bytes.replace(from, to, JSON.stringify(shown).slice(1, -1));
  }

  #goOnScalar(begun: BegunText, isLast: boolean): number | null {
    const { start } = begun;
    const { end } = this.#bytes;
    while (begun.scanned < end && !isDelimiter(this.#bytes.byteAt(begun.scanned))) begun.scanned++;
    if (begun.scanned - start > MAX_SCALAR_BYTES) this.fail(start, "a value");
    if (begun.scanned === end && !isLast) return null;
    if (!isScalar(this.#bytes.text(start, begun.scanned))) this.fail(start, "a value");
    this.#pass(begun, begun.scanned);
    return begun.scanned;
  }

  #pass({ start, plan }: BegunText, end: number): void {
    const value = this.#parse(start, end) as Scalar;
    const seen = this.#frames.seen();
    const shown =
      plan.kind === "whole" ? plan.change(value, seen.place) : this.#loose.change(value, seen);
    if (shown !== value) this.#bytes.replace(start, end, JSON.stringify(shown));
    this.#frames.remember(value);
  }

  #goOnWhole({ start, plan, scan }: BegunWhole): number | null | "too large" {
    const { wholeBytes, wholeDepth } = this.#limits;
    scanWhole(this.#bytes.window(start, this.#bytes.end), scan, wholeDepth);
    if (scan.length > 0 && scan.depth === 0) {
      return plan.isSkipped ? start + scan.length : this.#endWhole(start, plan, scan);
    }
    const maxBytes = plan.isIndivisible ? INDIVISIBLE_BYTES : wholeBytes;
    if (scan.depth <= wholeDepth && scan.length <= maxBytes) return null;
    if (!plan.isIndivisible) return "too large";
    throw new JsonFault(start, "is too large or too deep to be masked");
  }

  #endWhole(start: number, plan: Whole, scan: Scan): number {
    const end = start + scan.length;
    const json = this.#bytes.text(start, end);
    const value = this.#parseText(json, start);
    const shown = plan.change(value, this.#frames.seen().place);
    // Only the last of several values under one name was seen.
    const isHiding = hasNamesTwice(value, scan.nameCount);
    if (isHiding) this.#bytes.replace(start, end, JSON.stringify(shown));
    else if (shown !== value) this.#bytes.replace(start, end, patchJson(json, value, shown));
    return end;
  }

  #parse(from: number, to: number): unknown {
    return this.#parseText(this.#bytes.text(from, to), from);
  }

  #parseText(json: string, from: number): unknown {
    try {
      return JSON.parse(json);
    } catch {
      const { index, expected } = findJsonError(json);
      const place = from + utf8LengthOf(json.slice(0, index));
      throw new JsonFault(place, sayJsonError(firstOf(json.slice(index)), expected));
    }
  }
}

const utf8LengthOf = (text: string): number => new TextEncoder().encode(text).length;

const firstOf = (text: string): string | undefined => text[Symbol.iterator]().next().value;
