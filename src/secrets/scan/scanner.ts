/**
 * Finds what is secret in a text of whatever format: one pass from the left, which reads names,
 * separators and values as they come, and looks into values that are texts themselves. Each character
 * is read a bounded number of times, so that no text costs more than its length.
 */
import { isMaskedParameter } from "../known/parameters.ts";
import { shapeAt } from "../known/shapes.ts";
import { isHarmless, isMarked, isSentence, looksChosen, looksSecret } from "../known/values.ts";
import { isSecretWord } from "../known/words.ts";
import type { SecretKind, Span } from "../secret.ts";
import { looksLikeToken } from "../secrets.ts";
import { addressEnd, hostEnd, pathEnd, secretSegments, userInfoIn } from "./addresses.ts";
import { base64Text } from "./base64.ts";
import { ADDRESS_SIGN, BASE64, DOTTED, ENCODED, isWordCode, runEnd } from "./characters.ts";
import { lineEnd, secretWordsOf } from "./commands.ts";
import { decodePart } from "./decode-part.ts";
import { kindOf } from "./kinds.ts";
import { botTokenEnd, jwtEnd, pemAt } from "./marked.ts";
import { isCode, nameBefore, type Separator, separatorAfter } from "./names-in-text.ts";
import { decodePercents, originOf, type Source, unescapeJson } from "./source.ts";
import { StringEnds } from "./strings.ts";
import { type Announced, Structure } from "./structure.ts";

export type Manner = {
  /** Further names, bare. */
  names: ReadonlySet<string>;
  /** A sentence: what looks like a credential in it is data to nobody. */
  isProse: boolean;
  /** An address as a whole, not one within a text. */
  isAddress: boolean;
  /** One character a byte: those beyond ASCII belong to no word. */
  isBinary: boolean;
  /** A message that logs in. */
  isLogin: boolean;
};

/** Texts within texts, decoded or quoted; what is deeper is read as it stands. */
const MAX_DEPTH = 8;
const MAX_NAME = 64;

export class Scanner {
  private readonly source: Source;
  private readonly text: string;
  private readonly manner: Manner;
  private readonly spans: Span[];
  private readonly ends = new StringEnds();
  private structure: Structure;
  /** How deep in quotes this is. */
  private nesting: number;
  /** Up to where an address was read, whose parameters follow. */
  private addressTo = 0;
  /** Up to where a run of a sentence was judged. */
  private judgedTo = 0;
  /** The end of the last word that announces a credential in a sentence. */
  private nounTo = -1;
  private lineAt = 0;
  /** What the element before said that the next one is. */
  private elementNamed: string | null = null;
  private bareFrom = 0;
  private bareTo = 0;
  private parameterFrom = 0;
  private parameterTo = 0;

  constructor(source: Source, manner: Manner, spans: Span[]) {
    this.source = source;
    this.text = source.text;
    this.manner = manner;
    this.spans = spans;
    this.nesting = source.depth;
    this.structure = new Structure(manner.names, manner.isLogin);
  }

  scan(from: number, to: number): void {
    const at = this.manner.isAddress ? this.readBareAddress(from, to) : from;
    this.scanPart(at, to);
  }

  private scanPart(from: number, to: number): void {
    const { text, manner } = this;
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
    const { structure, text } = this;
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
        return this.readTag(at, to);
      case 63:
      case 38:
      case 35: // ? & #
        return this.readParameter(at, to);
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
    this.lineAt = at;
    for (const range of secretWordsOf(this.text, at, to)) {
      this.emit(range.from, range.to, "password", "login");
    }
  }

  private isLineStart(at: number): boolean {
    return at - this.lineAt <= MAX_NAME && /^[\s>*:-]*$/.test(this.text.slice(this.lineAt, at));
  }

  /** A run of letters, digits, `_` and `-`, and what it begins. */
  private readWord(at: number, to: number): number {
    const { text } = this;
    const end = this.wordEnd(at, to);
    if (text.startsWith("://", end) && end + 3 < to) return this.readAddress(end + 3, to);
    const marked = this.readMarked(at, end, to);
    if (marked !== null) return marked;
    if (text.charCodeAt(end) === 37 && end + 2 < to) return this.readEncoded(at, to);
    if (end - at > MAX_NAME) return this.readLong(at, end, to);
    const separator = separatorAfter(text, end, to, false);
    if (separator) return this.readNamed(at, end, separator, to);
    return this.readPlain(at, end, to);
  }

  private wordEnd(at: number, to: number): number {
    const { text, manner } = this;
    let end = at;
    while (end < to && isWordCode(text.charCodeAt(end), manner.isBinary)) end++;
    return end;
  }

  /** What tells by itself that it is secret. */
  private readMarked(at: number, end: number, to: number): number | null {
    const { text } = this;
    const token = end - at >= 7 ? jwtEnd(text, at, to) : -1;
    if (token > 0) return this.emit(at, token, "jwt", "JSON Web Token");
    if (end - at >= 8) {
      const bot = botTokenEnd(text, at, to);
      if (bot > 0) return this.emit(at, bot, "token", "bot");
    }
    if (text.charCodeAt(at) === 45 || text.startsWith("Private-Lines", at)) {
      const key = pemAt(text, at, to);
      if (key) return this.emit(key.from, key.to, "private-key", "private key");
    }
    return this.readShape(at, to) ?? (this.manner.isBinary ? this.readShape(at + 1, to) : null);
  }

  private readShape(at: number, to: number): number | null {
    const shaped = shapeAt(this.text, at, to);
    return shaped ? this.emit(shaped.from, shaped.to, "key", shaped.name) : null;
  }

  /** A name, where a separator follows. */
  private readNamed(at: number, end: number, separator: Separator, to: number): number {
    const { text, structure } = this;
    const name = text.slice(at, end).replace(/^-+/, "");
    let says = structure.judge(name);
    let announced = name;
    if (says !== "secret") {
      const longer = nameBefore(text, at, this.lineAt, end);
      const saysLonger = longer === null ? null : structure.judge(longer);
      if (longer !== null && saysLonger === "secret") [says, announced] = [saysLonger, longer];
    }
    if (says === null) {
      structure.key(name);
      return separator.at;
    }
    return this.readValue({ name: announced, says }, separator, this.isLineStart(at), to);
  }

  /** What follows a name that says that it is secret. */
  private readValue(
    announced: Announced,
    separator: Separator,
    isLine: boolean,
    to: number,
  ): number {
    const { text, structure } = this;
    const { at, sign, isSpaced } = separator;
    structure.key(announced.name);
    const code = at < to ? text.charCodeAt(at) : 0;
    if (code === 34 || code === 39 || code === 96 || code === 92 || code === 123 || code === 91) {
      return at;
    }
    if (text.startsWith(ENTITY, at)) return this.readEntity(announced, at + ENTITY.length, to);
    const wholeLine = isLine && sign === ":";
    let end = wholeLine ? lineEnd(text, at, to) : this.bareEnd(at, to);
    if (wholeLine && end < to && /^[|>][+-]?\s*$/.test(text.slice(at, Math.min(end, at + 8)))) {
      end = this.blockEnd(end, to);
    }
    while (end > at && " \t,;".includes(text[end - 1] as string)) end--;
    return this.judgeBare(announced, at, end, isSpaced || sign === ":", to);
  }

  /** JSON within HTML. */
  private readEntity(announced: Announced, from: number, to: number): number {
    const end = this.text.indexOf(ENTITY, from);
    this.structure.next();
    if (end < 0 || end > to || end - from > MAX_ENTITY) return from;
    const value = this.text.slice(from, end);
    const isSecret = announced.says === "secret" ? !isHarmless(value) : looksSecret(value);
    return isSecret ? this.emit(from, end, kindOf(announced.name), announced.name) : from;
  }

  private judgeBare(
    announced: Announced,
    at: number,
    end: number,
    isSpaced: boolean,
    to: number,
  ): number {
    const { text, structure } = this;
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
      return this.emit(from, end, kindOf(announced.name), announced.name);
    }
    const isNumber = this.structure.isWithin && /^-?\d+(?:\.\d+)?$/.test(value);
    const kind = isNumber ? "number" : "text";
    const found = structure.value({ kind, text: value, from, to: end, isLast: false });
    if (found.length === 0) return at;
    this.emitAll(found, isNumber ? this.quoteBefore(at, to) : "");
    return end;
  }

  /** The quotes that a text needs where a number stood: those of the names around it. */
  private quoteBefore(at: number, _to: number): string {
    const before = this.text.slice(Math.max(0, at - 12), at);
    return /\\{0,7}["']/.exec(before)?.[0] ?? '"';
  }

  private bareEnd(at: number, to: number): number {
    const { text } = this;
    // Within the same run the end is the same: it is looked for once.
    if (at < this.bareFrom || at >= this.bareTo) {
      this.bareFrom = at;
      this.bareTo = at;
      while (this.bareTo < to && !isBareEnd(text.charCodeAt(this.bareTo))) this.bareTo++;
    }
    let end = Math.min(to, this.bareTo);
    while (end > at && ",)]}.:".includes(text[end - 1] as string)) end--;
    return end;
  }

  /** The lines of a YAML block: those that are indented. */
  private blockEnd(lineTo: number, to: number): number {
    const { text } = this;
    let end = lineTo;
    while (end < to) {
      const next = text.indexOf("\n", end) + 1;
      if (next === 0 || next >= to || !/[ \t\r\n]/.test(text[next] as string)) break;
      end = lineEnd(text, next, to);
      if (text[end] === "\r") end++;
    }
    return end;
  }

  /** A word that is no name: one of a sentence, a number in a list, a command's option. */
  private readPlain(at: number, end: number, to: number): number {
    const { text, structure } = this;
    if (this.structure.isNaming) {
      const word = {
        kind: "text",
        text: text.slice(at, end),
        from: at,
        to: end,
        isLast: false,
      } as const;
      const found = structure.value(word);
      this.emitAll(found, "");
      if (found.some(({ value }) => value.from === at)) return end;
    }
    if (this.structure.isUnder && /^-?\d+$/.test(text.slice(at, end))) {
      const value = {
        kind: "number",
        text: text.slice(at, end),
        from: at,
        to: end,
        isLast: false,
      } as const;
      this.emitAll(structure.value(value), '"');
      return end;
    }
    const next = text.charCodeAt(end);
    if (next === 32 && end + 1 < to) {
      const credential = this.readAfterWord(at, end, to);
      if (credential !== null) return credential;
    }
    if (this.manner.isProse && at >= this.judgedTo) {
      const judged = this.readSentenceWord(at, to);
      if (judged !== null) return judged;
    }
    return end - at >= 12 ? this.readLong(at, end, to) : end;
  }

  /** "Bearer …", "--password …", "-u ada:…", "password is …" */
  private readAfterWord(at: number, end: number, to: number): number | null {
    const { text } = this;
    const word = text.slice(at, end);
    const from = runEndOfSpaces(text, end, to);
    if (text.charCodeAt(at) === 45) {
      const name = word.replace(/^-+/, "");
      const isSecret = word.startsWith("--") && this.structure.judge(name) === "secret";
      if (word === "-p") {
        const valueTo = this.bareEnd(from, to);
        const value = text.slice(from, valueTo);
        const isPassword = looksChosen(value) && !/[/:.]/.test(value);
        return isPassword ? this.emit(from, valueTo, "password", word) : null;
      }
      if (word === "-u" || word === "--user") {
        const pair = text.slice(from, this.bareEnd(from, to));
        const colon = pair.indexOf(":");
        if (colon > 0 && colon + 1 < pair.length) {
          return this.emit(from + colon + 1, from + pair.length, "password", word);
        }
      }
      if (!isSecret || /["'`-]/.test(text[from] ?? "-")) return null;
      const valueTo = this.bareEnd(from, to);
      return isHarmless(text.slice(from, valueTo))
        ? null
        : this.emit(from, valueTo, kindOf(name), name);
    }
    if (SCHEME_WORD.test(word)) {
      const valueTo = runEnd(text, from, to, BASE64);
      const value = text.slice(from, valueTo);
      if (valueTo - from >= 8 && isCredential(value, word)) {
        return jwtEnd(text, from, to) > 0
          ? from
          : this.emit(from, trimStop(text, from, valueTo), "token", word);
      }
    }
    const noun = NOUN.exec(word);
    if (!noun) return null;
    this.nounTo = end;
    if (noun[1] === undefined) return null;
    let valueAt = from;
    if (text.startsWith("is ", from) || text.startsWith("was ", from)) {
      valueAt = text.indexOf(" ", from) + 1;
    }
    if (/['"`“]/.test(text[valueAt] ?? "")) valueAt++;
    const valueTo = trimStop(text, valueAt, this.bareEnd(valueAt, to));
    const value = text.slice(valueAt, valueTo);
    const isCode = ONE_TIME.test(word) && /^\d{4,8}$/.test(value);
    if (isCode) return this.emit(valueAt, valueTo, "password", word);
    const isSaid =
      value.length >= 6 && /\d/.test(value) && /[a-z]/i.test(value) && !isHarmless(value);
    return isSaid ? this.emit(valueAt, valueTo, "password", word) : null;
  }

  /** A word of a sentence with the signs that a key may have. */
  private readSentenceWord(at: number, to: number): number | null {
    const { text } = this;
    const end = runEnd(text, at, to, BASE64);
    this.judgedTo = end;
    if (end - at < 16) return null;
    const valueTo = trimStop(text, at, end);
    // Paths are judged by their parts.
    const isPath = text[at - 1] === "/" || text.slice(at, valueTo).includes("/");
    if (!isPath && isSecretWord(text.slice(at, valueTo)))
      return this.emit(at, valueTo, "token", "");
    if (!isPath) return null;
    for (let from = at; from < valueTo; ) {
      let next = text.indexOf("/", from);
      if (next < 0 || next > valueTo) next = valueTo;
      if (next - from >= 16 && isSecretWord(text.slice(from, next)))
        this.emit(from, next, "token", "");
      from = next + 1;
    }
    return valueTo;
  }

  /** Too long for a name: what a sentence calls a key, or a text in base64. */
  private readLong(at: number, end: number, to: number): number {
    const { text } = this;
    if (at < this.judgedTo) return end;
    const runTo = runEnd(text, at, to, BASE64);
    this.judgedTo = Math.max(this.judgedTo, runTo);
    if (runTo - at >= 16) {
      const between =
        this.nounTo >= 0 && at - this.nounTo <= 44 ? text.slice(this.nounTo, at) : null;
      const valueTo = trimStop(text, at, runTo);
      if (between !== null && SAID.test(between) && isSecretWord(text.slice(at, valueTo))) {
        return this.emit(at, valueTo, "token", "");
      }
      if (this.isWrapped(at, runTo)) return this.emit(at, runTo, "token", "base64");
    }
    return end;
  }

  private isWrapped(from: number, to: number): boolean {
    if (this.nesting >= MAX_DEPTH) return false;
    const decoded = base64Text(this.text, from, to);
    if (decoded === null) return false;
    const within: Span[] = [];
    const source: Source = { text: decoded, origins: null, depth: this.nesting + 2 };
    new Scanner(source, this.manner, within).scan(0, decoded.length);
    return within.length > 0;
  }

  /** A run with percent signs in it: its text is looked through, too. */
  private readEncoded(at: number, to: number): number {
    const end = Math.max(at + 1, runEnd(this.text, at, to, ENCODED));
    if (
      this.source.depth >= MAX_DEPTH ||
      !/%[\da-f]{2}/i.test(this.text.slice(at, Math.min(end, at + 512)))
    ) {
      return Math.max(at + 1, this.wordEnd(at, to));
    }
    this.scanWithin(decodePercents(this.source, at, end));
    return end;
  }

  private scanWithin(source: Source): void {
    new Scanner(source, { ...this.manner, isAddress: false }, this.spans).scan(
      0,
      source.text.length,
    );
  }

  /** `at`: the first of the backslashes before the quote. */
  private readQuoted(at: number, quoteAt: number, to: number): number {
    const { text, manner } = this;
    const quote = text[quoteAt] as string;
    const from = quoteAt + 1;
    if (this.nesting >= MAX_DEPTH) return from;
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
      slashes === 0 && this.source.depth < MAX_DEPTH && text.slice(from, end).includes("\\");
    const within = isEscaped ? unescapeJson(this.source, from, end) : null;
    const content = within ? within.text : text.slice(from, end);
    const separator = separatorAfter(text, after, to, true);
    if (separator && content.length <= MAX_NAME) {
      const says = this.structure.judge(content);
      if (says) return this.readValue({ name: content, says }, separator, false, to);
      this.structure.key(content);
      return separator.at;
    }
    const isLast = text[runEndOfSpaces(text, after, to)] === "]";
    const found = this.structure.value({ kind: "text", text: content, from, to: end, isLast });
    this.emitAll(found, "");
    if (found.some(({ value }) => value.from === from)) return after;
    if (within) this.scanWithin(within);
    else if (!this.isPlain(from, end)) this.scanInPlace(from, end);
    return after;
  }

  /** A word too short to be a key, with nothing in it that separates a name from a value. */
  private isPlain(from: number, to: number): boolean {
    return to - from < SHORTEST_KEY && runEnd(this.text, from, to, DOTTED) === to;
  }

  /** A quoted text, which has names and values of its own. */
  private scanInPlace(from: number, to: number): void {
    const { structure, lineAt } = this;
    this.structure = new Structure(this.manner.names, this.structure.isLogin);
    this.nesting++;
    this.nounTo = -1;
    this.scanPart(from, to);
    this.nesting--;
    this.structure = structure;
    this.lineAt = lineAt;
  }

  /** An element, whose name may say that its text is secret. */
  private readTag(at: number, to: number): number {
    const { text } = this;
    const nameTo = runEnd(text, at + 1, Math.min(to, at + MAX_NAME), DOTTED | ADDRESS_SIGN);
    const name = text.slice(at + 1, nameTo);
    const local = name.slice(name.lastIndexOf(":") + 1);
    if (name === "") return at + 1;
    const closing = text.slice(nameTo, Math.min(to, nameTo + MAX_ATTRIBUTES)).indexOf(">");
    const inAttribute = NAME_ATTRIBUTE.exec(text.slice(nameTo, nameTo + Math.max(0, closing)))?.[1];
    // `<key>Password</key><string>…</string>`
    const announced = inAttribute ?? this.elementNamed ?? local;
    if (!name.startsWith("/")) this.elementNamed = null;
    const says = this.structure.judge(local) ?? this.structure.judge(announced);
    if (local === "key") {
      this.elementNamed = ELEMENT_TEXT.exec(text.slice(nameTo, nameTo + 80))?.[1] ?? null;
    }
    if (says === null) return at + 1;
    const tagTo = nameTo + closing;
    if (closing < 0 || text[tagTo - 1] === "/") return at + 1;
    let from = tagTo + 1;
    const isData = text.startsWith(CDATA, from);
    if (isData) from += CDATA.length;
    let end = text.indexOf(isData ? "]]>" : "<", from);
    if (end < 0 || end > to) end = to;
    const value = text.slice(from, end).trim();
    // XMPP's SASL (RFC 6120 §6) has elements of these names for nothing else.
    const isSasl = /^(?:auth|response)$/i.test(local);
    const isSecret =
      says === "secret" ? !isHarmless(value) : isSasl ? looksChosen(value) : looksSecret(value);
    if (isSecret) this.emit(from, end, kindOf(local), local);
    return at + 1;
  }

  /** `?name=value`, and a value without a name. */
  private readParameter(at: number, to: number): number {
    const { text, manner } = this;
    const from = text.startsWith("&amp;", at) ? at + 5 : at + 1;
    // A query without the address before it.
    if (text[at] === "?" && at >= this.addressTo) this.addressTo = addressEnd(text, at, to);
    const isAddress = manner.isAddress || at < this.addressTo;
    let equals = from;
    while (equals < to && equals - from <= MAX_NAME && !isNameEnd(text.charCodeAt(equals)))
      equals++;
    if (text[equals] !== "=" || equals === from || equals >= to) {
      if (!isAddress || (equals >= to === false && text[equals] === "=")) return from;
      const end = this.parameterEnd(from, to);
      const isToken = looksLikeToken(
        decodePart(text.slice(from, Math.min(end, from + MAX_JUDGED))),
      );
      return isToken ? this.emit(from, end, "token", "") : from;
    }
    const name = decodePart(text.slice(from, equals));
    const valueTo = this.parameterEnd(equals + 1, to);
    const value = decodePart(text.slice(equals + 1, Math.min(valueTo, equals + 1 + MAX_JUDGED)));
    const isSecret = isAddress
      ? isMaskedParameter(name, value, manner.names)
      : this.structure.judge(name) === "secret" && !isHarmless(value);
    if (isSecret) return this.emit(equals + 1, valueTo, kindOf(name), name);
    return equals + 1;
  }

  private parameterEnd(at: number, to: number): number {
    const { text, manner } = this;
    if (at < this.parameterFrom || at >= this.parameterTo) {
      this.parameterFrom = at;
      this.parameterTo = parameterEnd(text, at, to, manner.isAddress);
    }
    return Math.min(to, this.parameterTo);
  }

  /** `from`: behind the slashes. Its words are read like all others after that. */
  private readAddress(from: number, to: number): number {
    const { text } = this;
    const user = userInfoIn(text, from, to);
    if (user) this.emit(user.from, user.to, "password", "user and password");
    const hostAt = user ? user.to + 1 : from;
    // An address within an address: the parts of its path are parts of the one around it.
    if (from < this.addressTo) return hostAt;
    this.addressTo = this.manner.isAddress ? to : addressEnd(text, from, to);
    const pathAt = hostEnd(text, hostAt, this.addressTo);
    const host = text.slice(hostAt, Math.min(pathAt, hostAt + MAX_HOST)).replace(/:\d*$/, "");
    this.readPath(host.toLowerCase(), pathAt);
    return pathAt;
  }

  /** The whole text is an address, or its path and query. */
  private readBareAddress(from: number, to: number): number {
    const head = this.text.slice(from, Math.min(to, from + 40));
    const slashes = /^[A-Za-z][\w+.-]{0,31}:\/\//.exec(head)?.[0].length;
    if (slashes !== undefined) return this.readAddress(from + slashes, to);
    this.addressTo = to;
    this.readPath("", from);
    return from;
  }

  private readPath(host: string, from: number): void {
    const { text } = this;
    for (const part of secretSegments(text, host, from, pathEnd(text, from, this.addressTo))) {
      const shaped = shapeAt(text, part.from, part.to);
      const kind = jwtEnd(text, part.from, part.to) > 0 ? "jwt" : "token";
      this.emit(shaped?.from ?? part.from, part.to, kind, shaped?.name ?? "");
    }
  }

  private emitAll(found: ReturnType<Structure["value"]>, quote: string): void {
    for (const { value, name } of found) {
      this.push(
        value.from,
        value.to,
        kindOf(name),
        name,
        value.text,
        value.kind === "number" ? quote : "",
      );
    }
  }

  /** Where to go on: behind it. */
  private emit(from: number, to: number, kind: SecretKind, name: string): number {
    this.push(from, to, kind, name, this.text.slice(from, to), "");
    return to;
  }

  private push(
    from: number,
    to: number,
    kind: SecretKind,
    name: string,
    value: string,
    quote: string,
  ) {
    if (to <= from || isMarked(value)) return;
    this.spans.push({
      from: originOf(this.source, from),
      to: originOf(this.source, to),
      kind,
      name: name.slice(0, MAX_NAME),
      value,
      quote,
    });
  }
}

const NAME_ATTRIBUTE = /\sname=["']([\w.-]{2,64})["']/;
const ELEMENT_TEXT = /^>([\w .-]{2,64})<\/key>/;
const ENTITY = "&quot;";
const CDATA = "<![CDATA[";
const SHORTEST_KEY = 16;
const MAX_ENTITY = 4_096;
const MAX_ATTRIBUTES = 1_024;
const MAX_JUDGED = 512;
const MAX_HOST = 256;
const SCHEME = /^(?:bearer|basic|digest|token|apikey|negotiate|ntlm) +/i;
const SCHEME_WORD = /^(?:bearer|basic|negotiate|ntlm|token|apikey)$/i;
/** Header lines of which all is secret, whatever stands in it. */
const WHOLE_LINE = /^(?:(?:proxy-)?authorization|(?:set-)?cookie2?)$/i;
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

function runEndOfSpaces(text: string, at: number, to: number): number {
  let end = at;
  while (
    end < to &&
    (text[end] === " " || text[end] === "\n" || text[end] === "\t" || text[end] === "\r")
  )
    end++;
  return end;
}

/** White space, quotes, and what separates values. */
const isBareEnd = (code: number): boolean =>
  code <= 0x20 ||
  code === 34 ||
  code === 39 ||
  code === 38 ||
  code === 59 ||
  code === 60 ||
  code === 62 ||
  code === 92 ||
  code === 96;

/** Of a parameter's name: `=` and what ends an address. */
const isNameEnd = (code: number): boolean =>
  code === 61 || code === 63 || code === 35 || (code !== 59 && isBareEnd(code));

function parameterEnd(text: string, at: number, to: number, isAddress: boolean): number {
  let end = at;
  while (end < to) {
    const code = text.charCodeAt(end);
    if (code === 38 || code === 35 || (!isAddress && code !== 59 && isBareEnd(code))) break;
    end++;
  }
  return end;
}
