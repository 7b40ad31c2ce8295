import { formatBytes } from "../words/words.ts";
import { HarError } from "./har-error.ts";
import { weighJson } from "./weigh-json.ts";

/** What V8 can hold as one text. */
export const MAX_TEXT_BYTES = 512 * 1024 * 1024;

/** What was measured to leave room for a diagnosis within 512 MiB. */
const MAX_PARSED_BYTES = 384 * 1024 * 1024;
/** Of a large file, what is no more than its texts with something around them. */
const MAX_PARSED_SHARE = 4;

/** Parses JSON; an error names line and column, which engines tell in different ways or not at all. */
export function parseJson(text: string): unknown {
  // Some Windows tools begin their files with a byte order mark.
  const json = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const maxBytes = Math.max(MAX_PARSED_BYTES, MAX_PARSED_SHARE * json.length);
  if (weighJson(json, maxBytes) > maxBytes) {
    throw new HarError(
      "the file",
      `is too large: its values would take more than ${formatBytes(maxBytes)} of memory`,
    );
  }
  try {
    return JSON.parse(json);
  } catch {
    throw explain(json);
  }
}

function explain(json: string): HarError {
  if (json.trim() === "") return new HarError("the file", "is empty");
  const { index, expected } = findJsonError(json);
  const before = json.slice(0, index);
  const line = before.split("\n").length;
  const column = index - before.lastIndexOf("\n");
  return new HarError(`line ${line}, column ${column}`, sayJsonError(json[index], expected));
}

export const sayJsonError = (found: string | undefined, expected: string): string =>
  found === undefined
    ? "is where the file ends, in the middle of its JSON: it was cut off, or is still being written"
    : `is not valid JSON: ${expected} should stand where ${JSON.stringify(found)} is`;

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
