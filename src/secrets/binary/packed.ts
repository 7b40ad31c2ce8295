/** Names and values in MessagePack and CBOR, told to a `Structure` with the places where they stand. */

import { kindOf } from "../scan/kinds.ts";
import { Structure } from "../scan/structure.ts";
import type { Span } from "../secret.ts";

type Format = "msgpack" | "cbor";
type Range = { from: number; to: number };
/** `parts`: of a text in chunks, without their heads. */
type Read = Range & { kind: "text" | "bytes" | "number"; parts?: Range[] };
type Item =
  | Read
  | { kind: "other"; from: number; to: number }
  | { kind: "list" | "map"; count: number };

/** So deep a value is no message. */
const MAX_DEPTH = 64;
/** What a value is, its beginning shows. */
const MAX_TEXT = 512;
const ENDLESS = Number.POSITIVE_INFINITY;

/** Reads one value after the other; `at` stands where it could not go on. */
export class PackedReader {
  at: number;
  private readonly bytes: Uint8Array;
  private readonly latin1: string;
  private readonly format: Format;
  private readonly structure: Structure;
  private readonly spans: Span[];
  isBroken = false;
  /** Maps with names in them: without any, bytes are of this format by chance. */
  named = 0;

  constructor(
    bytes: Uint8Array,
    latin1: string,
    format: Format,
    at: number,
    names: ReadonlySet<string>,
    spans: Span[],
    isLogin: boolean,
  ) {
    this.bytes = bytes;
    this.latin1 = latin1;
    this.format = format;
    this.at = at;
    this.spans = spans;
    this.structure = new Structure(names, isLogin ? "sure" : null);
  }

  readValue(depth: number, isLast: boolean): void {
    const item = this.readItem();
    if (item === null || depth > MAX_DEPTH) {
      this.isBroken = true;
      return;
    }
    switch (item.kind) {
      case "list":
      case "map":
        this.readAll(item.kind === "list", item.count, depth);
        return;
      case "other":
        this.structure.next();
        return;
      default:
        this.tell(item, isLast);
    }
  }

  private tell({ kind, from, to, parts = [{ from, to }] }: Read, isLast: boolean) {
    const whole = parts.map((part) => this.latin1.slice(part.from, part.to)).join("");
    const text = kind === "number" ? String(this.numberAt(from, to)) : whole.slice(0, MAX_TEXT);
    const told = { kind: kind === "number" ? "number" : "text", text, from, to, isLast } as const;
    for (const { value, name } of this.structure.value(told)) {
      // One that was held until its name came stands elsewhere.
      const places = value === told ? parts : [{ from: value.from, to: value.to }];
      for (const place of places) {
        this.spans.push({
          ...place,
          kind: kindOf(name),
          name,
          value: value.kind === "number" ? value.text : this.latin1.slice(place.from, place.to),
          quote: value.kind === "number" ? "number" : "",
        });
      }
    }
  }

  private readAll(isList: boolean, count: number, depth: number): void {
    this.structure.open(isList);
    for (let i = 0; i < count && !this.isBroken && this.at < this.bytes.length; i++) {
      if (count === ENDLESS && this.bytes[this.at] === 0xff) {
        this.at++;
        break;
      }
      if (!isList) this.readKey();
      if (!this.isBroken) this.readValue(depth + 1, i === count - 1);
    }
    this.structure.close();
  }

  private readKey(): void {
    const item = this.readItem();
    if (item === null || item.kind === "list" || item.kind === "map") this.isBroken = true;
    else if (item.kind === "text") {
      this.named++;
      this.structure.key(this.latin1.slice(item.from, Math.min(item.to, item.from + MAX_TEXT)));
    } else this.structure.next();
  }

  private numberAt(from: number, to: number): number {
    let value = 0;
    for (let at = from; at < to; at++) value = value * 256 + (this.bytes[at] ?? 0);
    return value;
  }

  private size(length: number): number {
    const value = this.numberAt(this.at, this.at + length);
    this.at += length;
    return value;
  }

  private run<Kind extends "text" | "bytes" | "number" | "other">(
    kind: Kind,
    length: number,
  ): Range & { kind: Kind } {
    const from = this.at;
    this.at = Math.min(this.bytes.length, from + length);
    return { kind, from, to: this.at };
  }

  private readItem(): Item | null {
    const head = this.bytes[this.at];
    if (head === undefined) return null;
    this.at++;
    return this.format === "msgpack" ? this.readMsgpack(head) : this.readCbor(head);
  }

  /** msgpack/msgpack:spec.md */
  private readMsgpack(head: number): Item | null {
    if (head < 0x80 || head >= 0xe0) return this.run("other", 0);
    if (head < 0x90) return { kind: "map", count: head & 15 };
    if (head < 0xa0) return { kind: "list", count: head & 15 };
    if (head < 0xc0) return this.run("text", head & 31);
    if (head === 0xc1) return null;
    if (head < 0xc4) return this.run("other", 0);
    if (head < 0xc7) return this.run("bytes", this.size(1 << (head - 0xc4)));
    if (head < 0xca) return this.run("other", this.size(1 << (head - 0xc7)) + 1);
    if (head < 0xcc) return this.run("other", head === 0xca ? 4 : 8);
    if (head < 0xd0) return this.run("number", 1 << (head - 0xcc));
    if (head < 0xd4) return this.run("number", 1 << (head - 0xd0));
    if (head < 0xd9) return this.run("other", (1 << (head - 0xd4)) + 1);
    if (head < 0xdc) return this.run("text", this.size(1 << (head - 0xd9)));
    if (head < 0xde) return { kind: "list", count: this.size(2 << (head - 0xdc)) };
    return { kind: "map", count: this.size(2 << (head - 0xde)) };
  }

  /** RFC 8949 §3 */
  private readCbor(head: number): Item | null {
    const major = head >> 5;
    const info = head & 31;
    if (info > 27 && (info < 31 || major < 2 || major === 6)) return null;
    if (major === 7) return this.run("other", info < 24 ? 0 : 1 << (info - 24));
    if (major < 2) return info < 24 ? this.run("other", 0) : this.run("number", 1 << (info - 24));
    const count = info < 24 ? info : info === 31 ? ENDLESS : this.size(1 << (info - 24));
    switch (major) {
      case 2:
      case 3:
        return count === ENDLESS
          ? this.readChunks(major)
          : this.run(major === 3 ? "text" : "bytes", count);
      case 4:
        return { kind: "list", count };
      case 5:
        return { kind: "map", count };
      default:
        // A tag: what it belongs to follows.
        return this.readItem();
    }
  }

  /** A text in parts, which is told as one. */
  private readChunks(major: 2 | 3): Item {
    const from = this.at;
    const parts: Range[] = [];
    while (this.at < this.bytes.length && this.bytes[this.at] !== 0xff) {
      const head = this.bytes[this.at] as number;
      if (head >> 5 !== major || (head & 31) > 27) break;
      this.at++;
      const info = head & 31;
      const { from, to } = this.run("text", info < 24 ? info : this.size(1 << (info - 24)));
      parts.push({ from, to });
    }
    const to = Math.min(this.at, this.bytes.length);
    this.at = to + 1;
    return { kind: major === 3 ? "text" : "bytes", from, to, parts };
  }
}
