/** Names in a text that is no JSON: what stands between a name and its value, and before a name. */
import { isOf, WORD } from "./characters.ts";

export type Separator = {
  /** Where the value begins. */
  at: number;
  sign: ":" | "=";
  /** Spaces stood before it, as they do in code. */
  isSpaced: boolean;
};

const isSpace = (text: string, at: number): boolean => text[at] === " " || text[at] === "\t";

/** `isQuoted`: what follows may stand on the next line, as in JSON. */
export function separatorAfter(
  text: string,
  end: number,
  to: number,
  isQuoted: boolean,
): Separator | null {
  let at = end;
  if (!isQuoted) at = skipClosing(text, at);
  const closedAt = at;
  while (at < to && (isSpace(text, at) || (isQuoted && isBreak(text, at)))) at++;
  const isSpaced = at > closedAt;
  const char = text[at];
  if (at >= to || (char !== ":" && char !== "=")) return null;
  const next = text[at + 1];
  if (char === "=" ? next === "=" || next === "~" : next === ":") return null;
  if (char === ":" && next === "/" && text[at + 2] === "/") return null;
  let valueAt = at + 1;
  if (char === "=" ? next === ">" : next === "=") valueAt++;
  const valueFrom = valueAt;
  while (valueAt < to && (isSpace(text, valueAt) || (isQuoted && isBreak(text, valueAt))))
    valueAt++;
  return {
    at: valueAt,
    sign: char === "=" ? "=" : ":",
    isSpaced: isSpaced || (char === "=" && valueAt > valueFrom),
  };
}

const isBreak = (text: string, at: number): boolean => text[at] === "\n" || text[at] === "\r";

/** `user[password]=`, and a quote of which the other one was cut off. */
function skipClosing(text: string, at: number): number {
  if (text[at] === "]" || text[at] === '"' || text[at] === "'") return at + 1;
  if (text[at] === "\\" && text[at + 1] === '"') return at + 2;
  return text.startsWith("&quot;", at) ? at + 6 : at;
}

const MAX_BEFORE = 32;

/** Words that say little without the one before them. */
const VAGUE = /^(?:key|keys|code|string|phrase|word|number|id)$/i;

/** "API key", "Account Key": the name with the word before it, where one space is between. */
export function nameBefore(text: string, at: number, from: number, end: number): string | null {
  if (at - 2 < from || end - at > 8 || !VAGUE.test(text.slice(at, end)) || text[at - 1] !== " ")
    return null;
  let start = at - 1;
  while (start > from && at - start < MAX_BEFORE && isOf(text, start - 1, WORD)) start--;
  return start === at - 1 ? null : text.slice(start, end);
}

/** `getToken()`, `process.env.API_KEY`, `input.value`: an expression rather than a value. */
export const isCode = (value: string): boolean =>
  /^(?:await |new |typeof )?[A-Za-z_$][A-Za-z_$]{0,40}\d{0,2}(?:[?!]?\.[A-Za-z_$][A-Za-z_$]{0,40}\d{0,2}){0,8}(?:\(|\[|\?\.|$)/.test(
    value,
  ) && /[.([]/.test(value);
