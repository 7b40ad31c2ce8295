import type { Field, Fields } from "./fields.ts";

/** A format as it stands in a configuration: texts that stay the same, and what changes between them. */
export type Template = { literals: string[]; fields: Field[] };

const MAX_LENGTH = 8_192;

/**
 * The values of one line; null where it is not of this format. What lies between two texts is a
 * value, so that the time is linear whatever the line holds. `rest`: what follows is another's.
 */
export function matchTemplate(
  { literals, fields }: Template,
  line: string,
  from = 0,
): { values: Fields; rest: number } | null {
  const [first = ""] = literals;
  if (!line.startsWith(first, from)) return null;
  let place = from + first.length;
  const values: Fields = [];
  for (let i = 0; i < fields.length; i++) {
    const next = literals[i + 1] ?? "";
    const isLast = i === fields.length - 1;
    const isQuoted = (literals[i] ?? "").endsWith('"') && next.startsWith('"');
    const end =
      isLast && next === "" ? endOfValue(line, place) : findEnd(line, next, place, isQuoted);
    if (end < 0) return null;
    values.push([fields[i] ?? "ignore", line.slice(place, end)]);
    place = end + next.length;
  }
  return { values, rest: place };
}

/** Up to the next space: what stands after the last value was added by whoever runs the server. */
function endOfValue(line: string, from: number): number {
  const space = line.indexOf(" ", from);
  return space < 0 ? line.length : space;
}

function findEnd(line: string, next: string, from: number, isQuoted: boolean): number {
  for (let at = line.indexOf(next, from); at >= 0; at = line.indexOf(next, at + 1)) {
    if (at - from > MAX_LENGTH) return -1;
    if (!isQuoted || !isEscaped(line, at, from)) return at;
  }
  return -1;
}

/** Apache writes a quote within a value as `\"`. */
function isEscaped(line: string, at: number, from: number): boolean {
  let slashes = 0;
  while (at - 1 - slashes >= from && line[at - 1 - slashes] === "\\") slashes++;
  return slashes % 2 === 1;
}

/** From a configuration's own words: what is a variable, and what it is of a connection. */
export function compileTemplate(
  format: string,
  variable: RegExp,
  fieldOf: (match: RegExpMatchArray) => Field,
): Template | null {
  const literals: string[] = [];
  const fields: Field[] = [];
  let place = 0;
  for (const match of format.slice(0, 4_096).matchAll(variable)) {
    const literal = format.slice(place, match.index);
    // Two values with nothing between them cannot be told apart.
    if (literal === "" && fields.length > 0) return null;
    literals.push(literal);
    fields.push(fieldOf(match));
    place = match.index + match[0].length;
  }
  literals.push(format.slice(place).trimEnd());
  return fields.length > 1 ? { literals, fields } : null;
}
