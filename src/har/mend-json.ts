/** JSON as some tools and hands write it: with comments, NaN, a comma too many, several in a row. */
import { endOfText } from "./json-signs.ts";

export type Mended = {
  /** Each is JSON, if anything can make it so. */
  values: string[];
  /** What was passed over, in words. */
  passed: string[];
};

/** What stays as it is, in pieces that no engine's stack minds. */
const PLAIN = /[^"/,{}[\]NIu-]{1,1000}/y;
const NO_NUMBER = /(?:-?Infinity|NaN|undefined)\b/y;
/** So much space may follow a comma that is too many. */
const COMMA_TOO_MANY = /,(?=\s{0,200}[\]}])/y;
/** RFC 7464 begins each value with it. */
const RECORD_SEPARATOR = "\u001e";

/** Linear in the text. What it cannot mend comes back as it was, and fails to be parsed. */
export function mendJson(text: string): Mended {
  const passed = new Set<string>();
  const values: string[] = [];
  // What stays is copied in as few pieces as there can be: a file may have millions of tokens.
  let parts: string[] = [];
  let keptFrom = 0;
  let depth = 0;
  let index = 0;
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = index;
    const found = pattern.exec(text)?.[0] ?? null;
    index += found?.length ?? 0;
    return found;
  };
  const passBy = (part: string) => {
    if (depth === 0 && part.replaceAll(RECORD_SEPARATOR, "").trim() !== "" && part !== ",")
      passed.add("text around the JSON");
  };
  const replace = (from: number, by: string) => {
    if (depth > 0) parts.push(text.slice(keptFrom, from), by);
    keptFrom = index;
  };
  const endValue = () => {
    parts.push(text.slice(keptFrom, index));
    values.push(parts.join(""));
    parts = [];
  };
  while (index < text.length) {
    const from = index;
    const here = text[index] ?? "";
    const plain = take(PLAIN);
    if (plain !== null) {
      passBy(plain);
    } else if (here === '"') {
      index = endOfText(text, index) + 1;
      passBy(here);
    } else if (text.startsWith("//", index) || text.startsWith("/*", index)) {
      index = endOfComment(text, index);
      replace(from, "");
      passed.add("comments");
    } else if (take(NO_NUMBER) !== null) {
      if (depth > 0) replace(from, "null");
      else passBy("null");
      passed.add("values that JSON does not have, such as NaN");
    } else if (depth > 0 && take(COMMA_TOO_MANY) !== null) {
      replace(from, "");
      passed.add("commas too many");
    } else {
      index++;
      if (here === "{" || here === "[") {
        if (depth++ === 0) keptFrom = from;
      } else {
        passBy(here);
        if ((here === "}" || here === "]") && depth > 0 && --depth === 0) endValue();
      }
    }
  }
  if (depth > 0) endValue();
  return { values, passed: [...passed] };
}

function endOfComment(text: string, index: number): number {
  const isLine = text[index + 1] === "/";
  const end = text.indexOf(isLine ? "\n" : "*/", index + 2);
  return end < 0 ? text.length : end + (isLine ? 1 : 2);
}
