import { isMarked } from "../known/values.ts";
import type { SecretKind, Span } from "../secret.ts";
import { isWordCode } from "./characters.ts";
import { kindOf } from "./kinds.ts";
import { originOf, type Source } from "./source.ts";
import { type Found, Structure } from "./structure.ts";

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

export const MAX_NAME = 64;

/** Looks through a text within the one that is read. */
export type ReadWithin = (source: Source, manner: Manner, spans: Span[]) => void;

/** A text that is being read: what is known of it up to here, and what was found. */
export class Reading {
  readonly source: Source;
  readonly text: string;
  readonly manner: Manner;
  structure: Structure;
  /** How deep in quotes this is. */
  nesting: number;
  /** Up to where an address was read, whose parameters follow. */
  addressTo = 0;
  /** Up to where a run of a sentence was judged. */
  judgedTo = 0;
  /** The end of the last word that announces a credential in a sentence. */
  nounTo = -1;
  lineAt = 0;
  /** The program whose options follow, and which part of its line was read for that. */
  program = "";
  commandFrom = -1;
  commandTo = -1;
  /** Up to where a table was read. */
  tableTo = 0;
  /** What the element before said that the next one is. */
  elementNamed: string | null = null;
  private readonly spans: Span[];
  private readonly readWithin: ReadWithin;
  private bareFrom = 0;
  private bareTo = 0;
  private parameterFrom = 0;
  private parameterTo = 0;

  constructor(source: Source, manner: Manner, spans: Span[], readWithin: ReadWithin) {
    this.source = source;
    this.text = source.text;
    this.manner = manner;
    this.spans = spans;
    this.readWithin = readWithin;
    this.nesting = source.depth;
    this.structure = new Structure(manner.names, manner.isLogin ? "sure" : null);
  }

  /** Looks through a text that stands in this one encoded. */
  scanWithin(source: Source): void {
    this.readWithin(source, { ...this.manner, isAddress: false }, this.spans);
  }

  /** Whether there is a secret in a text that has no places in this one. */
  hasSecretsWithin(text: string): boolean {
    const found: Span[] = [];
    const source: Source = { text, origins: null, depth: this.nesting + 2 };
    this.readWithin(source, { ...this.manner, isAddress: false }, found);
    return found.length > 0;
  }

  wordEnd(at: number, to: number): number {
    const { text, manner } = this;
    let end = at;
    while (end < to && isWordCode(text.charCodeAt(end), manner.isBinary)) end++;
    return end;
  }

  isLineStart(at: number): boolean {
    return at - this.lineAt <= MAX_NAME && /^[\s>*:-]*$/.test(this.text.slice(this.lineAt, at));
  }

  bareEnd(at: number, to: number): number {
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

  parameterEnd(at: number, to: number): number {
    const { text, manner } = this;
    if (at < this.parameterFrom || at >= this.parameterTo) {
      this.parameterFrom = at;
      this.parameterTo = parameterEnd(text, at, to, manner.isAddress);
    }
    return Math.min(to, this.parameterTo);
  }

  emitAll(found: readonly Found[], quote: string): void {
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
  emit(from: number, to: number, kind: SecretKind, name: string): number {
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

/** White space, quotes, and what separates values. */
export const isBareEnd = (code: number): boolean =>
  code <= 0x20 ||
  code === 34 ||
  code === 39 ||
  code === 38 ||
  code === 59 ||
  code === 60 ||
  code === 62 ||
  code === 92 ||
  code === 96;

function parameterEnd(text: string, at: number, to: number, isAddress: boolean): number {
  let end = at;
  while (end < to) {
    const code = text.charCodeAt(end);
    if (code === 38 || code === 35 || (!isAddress && code !== 59 && isBareEnd(code))) break;
    end++;
  }
  return end;
}
