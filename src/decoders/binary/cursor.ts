import { ByteReader } from "./byte-reader.ts";
import { bytesInWords, readUtf8 } from "./bytes.ts";

/** So deep a value is no message. */
const MAX_DEPTH = 64;
/** Beyond it a value is read no further: a row shows only a little of it. */
const MAX_VALUES = 20_000;

const WORD = /^[^\p{Cc}]{2,}$/u;

/** Reads values, one within the other. What was read before a cut is worth showing. */
export class Cursor extends ByteReader {
  /** This is another format. */
  isBroken = false;
  /** Some map has keys that are no texts, as JSON's always are. */
  hasOtherKeys = false;
  /** A text of some length, without control characters. */
  hasWord = false;
  private valuesLeft: number;
  private texts = 0;

  constructor(bytes: Uint8Array, at = 0, maxValues = MAX_VALUES) {
    super(bytes, at);
    this.valuesLeft = maxValues;
  }

  get isOver(): boolean {
    return this.isCut || this.isBroken;
  }

  /** The byte with which a value begins; undefined where there is none. */
  begin(depth: number): number | undefined {
    if (--this.valuesLeft < 0 || depth > MAX_DEPTH) this.isCut = true;
    return this.isOver ? undefined : this.take(1)[0];
  }

  /** In words: JSON has no bytes. */
  binary(length: number): string | undefined {
    const bytes = this.take(length);
    return this.isCut ? undefined : bytesInWords(bytes);
  }

  text(length: number): string {
    this.texts++;
    const text = readUtf8(this.take(length));
    if (text === null) this.isBroken = true;
    else if (WORD.test(text)) this.hasWord = true;
    return text ?? "";
  }

  list(count: number, read: () => unknown): unknown[] {
    const items: unknown[] = [];
    while (items.length < count && !this.isOver) {
      const item = this.within(read);
      if (item === undefined) break;
      items.push(item);
    }
    return items;
  }

  map(count: number, read: () => unknown): { [name: string]: unknown } {
    const entries: [string, unknown][] = [];
    while (entries.length < count && !this.isOver) {
      const textsBefore = this.texts;
      const key = read();
      if (key === undefined || this.isOver) break;
      // Bytes and times are told as texts, too.
      if (this.texts === textsBefore || typeof key !== "string") this.hasOtherKeys = true;
      const item = this.within(read);
      if (item === undefined) break;
      entries.push([typeof key === "object" ? "{…}" : String(key), item]);
    }
    // Defines each name, so that "__proto__" is one like any other.
    return Object.fromEntries(entries);
  }

  /** A value of a list or a map; one that was cut only where a part of it says something. */
  private within(read: () => unknown): unknown {
    const item = read();
    const isTelling = (typeof item === "object" && item !== null) || typeof item === "string";
    return this.isOver && !isTelling ? undefined : item;
  }
}
