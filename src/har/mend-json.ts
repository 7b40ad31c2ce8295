/** JSON as some tools and hands write it: with comments, NaN, a comma too many, several in a row. */
import {
  CLOSE_LIST,
  CLOSE_OBJECT,
  COMMA,
  endOfText,
  isSpace,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
} from "./json-signs.ts";

export type Mended = {
  /** Each is JSON, if anything can make it so. */
  values: string[];
  /** What was passed over, in words. */
  passed: string[];
};

const SLASH = 0x2f;
const ASTERISK = 0x2a;
/** What a value that JSON does not have begins with: `-Infinity`, `Infinity`, `NaN`, `undefined`. */
const MINUS = 0x2d;
const CAPITAL_I = 0x49;
const CAPITAL_N = 0x4e;
const SMALL_U = 0x75;
const NO_NUMBER = /(?:-?Infinity|NaN|undefined)\b/y;
/** So much space may follow a comma that is too many. */
const MAX_SPACE = 200;
/** RFC 7464 begins each value with it. */
const RECORD_SEPARATOR = 0x1e;

/**
 * Linear in the text, and a fraction of what it takes to read it: whether a large file is quite JSON
 * is known before any of it is read. What it cannot mend comes back as it was, and fails to be parsed.
 */
export function mendJson(text: string): Mended {
  const passed = new Set<string>();
  const values: string[] = [];
  // What stays is copied in as few pieces as there can be: a file may have millions of tokens.
  let parts: string[] = [];
  let keptFrom = 0;
  let depth = 0;
  let index = 0;
  const passBy = (code: number) => {
    if (depth > 0 || code === COMMA || code === RECORD_SEPARATOR || isSpace(code)) return;
    if (String.fromCharCode(code).trim() !== "") passed.add("text around the JSON");
  };
  const replace = (from: number, by: string) => {
    if (depth > 0) parts.push(text.slice(keptFrom, from), by);
    keptFrom = index;
  };
  const endValue = () => {
    const rest = text.slice(keptFrom, index);
    values.push(parts.length === 0 ? rest : [...parts, rest].join(""));
    parts = [];
  };
  const takeNoNumber = (): boolean => {
    NO_NUMBER.lastIndex = index;
    if (!NO_NUMBER.test(text)) return false;
    const from = index;
    index = NO_NUMBER.lastIndex;
    if (depth > 0) replace(from, "null");
    else passBy(SMALL_U);
    passed.add("values that JSON does not have, such as NaN");
    return true;
  };
  while (index < text.length) {
    const code = text.charCodeAt(index);
    switch (code) {
      case QUOTE:
        index = endOfText(text, index) + 1;
        passBy(code);
        break;
      case OPEN_OBJECT:
      case OPEN_LIST:
        if (depth++ === 0) keptFrom = index;
        index++;
        break;
      case CLOSE_OBJECT:
      case CLOSE_LIST:
        index++;
        passBy(code);
        if (depth > 0 && --depth === 0) endValue();
        break;
      case COMMA:
        index++;
        if (depth === 0 || !isBeforeClose(text, index)) break;
        replace(index - 1, "");
        passed.add("commas too many");
        break;
      case SLASH: {
        const next = text.charCodeAt(index + 1);
        if (next === SLASH || next === ASTERISK) {
          const from = index;
          index = endOfComment(text, index);
          replace(from, "");
          passed.add("comments");
        } else {
          index++;
          passBy(code);
        }
        break;
      }
      case MINUS:
      case CAPITAL_I:
      case CAPITAL_N:
      case SMALL_U:
        if (takeNoNumber()) break;
        index++;
        passBy(code);
        break;
      default:
        index++;
        if (depth === 0) passBy(code);
    }
  }
  if (depth > 0) endValue();
  return { values, passed: [...passed] };
}

function isBeforeClose(text: string, from: number): boolean {
  let at = from;
  while (at - from < MAX_SPACE && isSpace(text.charCodeAt(at))) at++;
  const code = text.charCodeAt(at);
  return code === CLOSE_LIST || code === CLOSE_OBJECT;
}

function endOfComment(text: string, index: number): number {
  const isLine = text.charCodeAt(index + 1) === SLASH;
  const end = text.indexOf(isLine ? "\n" : "*/", index + 2);
  return end < 0 ? text.length : end + (isLine ? 1 : 2);
}
