/**
 * Finds what is secret in a text of whatever format: one pass from the left, which reads names,
 * separators and values as they come, and looks into values that are texts themselves. Each character
 * is read a bounded number of times, so that no text costs more than its length.
 */
import { shapeAt } from "../known/shapes.ts";
import type { Span } from "../secret.ts";
import { DOTTED, ENCODED, isWordCode, runEnd } from "./characters.ts";
import { secretWordsOf } from "./commands.ts";
import { readFormPart } from "./form-part.ts";
import { botTokenEnd, jwtEnd, pemAt } from "./marked.ts";
import { separatorAfter } from "./names-in-text.ts";
import { readAddress, readBareAddress, readParameter } from "./read-address.ts";
import { readField } from "./read-fields.ts";
import { readNamed, readValue } from "./read-named.ts";
import { readOption } from "./read-options.ts";
import { readTable } from "./read-table.ts";
import { readTag } from "./read-tag.ts";
import { readLong, readPlain } from "./read-words.ts";
import { MAX_NAME, type Manner, Reading } from "./reading.ts";
import { decodePercents, MAX_DEPTH, type Source, unescapeJson } from "./source.ts";
import { spacesEnd } from "./spaces.ts";
import { StringEnds } from "./strings.ts";
import { Structure } from "./structure.ts";

/** What is secret in a text goes to `spans`, in whatever order it is found. */
export function scanText(source: Source, manner: Manner, spans: Span[]): void {
  new Scanner(new Reading(source, manner, spans, scanText)).scan(0, source.text.length);
}

class Scanner {
  private readonly reading: Reading;
  private readonly ends = new StringEnds();

  constructor(reading: Reading) {
    this.reading = reading;
  }

  scan(from: number, to: number): void {
    const at = this.reading.manner.isAddress ? readBareAddress(this.reading, from, to) : from;
    this.scanPart(at, to);
  }

  private scanPart(from: number, to: number): void {
    const { text, manner } = this.reading;
    let at = from;
    this.startLine(at, to);
    while (at < to) {
      const code = text.charCodeAt(at);
      if (isWordCode(code, manner.isBinary)) at = this.readWord(at, to);
      else if (code === 34 || code === 39 || code === 96) at = this.readQuoted(at, at, to);
      else at = this.readSign(code, at, to);
    }
  }

  private readSign(code: number, at: number, to: number): number {
    const { structure, text } = this.reading;
    switch (code) {
      case 92: {
        // \
        let quote = at;
        while (quote < to && text.charCodeAt(quote) === 92) quote++;
        const char = quote < to ? text[quote] : "";
        if (char === '"' || char === "'") return this.readQuoted(at, quote, to);
        // "\nPASS": the letter belongs to the backslash.
        return char !== "" && "nrt".includes(char as string) ? quote + 1 : quote;
      }
      case 123:
      case 91: // { [
        structure.open(code === 91);
        return at + 1;
      case 125:
      case 93: // } ]
        structure.close();
        return at + 1;
      case 44: // ,
        structure.next();
        return at + 1;
      case 60: // <
        return readTag(this.reading, at, to);
      case 63:
      case 38:
      case 35: // ? & #
        return readParameter(this.reading, at, to);
      case 10:
        this.startLine(at + 1, to);
        return at + 1;
      case 36: // $
        return this.readShape(at, to) ?? at + 1;
      case 37: // %
        return this.readEncoded(at, to);
      default:
        return at + 1;
    }
  }

  private startLine(at: number, to: number): void {
    this.reading.lineAt = at;
    for (const range of secretWordsOf(this.reading.text, at, to)) {
      this.reading.emit(range.from, range.to, "password", "login");
    }
    readFormPart(this.reading, at, to);
    readTable(this.reading, at, to);
  }

  /** A run of letters, digits, `_` and `-`, and what it begins. */
  private readWord(at: number, to: number): number {
    const { text } = this.reading;
    const end = this.reading.wordEnd(at, to);
    if (text.startsWith("://", end) && end + 3 < to) return readAddress(this.reading, end + 3, to);
    const marked = this.readMarked(at, end, to);
    if (marked !== null) return marked;
    if (text.charCodeAt(end) === 37 && end + 2 < to) return this.readEncoded(at, to);
    if (text.charCodeAt(at) === 45) {
      const option = readOption(this.reading, at, end, to);
      if (option !== null) return option;
    }
    if (end - at > MAX_NAME) return readLong(this.reading, at, end, to);
    const separator = separatorAfter(text, end, to, false);
    if (separator) {
      return (
        readField(this.reading, at, end, separator, to) ??
        readNamed(this.reading, at, end, separator, to)
      );
    }
    return readPlain(this.reading, at, end, to);
  }

  /** What tells by itself that it is secret. */
  private readMarked(at: number, end: number, to: number): number | null {
    const { text } = this.reading;
    const token = end - at >= 7 ? jwtEnd(text, at, to) : -1;
    if (token > 0) return this.reading.emit(at, token, "jwt", "JSON Web Token");
    if (end - at >= 8) {
      const bot = botTokenEnd(text, at, to);
      if (bot > 0) return this.reading.emit(at, bot, "token", "bot");
    }
    if (text.charCodeAt(at) === 45 || text.startsWith("Private-Lines", at)) {
      const key = pemAt(text, at, to);
      if (key) return this.reading.emit(key.from, key.to, "private-key", "private key");
    }
    return (
      this.readShape(at, to) ?? (this.reading.manner.isBinary ? this.readShape(at + 1, to) : null)
    );
  }

  private readShape(at: number, to: number): number | null {
    const shaped = shapeAt(this.reading.text, at, to);
    return shaped ? this.reading.emit(shaped.from, shaped.to, "key", shaped.name) : null;
  }

  /** A run with percent signs in it: its text is looked through, too. */
  private readEncoded(at: number, to: number): number {
    const end = Math.max(at + 1, runEnd(this.reading.text, at, to, ENCODED));
    if (
      this.reading.source.depth >= MAX_DEPTH ||
      !/%[\da-f]{2}/i.test(this.reading.text.slice(at, Math.min(end, at + 512)))
    ) {
      return Math.max(at + 1, this.reading.wordEnd(at, to));
    }
    this.reading.scanWithin(decodePercents(this.reading.source, at, end));
    return end;
  }

  /** `at`: the first of the backslashes before the quote. */
  private readQuoted(at: number, quoteAt: number, to: number): number {
    const { text, manner } = this.reading;
    const quote = text[quoteAt] as string;
    const from = quoteAt + 1;
    if (this.reading.nesting >= MAX_DEPTH) return from;
    const isAfterWord = at > 0 && isWordCode(text.charCodeAt(at - 1), manner.isBinary);
    if (quote !== '"' && isAfterWord) return from;
    const slashes = quoteAt - at;
    let end = this.ends.find(text, from, to, quote, slashes);
    // Only a body that was cut ends within a string.
    if (end < 0 && quote !== '"') return from;
    const after = end < 0 ? to : end + slashes + 1;
    if (end < 0) end = to;
    if (after < to && isWordCode(text.charCodeAt(after), manner.isBinary)) return from;
    if (quote === "'" && text.slice(from, end).includes("\n")) return from;
    const isEscaped =
      slashes === 0 &&
      this.reading.source.depth < MAX_DEPTH &&
      text.slice(from, end).includes("\\");
    const within = isEscaped ? unescapeJson(this.reading.source, from, end) : null;
    const content = within ? within.text : text.slice(from, end);
    const separator = separatorAfter(text, after, to, true);
    if (separator && content.length <= MAX_NAME) {
      const says = this.reading.structure.judge(content);
      if (says) return readValue(this.reading, { name: content, says }, separator, false, to);
      this.reading.structure.key(content);
      return separator.at;
    }
    const isLast = text[spacesEnd(text, after, to)] === "]";
    const found = this.reading.structure.value({
      kind: "text",
      text: content,
      from,
      to: end,
      isLast,
    });
    this.reading.emitAll(found, "");
    if (found.some(({ value }) => value.from === from)) return after;
    if (within) this.reading.scanWithin(within);
    else if (!this.isPlain(from, end)) this.scanInPlace(from, end);
    return after;
  }

  /** A word too short to be a key, with nothing in it that separates a name from a value. */
  private isPlain(from: number, to: number): boolean {
    return to - from < SHORTEST_KEY && runEnd(this.reading.text, from, to, DOTTED) === to;
  }

  /** A quoted text, which has names and values of its own. */
  private scanInPlace(from: number, to: number): void {
    const { structure, lineAt } = this.reading;
    this.reading.structure = new Structure(this.reading.manner.names, this.reading.structure.login);
    this.reading.nesting++;
    this.reading.nounTo = -1;
    this.scanPart(from, to);
    this.reading.nesting--;
    this.reading.structure = structure;
    this.reading.lineAt = lineAt;
  }
}

const SHORTEST_KEY = 16;
