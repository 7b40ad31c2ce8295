import { formatBytes } from "../words/words.ts";
import { HarError, JsonError } from "./har-error.ts";
import { skipSpace } from "./json-signs.ts";
import { MAX_BYTES_A_LETTER, weighJson } from "./weigh-json.ts";

/** What V8 can hold as one text. */
export const MAX_TEXT_BYTES = 512 * 1024 * 1024;

/** What was measured to leave room for a diagnosis within 512 MiB. */
const MAX_PARSED_BYTES = 256 * 1024 * 1024;
/** Of a large file, what is no more than its texts with something around them. */
const MAX_PARSED_SHARE = 4;

/**
 * Parses JSON that is all or a part of `whole`; an error names line and column in that, which
 * engines tell in different ways or not at all.
 */
export function parseJson(json: string, whole = json): unknown {
  const maxBytes = Math.max(MAX_PARSED_BYTES, MAX_PARSED_SHARE * whole.length);
  if (MAX_BYTES_A_LETTER * json.length > maxBytes && weighJson(json, maxBytes) > maxBytes) {
    throw new HarError(
      "the file",
      `is too large: its values would take more than ${formatBytes(maxBytes)} of memory`,
    );
  }
  try {
    return JSON.parse(json);
  } catch {
    throw explainJson(whole);
  }
}

/** Where a text that is known not to be JSON stops being JSON. */
export function explainJson(json: string): HarError {
  if (skipSpace(json, 0) === json.length) return new HarError("the file", "is empty");
  const { index, expected } = findJsonError(json);
  let line = 1;
  let lineStart = 0;
  for (let at = json.indexOf("\n"); at >= 0 && at < index; at = json.indexOf("\n", at + 1)) {
    line++;
    lineStart = at + 1;
  }
  const place = `line ${line}, column ${index - lineStart + 1}`;
  return new JsonError(place, sayJsonError(json[index], expected));
}

export const sayJsonError = (found: string | undefined, expected: string): string =>
  found === undefined
    ? "is where the file ends, in the middle of its JSON: it was cut off, or is still being written"
    : `is not valid JSON: ${expected} should stand where ${JSON.stringify(found)} is`;

/** What is deeper, no engine reads. */
const MAX_DEPTH = 1_000_000;

const SPACE = /[ \t\r\n]*/y;
// Everything from the space on, but the quote and the backslash: JSON allows no control characters.
const CHARACTERS = /(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4})){1,1000}/y;
/** A string that began but does not end is damaged within, or the file ends before it does. */
const REST_OF_TEXT = "the rest of a text in quotes";
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** Walks a text that is known not to be JSON up to where it stops being JSON. */
export function findJsonError(json: string): { index: number; expected: string } {
  let index = 0;
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = index;
    const matched = pattern.test(json);
    if (matched) index = pattern.lastIndex;
    return matched;
  };
  // Piece by piece: for one of many MiB an expression would run out of stack.
  const skipString = (): boolean => {
    if (json[index] !== '"') return false;
    index++;
    while (skip(CHARACTERS));
    const ends = json[index] === '"';
    if (ends) index++;
    return ends;
  };
  const open: ("{" | "[")[] = [];
  let wants: "value" | "first value" | "key" | "first key" | "colon" | "next" = "value";
  for (;;) {
    if (open.length > MAX_DEPTH) throw new HarError("the file", "is nested too deeply to be read");
    skip(SPACE);
    const here = json[index];
    if (wants === "value" || wants === "first value") {
      if (here === "]" && wants === "first value") {
        open.pop();
        index++;
        wants = "next";
      } else if (here === "{" || here === "[") {
        open.push(here);
        index++;
        wants = here === "{" ? "first key" : "first value";
      } else if (here === '"' ? skipString() : skip(SCALAR)) {
        wants = "next";
      } else {
        return { index, expected: here === '"' ? REST_OF_TEXT : "a value" };
      }
    } else if (wants === "key" || wants === "first key") {
      if (here === "}" && wants === "first key") {
        open.pop();
        index++;
        wants = "next";
      } else if (skipString()) {
        wants = "colon";
      } else {
        return { index, expected: here === '"' ? REST_OF_TEXT : "a name in quotes" };
      }
    } else if (wants === "colon") {
      if (here !== ":") return { index, expected: "a colon" };
      index++;
      wants = "value";
    } else {
      const within = open.at(-1);
      if (within === undefined) return { index, expected: "the end of the file" };
      if (here === ",") {
        wants = within === "{" ? "key" : "value";
      } else if (here === (within === "{" ? "}" : "]")) {
        open.pop();
      } else {
        return { index, expected: within === "{" ? 'a comma or "}"' : 'a comma or "]"' };
      }
      index++;
    }
  }
}
