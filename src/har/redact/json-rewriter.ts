import { HarError } from "../har-error.ts";
import {
  CLOSE_LIST,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  isSpace,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
} from "../json-signs.ts";
import { sayJsonError } from "../parse-json.ts";
import { type Frame, Frames } from "./frames.ts";
import { JsonFault } from "./json-fault.ts";
import { type Begun, JsonTokens, type Limits } from "./json-tokens.ts";
import { PassingBytes } from "./passing-bytes.ts";
import { LOOSE, type Looseness, type Plan } from "./plan.ts";
import { startScan } from "./scan-json.ts";

const LIMITS: Limits = {
  // Several copies of it are in memory while it is masked.
  wholeBytes: 4 * 1024 * 1024,
  wholeDepth: 64,
  textBytes: 1024 * 1024,
  depth: 10_000,
};
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

type Wants = "value" | "first value" | "name" | "first name" | "colon" | "next" | "nothing";

/**
 * Passes JSON of any size on, byte by byte as it came, but for the values that a plan changes. It
 * holds one value at a time.
 */
export class JsonRewriter {
  readonly #depth: number;
  readonly #bytes = new PassingBytes();
  readonly #frames: Frames;
  readonly #tokens: JsonTokens;
  #wants: Wants = "value";
  #begun: Begun | null = null;
  #at = 0;

  constructor(root: Plan, loose: Looseness, some: Partial<Limits> = {}) {
    const limits = { ...LIMITS, ...some };
    this.#depth = limits.depth;
    this.#frames = new Frames(root);
    this.#tokens = new JsonTokens(this.#bytes, this.#frames, loose, limits);
  }

  /** What can be passed on after these bytes. */
  push(chunk: Uint8Array): Uint8Array {
    this.#bytes.append(chunk);
    this.#run(false);
    return this.#bytes.take(this.#begun?.start ?? this.#at);
  }

  end(): Uint8Array {
    this.#run(true);
    if (this.#wants !== "nothing") {
      if (this.#frames.depth === 0 && !this.#begun) throw new HarError("the file", "is empty");
      throw new JsonFault(this.#bytes.end, sayJsonError(undefined, ""));
    }
    return this.#bytes.take(this.#at);
  }

  #run(isLast: boolean): void {
    for (;;) {
      if (this.#begun) {
        if (!this.#goOn(this.#begun, isLast)) return;
      } else {
        while (this.#at < this.#bytes.end && this.#isSpace()) this.#at++;
        if (this.#at === this.#bytes.end) return;
        this.#step(this.#bytes.byteAt(this.#at));
      }
    }
  }

  #goOn(begun: Begun, isLast: boolean): boolean {
    const end = this.#tokens.goOn(begun, isLast);
    if (end === null) return false;
    if (end === "too large") {
      this.#begun = null;
      this.#begin(this.#bytes.byteAt(this.#at), LOOSE);
    } else if (begun.kind === "name") {
      this.#at = end;
      this.#begun = null;
      this.#wants = "colon";
    } else {
      this.#finish(end);
    }
    return true;
  }

  #isSpace(): boolean {
    const byte = this.#bytes.byteAt(this.#at);
    return isSpace(byte) || BYTE_ORDER_MARK[this.#at] === byte;
  }

  #step(byte: number): void {
    const isList = this.#frames.last?.isList;
    switch (this.#wants) {
      case "first value":
      case "value":
        if (byte === CLOSE_LIST && this.#wants === "first value") this.#close();
        else this.#begin(byte, this.#frames.plan());
        break;
      case "first name":
      case "name":
        if (byte === CLOSE_OBJECT && this.#wants === "first name") this.#close();
        else if (byte === QUOTE) this.#start("name", LOOSE);
        else this.#fail("a name in quotes");
        break;
      case "colon":
        if (byte !== COLON) this.#fail("a colon");
        this.#at++;
        this.#wants = "value";
        break;
      case "next":
        if (byte === COMMA) this.#next();
        else if (byte === (isList ? CLOSE_LIST : CLOSE_OBJECT)) this.#close();
        else this.#fail(isList ? 'a comma or "]"' : 'a comma or "}"');
        break;
      case "nothing":
        this.#fail("the end of the file");
    }
  }

  #next(): void {
    const frame = this.#frames.last as Frame;
    frame.index++;
    this.#at++;
    this.#wants = frame.isList ? "value" : "name";
  }

  #begin(byte: number, plan: Plan): void {
    const isList = byte === OPEN_LIST;
    if (!isList && byte !== OPEN_OBJECT) {
      this.#start(byte === QUOTE ? "text" : "scalar", plan);
    } else if (plan.kind === "whole") {
      this.#begun = { kind: "whole", plan, start: this.#at, scan: startScan() };
    } else {
      if (this.#frames.depth === this.#depth) {
        const levels = this.#depth.toLocaleString("en");
        throw new JsonFault(this.#at, `is nested too deeply: over ${levels} levels`);
      }
      this.#frames.push(isList, plan);
      this.#at++;
      this.#wants = isList ? "first value" : "first name";
    }
  }

  #start(kind: "name" | "scalar" | "text", plan: Plan): void {
    this.#begun = { kind, plan, start: this.#at, scanned: this.#at + (kind === "scalar" ? 0 : 1) };
  }

  #close(): void {
    this.#frames.pop();
    this.#finish(this.#at + 1);
  }

  #finish(end: number): void {
    this.#at = end;
    this.#begun = null;
    this.#wants = this.#frames.depth === 0 ? "nothing" : "next";
  }

  #fail(expected: string): never {
    this.#tokens.fail(this.#at, expected);
  }
}
