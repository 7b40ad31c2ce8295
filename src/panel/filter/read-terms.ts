/**
 * The grammar of a filter. A term is `-`, a name with a colon, and values; each may be missing.
 * A "|" between values joins them; with a space before and after, it joins whole sides.
 */
import type { Place } from "./filter.ts";
import { FilterError } from "./filter-error.ts";

export type Value = Place & { text: string; regex: RegExp | null; quoted: boolean };
export type RawTerm = Place & {
  negated: boolean;
  /** Null where the term is only something to search for. */
  name: (Place & { text: string }) | null;
  values: Value[];
};

// `wss://host` is an address, not the name `wss`; `14:02` is a time.
const NAME = /((?:[A-Za-z_$][\w$-]*|\.(?:[\w$-]+|\*))(?:\.(?:[\w$-]+|\*))*):(?!\/\/)/y;
const WORD = /[^\s|]+/y;
const FLAGS = /[a-z]*/y;

/** The sides of the filter, each with its terms; none where the text is empty. */
export function readTerms(text: string): RawTerm[][] {
  const sides: RawTerm[][] = [[]];
  let at = 0;
  const skipBlanks = () => {
    while (/\s/.test(text[at] ?? "")) at++;
  };
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found;
  };

  const readValue = (): Value => {
    const from = at;
    if (text[at] === '"') {
      const value = takeUntil('"', "quotation mark");
      return {
        from,
        to: at,
        text: value.replaceAll(/\\(["\\])/g, "$1"),
        regex: null,
        quoted: true,
      };
    }
    if (text[at] === "/") {
      const source = takeUntil("/", "slash");
      const regex = compileRegex(source, take(FLAGS)?.[0] ?? "", { from, to: at });
      return { from, to: at, text: text.slice(from, at), regex, quoted: false };
    }
    const word = take(WORD)?.[0] ?? "";
    return { from, to: at, text: word, regex: null, quoted: false };
  };

  /** What stands up to the closing mark; `at` is past it then. */
  const takeUntil = (mark: string, name: string): string => {
    const from = at++;
    let inClass = false;
    for (; at < text.length; at++) {
      if (text[at] === "\\") at++;
      else if (mark === "/" && text[at] === "[") inClass = true;
      else if (text[at] === "]") inClass = false;
      else if (text[at] === mark && !inClass) return text.slice(from + 1, at++);
    }
    at = text.length;
    const hint = mark === "/" ? ' To search for a slash itself, quote it: "/".' : "";
    throw new FilterError(`The closing ${name} is missing.${hint}`, { from, to: text.length });
  };

  const readValues = (): Value[] => {
    const values = [readValue()];
    while (text[at] === "|" && /[^\s|]/.test(text[at + 1] ?? "")) {
      at++;
      values.push(readValue());
    }
    return values;
  };

  const readTerm = (): RawTerm => {
    const from = at;
    const negated = text[at] === "-" && /\S/.test(text[at + 1] ?? "");
    if (negated) at++;
    const nameFrom = at;
    const found = take(NAME);
    const name = found && { text: found[1] as string, from: nameFrom, to: at - 1 };
    if (name && !/[^\s|]/.test(text[at] ?? "")) {
      throw new FilterError(`“${name.text}:” needs a value.`, { from: nameFrom, to: at });
    }
    const values = readValues();
    return { from, to: at, negated, name, values };
  };

  for (skipBlanks(); at < text.length; skipBlanks()) {
    const side = sides[sides.length - 1] as RawTerm[];
    if (text[at] !== "|") {
      side.push(readTerm());
      continue;
    }
    const place = { from: at, to: ++at };
    if (side.length === 0) throw new FilterError("“|” needs something before it.", place);
    skipBlanks();
    if (at === text.length) throw new FilterError("“|” needs something after it.", place);
    sides.push([]);
  }
  return sides[0]?.length ? sides : [];
}

function compileRegex(source: string, flags: string, place: Place): RegExp {
  if (source === "") throw new FilterError("This expression is empty.", place);
  try {
    // Without regard to case, as all other searching; no state between two uses.
    const kept = new Set(`${flags.replaceAll(/[gy]/g, "")}i`);
    return new RegExp(source, [...kept].join(""));
  } catch (error) {
    const why = (error as Error).message.replace(
      /^Invalid regular expression: (?:\/.*\/\w*: )?/s,
      "",
    );
    throw new FilterError(`This is not a regular expression: ${why}.`, place);
  }
}
