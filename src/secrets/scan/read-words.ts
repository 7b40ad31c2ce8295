/** Words that no separator follows: those of sentences, of commands, and long ones. */
import { isHarmless, looksSecret } from "../known/values.ts";
import { isSecretWord } from "../known/words.ts";
import { base64Text } from "./base64.ts";
import { BASE64, runEnd } from "./characters.ts";
import { jwtEnd } from "./marked.ts";
import type { Reading } from "./reading.ts";
import { MAX_DEPTH } from "./source.ts";
import { spacesEnd } from "./spaces.ts";

/** A word that is no name: one of a sentence, a number in a list, a command's option. */
export function readPlain(scan: Reading, at: number, end: number, to: number): number {
  const { text, structure } = scan;
  if (scan.structure.isNaming) {
    const word = {
      kind: "text",
      text: text.slice(at, end),
      from: at,
      to: end,
      isLast: false,
    } as const;
    const found = structure.value(word);
    scan.emitAll(found, "");
    if (found.some(({ value }) => value.from === at)) return end;
  }
  if (scan.structure.isUnder && /^-?\d+$/.test(text.slice(at, end))) {
    const value = {
      kind: "number",
      text: text.slice(at, end),
      from: at,
      to: end,
      isLast: false,
    } as const;
    scan.emitAll(structure.value(value), '"');
    return end;
  }
  const next = text.charCodeAt(end);
  if (next === 32 && end + 1 < to) {
    const credential = readAfterWord(scan, at, end, to);
    if (credential !== null) return credential;
  }
  if (scan.manner.isProse && at >= scan.judgedTo) {
    const judged = readSentenceWord(scan, at, to);
    if (judged !== null) return judged;
  }
  return end - at >= 12 ? readLong(scan, at, end, to) : end;
}

/** "Bearer …", "IDENTIFIED BY …", "password is …" */
function readAfterWord(scan: Reading, at: number, end: number, to: number): number | null {
  const { text } = scan;
  const word = text.slice(at, end);
  const from = spacesEnd(text, end, to);
  if (SCHEME_WORD.test(word)) {
    const valueTo = runEnd(text, from, to, BASE64);
    const value = text.slice(from, valueTo);
    if (valueTo - from >= 8 && isCredential(value, word)) {
      return jwtEnd(text, from, to) > 0
        ? from
        : scan.emit(from, trimStop(text, from, valueTo), "token", word);
    }
  }
  if (IN_STATEMENT.test(word)) {
    const password = readStatement(scan, at, from, to);
    if (password !== null) return password;
  }
  // `<input type=password name=x>`
  if (text[at - 1] === "=") return null;
  const noun = NOUN.exec(word);
  if (!noun) return null;
  scan.nounTo = end;
  if (noun[1] === undefined) return null;
  let valueAt = from;
  if (text.startsWith("is ", from) || text.startsWith("was ", from)) {
    valueAt = text.indexOf(" ", from) + 1;
  }
  if (/['"`“]/.test(text[valueAt] ?? "")) valueAt++;
  const valueTo = trimStop(text, valueAt, scan.bareEnd(valueAt, to));
  const value = text.slice(valueAt, valueTo);
  const isCode = ONE_TIME.test(word) && /^\d{4,8}$/.test(value);
  if (isCode) return scan.emit(valueAt, valueTo, "password", word);
  const isSaid =
    value.length >= 6 && /\d/.test(value) && /[a-z]/i.test(value) && !isHarmless(value);
  return isSaid ? scan.emit(valueAt, valueTo, "password", word) : null;
}

/** SQL: `CREATE USER ada IDENTIFIED WITH plugin BY 'hunter2'`, `ALTER ROLE ada PASSWORD 'hunter2'` */
function readStatement(scan: Reading, at: number, from: number, to: number): number | null {
  const { text } = scan;
  const before = text.slice(Math.max(0, at - MAX_STATEMENT), at);
  const isBy = text.startsWith("by", at) || text.startsWith("BY", at);
  if (isBy && !IDENTIFIED.test(before)) return null;
  if (!STATEMENT.test(before)) return null;
  const valueFrom = PASSWORD_OF.exec(text.slice(from, from + 24))?.[0].length ?? 0;
  const quote = text[from + valueFrom] ?? "";
  const isQuoted = quote === "'" || quote === '"';
  if (!isBy && !isQuoted) return null;
  const valueAt = from + valueFrom + (isQuoted ? 1 : 0);
  const rest = text.slice(valueAt, Math.min(to, valueAt + MAX_JUDGED));
  const closed = isQuoted ? rest.indexOf(quote) : -1;
  const valueTo = closed < 0 ? scan.bareEnd(valueAt, to) : valueAt + closed;
  return isHarmless(text.slice(valueAt, valueTo))
    ? null
    : scan.emit(valueAt, valueTo, "password", isBy ? "IDENTIFIED BY" : "PASSWORD");
}

/** A word of a sentence with the signs that a key may have. */
function readSentenceWord(scan: Reading, at: number, to: number): number | null {
  const { text } = scan;
  const end = runEnd(text, at, to, BASE64);
  scan.judgedTo = end;
  if (end - at < 16) return null;
  const valueTo = trimStop(text, at, end);
  // Paths are judged by their parts.
  const isPath = text[at - 1] === "/" || text.slice(at, valueTo).includes("/");
  if (!isPath && isSecretWord(text.slice(at, valueTo))) return scan.emit(at, valueTo, "token", "");
  if (!isPath) return null;
  for (let from = at; from < valueTo; ) {
    let next = text.indexOf("/", from);
    if (next < 0 || next > valueTo) next = valueTo;
    if (next - from >= 16 && isSecretWord(text.slice(from, next)))
      scan.emit(from, next, "token", "");
    from = next + 1;
  }
  return valueTo;
}

/** Too long for a name: what a sentence calls a key, or a text in base64. */
export function readLong(scan: Reading, at: number, end: number, to: number): number {
  const { text } = scan;
  if (at < scan.judgedTo) return end;
  const runTo = runEnd(text, at, to, BASE64);
  scan.judgedTo = Math.max(scan.judgedTo, runTo);
  if (runTo - at >= 16) {
    const between = scan.nounTo >= 0 && at - scan.nounTo <= 44 ? text.slice(scan.nounTo, at) : null;
    const valueTo = trimStop(text, at, runTo);
    if (between !== null && SAID.test(between) && isSecretWord(text.slice(at, valueTo))) {
      return scan.emit(at, valueTo, "token", "");
    }
    if (isWrapped(scan, at, runTo)) return scan.emit(at, runTo, "token", "base64");
  }
  return end;
}

function isWrapped(scan: Reading, from: number, to: number): boolean {
  if (scan.nesting >= MAX_DEPTH) return false;
  const decoded = base64Text(scan.text, from, to);
  if (decoded === null) return false;
  return scan.hasSecretsWithin(decoded);
}

const MAX_JUDGED = 512;

const MAX_STATEMENT = 256;
const IDENTIFIED = /\bidentified(?: with ['"`]?\w{1,64}['"`]?)? $/i;
const STATEMENT = /\b(?:[cC]reate|CREATE|[aA]lter|ALTER|[gG]rant|GRANT|IDENTIFIED) /;
const IN_STATEMENT = /^(?:by|BY|password|PASSWORD)$/;
/** Behind it stands a password as it is stored. */
const PASSWORD_OF = /^(?:password|values) /i;

const SCHEME_WORD = /^(?:bearer|basic|negotiate|ntlm|token|apikey)$/i;

/** The first group: what is short, but said to be one. */
const NOUN =
  /^(?:(pass(?:word|wd|phrase|code)|pwd|secret|otp|pin)|key|token|credentials?|auth|bearer|signature|ticket)$/i;

const ONE_TIME = /^(?:otp|pin|passcode)$/i;

const SAID = /^(?: [a-z]{1,12}){0,3}[:=]? ?['"`(]?$/;

/** "Basic authentication failed" is prose: a credential has digits, signs or mixed case. */
const isCredential = (value: string, scheme: string): boolean => {
  if (value.endsWith("=") && /^[a-z_-]+=$/i.test(value)) return false;
  return /^(?:token|apikey)$/i.test(scheme)
    ? looksSecret(value)
    : /[\d=+/_]|[a-z][A-Z]/.test(value.slice(0, MAX_JUDGED));
};

const trimStop = (text: string, from: number, to: number): number =>
  to > from && text[to - 1] === "." ? to - 1 : to;
