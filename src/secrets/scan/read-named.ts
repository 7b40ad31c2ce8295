/** Names with a separator behind them, and the values that follow. */
import { isHarmless, isSentence, looksSecret } from "../known/values.ts";
import { lineEnd } from "./commands.ts";
import { kindOf } from "./kinds.ts";
import { isCode, nameBefore, type Separator } from "./names-in-text.ts";
import type { Reading } from "./reading.ts";
import type { Announced } from "./structure.ts";

/** A name, where a separator follows. */
export function readNamed(
  scan: Reading,
  at: number,
  end: number,
  separator: Separator,
  to: number,
): number {
  const { text, structure } = scan;
  const name = text.slice(at, end).replace(/^-+/, "");
  let says = structure.judge(name);
  let announced = name;
  if (says !== "secret") {
    const longer = nameBefore(text, at, scan.lineAt, end);
    const saysLonger = longer === null ? null : structure.judge(longer);
    if (longer !== null && saysLonger === "secret") [says, announced] = [saysLonger, longer];
  }
  if (says === null) {
    structure.key(name);
    return separator.at;
  }
  return readValue(scan, { name: announced, says }, separator, scan.isLineStart(at), to);
}

/** What follows a name that says that it is secret. */
export function readValue(
  scan: Reading,
  announced: Announced,
  separator: Separator,
  isLine: boolean,
  to: number,
): number {
  const { text, structure } = scan;
  const { at, sign, isSpaced } = separator;
  structure.key(announced.name);
  const code = at < to ? text.charCodeAt(at) : 0;
  if (code === 34 || code === 39 || code === 96 || code === 92 || code === 123 || code === 91) {
    return at;
  }
  if (text.startsWith(ENTITY, at)) return readEntity(scan, announced, at + ENTITY.length, to);
  const wholeLine = isLine && sign === ":";
  let end = wholeLine ? lineEnd(text, at, to) : scan.bareEnd(at, to);
  if (wholeLine && end < to && /^[|>][+-]?\s*$/.test(text.slice(at, Math.min(end, at + 8)))) {
    end = blockEnd(scan, end, to);
  }
  while (end > at && " \t,;".includes(text[end - 1] as string)) end--;
  return judgeBare(scan, announced, at, end, isSpaced || sign === ":");
}

/** JSON within HTML. */
function readEntity(scan: Reading, announced: Announced, from: number, to: number): number {
  const end = scan.text.indexOf(ENTITY, from);
  scan.structure.next();
  if (end < 0 || end > to || end - from > MAX_ENTITY) return from;
  const value = scan.text.slice(from, end);
  const isSecret = announced.says === "secret" ? !isHarmless(value) : looksSecret(value);
  return isSecret ? scan.emit(from, end, kindOf(announced.name), announced.name) : from;
}

function judgeBare(
  scan: Reading,
  announced: Announced,
  at: number,
  end: number,
  isSpaced: boolean,
): number {
  const { text, structure } = scan;
  const scheme = SCHEME.exec(text.slice(at, Math.min(end, at + 24)))?.[0].length ?? 0;
  const from = at + scheme;
  if (from >= end) {
    structure.next();
    return at;
  }
  const value = text.slice(from, end);
  if (isSpaced && (isCode(value) || (text[end] === ";" && /^[A-Za-z_$]+$/.test(value)))) {
    structure.next();
    return at;
  }
  if (WHOLE_LINE.test(announced.name) && !isSentence(value) && !isHarmless(value)) {
    structure.next();
    return scan.emit(from, end, kindOf(announced.name), announced.name);
  }
  const isNumber = scan.structure.isWithin && /^-?\d+(?:\.\d+)?$/.test(value);
  const kind = isNumber ? "number" : "text";
  const found = structure.value({ kind, text: value, from, to: end, isLast: false });
  if (found.length === 0) return at;
  scan.emitAll(found, isNumber ? quoteBefore(scan, at) : "");
  return end;
}

/** The quotes that a text needs where a number stood: those of the names around it. */
function quoteBefore(scan: Reading, at: number): string {
  const before = scan.text.slice(Math.max(0, at - 12), at);
  return /\\{0,7}["']/.exec(before)?.[0] ?? '"';
}

/** The lines of a YAML block: those that are indented. */
function blockEnd(scan: Reading, lineTo: number, to: number): number {
  const { text } = scan;
  let end = lineTo;
  while (end < to) {
    const next = text.indexOf("\n", end) + 1;
    if (next === 0 || next >= to || !/[ \t\r\n]/.test(text[next] as string)) break;
    end = lineEnd(text, next, to);
    if (text[end] === "\r") end++;
  }
  return end;
}

const ENTITY = "&quot;";

const MAX_ENTITY = 4_096;

const SCHEME = /^(?:bearer|basic|digest|token|apikey|negotiate|ntlm) +/i;

/** Header lines of which all is secret, whatever stands in it. */
const WHOLE_LINE = /^(?:(?:proxy-)?authorization|(?:set-)?cookie2?)$/i;
