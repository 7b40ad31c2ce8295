import {
  CLOSE_LIST,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  endOfText,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
  skipSpace,
} from "./json-signs.ts";
import { explainJson, parseJson } from "./parse-json.ts";

/** The value of a whole text. Some Windows tools begin their files with a byte order mark. */
export const readJson = (text: string): JsonPart =>
  new JsonPart(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);

/**
 * One value in a JSON text that is parsed when it is asked for: of a file of a million messages one
 * is held at a time. Where it is not JSON is found when it is parsed, or when it is divided.
 */
export class JsonPart {
  readonly #json: string;
  readonly start: number;
  readonly end: number;

  /** `start` and `end`: characters of the text; without them it is all of it. */
  constructor(json: string, start = 0, end = json.length) {
    this.#json = json;
    this.start = start;
    this.end = end;
  }

  /** Another part of the same text. */
  partAt(start: number, end: number): JsonPart {
    return new JsonPart(this.#json, start, end);
  }

  parse(): unknown {
    return this.#parse(this.#json.slice(this.start, this.end));
  }

  /** An object with null in the place of one member, and that member, null where there is none. */
  without(name: string): { parseRest: () => unknown; part: JsonPart | null } {
    const found = this.#findMember(name);
    if (found === null) return { parseRest: () => this.parse(), part: null };
    const [from, to] = found;
    const json = this.#json;
    const parseRest = () =>
      this.#parse(`${json.slice(this.start, from)}null${json.slice(to, this.end)}`);
    return { parseRest, part: new JsonPart(json, from, to) };
  }

  /** A list of nothing. */
  get isEmptyList(): boolean {
    const open = this.#first();
    const isList = this.#json.charCodeAt(open) === OPEN_LIST;
    return isList && this.#json.charCodeAt(skipSpace(this.#json, open + 1)) === CLOSE_LIST;
  }

  get isNull(): boolean {
    return this.#json.startsWith("null", this.#first());
  }

  /** Of a list what is in it, one after the other; null: it is none. */
  items(): Iterable<JsonPart> | null {
    const open = this.#first();
    return this.#json.charCodeAt(open) === OPEN_LIST ? this.#itemsFrom(open + 1) : null;
  }

  *#itemsFrom(start: number): Generator<JsonPart> {
    const json = this.#json;
    let from = start;
    let depth = 0;
    for (let i = start; i < this.end; i++) {
      switch (json.charCodeAt(i)) {
        case QUOTE:
          i = endOfText(json, i);
          break;
        case OPEN_OBJECT:
        case OPEN_LIST:
          depth++;
          break;
        case COMMA:
          if (depth > 0) break;
          yield new JsonPart(json, from, i);
          from = i + 1;
          break;
        case CLOSE_OBJECT:
        case CLOSE_LIST:
          if (depth-- > 0) break;
          if (json.charCodeAt(i) !== CLOSE_LIST) throw explainJson(json);
          if (from > start || skipSpace(json, from) < i) yield new JsonPart(json, from, i);
          if (skipSpace(json, i + 1) < this.end) throw explainJson(json);
          return;
      }
    }
    throw explainJson(json);
  }

  /** The last one of that name, as engines take it. */
  #findMember(name: string): [from: number, to: number] | null {
    const json = this.#json;
    const first = this.#first();
    if (json.charCodeAt(first) !== OPEN_OBJECT) return null;
    let found: [number, number] | null = null;
    let from = -1;
    let depth = 0;
    const endValue = (at: number) => {
      if (from >= 0) found = [from, at];
      from = -1;
    };
    for (let i = first; i < this.end; i++) {
      switch (json.charCodeAt(i)) {
        case QUOTE: {
          const end = endOfText(json, i);
          const after = depth === 1 && from < 0 ? skipSpace(json, end + 1) : -1;
          if (json.charCodeAt(after) === COLON && this.#isName(name, i, end)) from = after + 1;
          i = end;
          break;
        }
        case OPEN_OBJECT:
        case OPEN_LIST:
          depth++;
          break;
        case COMMA:
          if (depth === 1) endValue(i);
          break;
        case CLOSE_OBJECT:
        case CLOSE_LIST:
          depth--;
          if (depth === 0) endValue(i);
          break;
      }
    }
    if (depth > 0) throw explainJson(json);
    return found;
  }

  /** A name may be written with escapes. */
  #isName(name: string, start: number, end: number): boolean {
    const written = this.#json.slice(start + 1, end);
    if (!written.includes("\\")) return written === name;
    return this.#parse(`"${written}"`) === name;
  }

  #first(): number {
    return skipSpace(this.#json, this.start);
  }

  #parse(json: string): unknown {
    return parseJson(json, this.#json);
  }
}
