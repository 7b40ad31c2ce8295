import { HarError } from "./har-error.ts";

/** Parses JSON; an error names line and column, which engines tell in different ways or not at all. */
export function parseJson(text: string): unknown {
  // Some Windows tools begin their files with a byte order mark.
  const json = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  try {
    return JSON.parse(json);
  } catch {
    throw explain(json);
  }
}

function explain(json: string): HarError {
  if (json.trim() === "") return new HarError("the file", "is empty");
  const { index, expected } = findError(json);
  const before = json.slice(0, index);
  const line = before.split("\n").length;
  const column = index - before.lastIndexOf("\n");
  const found = json[index];
  const problem =
    found === undefined
      ? `is where the file ends, in the middle of its JSON: it was cut off, or is still being written`
      : `is not valid JSON: ${expected} should stand where ${JSON.stringify(found)} is`;
  return new HarError(`line ${line}, column ${column}`, problem);
}

const SPACE = /[ \t\r\n]*/y;
// Everything from the space on, but the quote and the backslash: JSON allows no control characters.
const STRING_START = /"(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*/uy;
const STRING = new RegExp(`${STRING_START.source}"`, "uy");
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** Walks a text that is known not to be JSON up to where it stops being JSON. */
function findError(json: string): { index: number; expected: string } {
  let index = 0;
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = index;
    const matched = pattern.test(json);
    if (matched) index = pattern.lastIndex;
    return matched;
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
      } else if (skip(STRING) || skip(SCALAR)) {
        wants = "next";
      } else {
        return stopped(json, index, "a value");
      }
    } else if (wants === "key" || wants === "first key") {
      if (here === "}" && wants === "first key") {
        open.pop();
        index++;
        wants = "next";
      } else if (skip(STRING)) {
        wants = "colon";
      } else {
        return stopped(json, index, "a name in quotes");
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

/** A string that began but did not match is damaged within, or the file ends before it does. */
function stopped(json: string, index: number, expected: string) {
  if (json[index] !== '"') return { index, expected };
  STRING_START.lastIndex = index;
  STRING_START.test(json);
  return { index: STRING_START.lastIndex, expected: "the rest of a text in quotes" };
}
