/**
 * What stands under which name, however it is written: JSON, MessagePack, a form, header lines. A
 * lexer tells of names, values, lists and objects in their order; here is decided what is secret.
 */
import { isTelling, judgeName, type NameSays } from "../known/names.ts";
import { isHarmless, isMeasure, looksChosen, looksSecret } from "../known/values.ts";
import { isChosenIn, type Login, loginOf, strongerOf } from "./login.ts";

export type Kind = "text" | "number";

/** A name that says that what comes next is secret. */
export type Announced = { name: string; says: NameSays };

type Frame = {
  isList: boolean;
  /** Everything in it stands under this name. */
  under: Announced | null;
  login: Login;
  /** The name that was read last, whose value comes next. */
  key: string | null;
  /** Values so far. */
  count: number;
  /** `{"name": "Authorization", "value": …}`, `["Authorization", …]`: a value that is a name. */
  named: Announced | null;
  /** `{"value": …, "name": "Authorization"}`: it came first. */
  held: Value | null;
  /** A JSON Web Key (RFC 7517): that it is one, and what is private in it if it is. */
  isKey: boolean;
  keyParts: Value[];
};

export type Value = {
  kind: Kind;
  text: string;
  from: number;
  to: number;
  /** Nothing follows it in its list. */
  isLast: boolean;
};

/** A value that is secret, and the name that says so. */
export type Found = { value: Value; name: string };

const NAMES =
  /^(?:name|key|header|headername|field|param|parameter|property|attribute|variable|var|k|n|label|option|setting|id)$/i;
const VALUES = /^(?:value|val|v|content|data|text|values|headervalue|default|current)$/i;
const ACTIONS =
  /^(?:type|t|op|event|action|method|cmd|command|msg|message|kind|request|req|path|service|a|e|name|target|procedure|func|function|topic)$/i;
const ARGUMENTS =
  /^(?:args|arguments|params|parameters|payload|data|d|body|credentials|auth|cred|b)$/i;

/** Beyond it what is within is still read, but as a flat list. */
const MAX_FRAMES = 256;

const frame = (isList: boolean, under: Announced | null, login: Login): Frame => ({
  isList,
  under,
  login,
  key: null,
  count: 0,
  named: null,
  held: null,
  isKey: false,
  keyParts: [],
});

export class Structure {
  private readonly frames: Frame[];
  private deeper = 0;
  private readonly own: ReadonlySet<string>;

  /** `own`: further names that are secret, bare. `login`: of the message as a whole. */
  constructor(own: ReadonlySet<string>, login: Login) {
    this.own = own;
    this.frames = [frame(false, null, login)];
  }

  private get top(): Frame {
    return this.frames.at(-1) as Frame;
  }

  /** Within a list or an object. */
  get isWithin(): boolean {
    return this.frames.length > 1;
  }

  /** All that comes stands under a name that says that it is secret. */
  get isUnder(): boolean {
    return this.top.under !== null;
  }

  /** What comes next may be a name, whose value follows it. */
  get isNaming(): boolean {
    const { key, named } = this.top;
    return key !== null && (NAMES.test(key) || (named !== null && VALUES.test(key)));
  }

  get login(): Login {
    return this.top.login;
  }

  judge(name: string): NameSays | null {
    return judgeName(name, this.own);
  }

  open(isList: boolean): void {
    const { top } = this;
    const { key } = top;
    top.key = null;
    top.count++;
    if (this.frames.length >= MAX_FRAMES) {
      this.deeper++;
      return;
    }
    const isPassedOn = !isList || key === null || ARGUMENTS.test(key);
    this.frames.push(frame(isList, this.announcedFor(top, key), isPassedOn ? top.login : null));
  }

  close(): void {
    if (this.deeper > 0) this.deeper--;
    else if (this.frames.length > 1) this.frames.pop();
    this.top.key = null;
  }

  /** The next item begins: a key that got no value gets none any more. */
  next(): void {
    this.top.key = null;
  }

  key(name: string): void {
    this.top.key = name;
  }

  /** Which of the values so far are secret now: this one, and one that was held until its name came. */
  value(value: Value): Found[] {
    const { top } = this;
    const { key } = top;
    top.key = null;
    const found: Found[] = [];
    const announced = this.announcedFor(top, key) ?? this.pairedWith(top, key, value);
    if (announced && this.isSecret(announced, value, top))
      found.push({ value, name: announced.name });
    else if (this.isLoginArgument(top, key, value)) found.push({ value, name: "login" });
    if (key !== null && value.kind === "text") readKeyPart(top, key, value, found);
    if (value.kind === "text") this.note(top, key, value, found);
    top.count++;
    return found;
  }

  private announcedFor(top: Frame, key: string | null): Announced | null {
    const says = key === null ? null : this.judge(key);
    if (key !== null && says !== null) return { name: key, says };
    if (top.under && (key === null || !isTelling(key))) return top.under;
    return null;
  }

  private pairedWith(top: Frame, key: string | null, value: Value): Announced | null {
    if (!top.named) return null;
    if (!top.isList) return key !== null && VALUES.test(key) ? top.named : null;
    if (top.count % 2 === 0) return null;
    const isPair = top.count === 1 && value.isLast;
    return isPair || looksChosen(value.text) || /^[A-Z][a-z]+ \S{4,}$/.test(value.text)
      ? top.named
      : null;
  }

  /** `{"op": "auth", "args": ["key", 17, "signature"]}`, `["login", "ada", "hunter2"]` */
  private isLoginArgument(top: Frame, key: string | null, { kind, text }: Value): boolean {
    return kind === "text" && key === null && top.isList && isChosenIn(top.login, text);
  }

  private isSecret({ says, name }: Announced, { kind, text }: Value, top: Frame): boolean {
    if (kind === "number") return isSecretNumber(name, text, says, top.login);
    if (says === "secret") return !isHarmless(text);
    return isChosenIn(top.login, text) || looksSecret(text);
  }

  /** What a value says of those that come after it, or of the one before. */
  private note(top: Frame, key: string | null, value: Value, found: Found[]) {
    const { text } = value;
    if (text.length > MAX_WORD) {
      if (key !== null && VALUES.test(key)) top.held = value;
      return;
    }
    if (top.isList) {
      const says = top.count % 2 === 0 ? this.judge(text) : null;
      top.named =
        says && isName(text) ? { name: text, says } : top.count % 2 === 0 ? null : top.named;
      if (top.count === 0) top.login = strongerOf(top.login, loginOf(text));
      return;
    }
    if (key === null) return;
    if (ACTIONS.test(key)) top.login = strongerOf(top.login, loginOf(text));
    // An input that hides what is typed into it.
    if (key === "type" && text === "password") top.named = { name: text, says: "secret" };
    if (NAMES.test(key)) {
      const says = isName(text) ? this.judge(text) : null;
      top.named = says ? { name: text, says } : null;
      const { held } = top;
      top.held = null;
      if (held && top.named && this.isSecret(top.named, held, top)) {
        found.push({ value: held, name: text });
      }
    } else if (VALUES.test(key)) top.held = value;
  }
}

const PRIVATE_PART = /^(?:d|p|q|dp|dq|qi|k)$/;
const MAX_KEY_PARTS = 8;

/** The private parts of a JSON Web Key, also where its type comes after them. */
function readKeyPart(top: Frame, key: string, value: Value, found: Found[]): void {
  if (key === "kty") {
    top.isKey = true;
    for (const part of top.keyParts) found.push({ value: part, name: "private key" });
  } else if (PRIVATE_PART.test(key) && /^[\w-]{16,}={0,2}$/.test(value.text.slice(0, MAX_KEY))) {
    if (top.isKey) found.push({ value, name: "private key" });
    else if (top.keyParts.length < MAX_KEY_PARTS) top.keyParts.push(value);
  }
}

const MAX_KEY = 1_024;
const MAX_WORD = 64;
const isName = (text: string): boolean => /^[\w.$/ -]{2,64}$/.test(text);

const DIGITS = /^-?(\d{3,})(?:\.\d+)?$/;
const COUNTS = /tokens?$|passes$|credits?$/i;

/** Digits alone are a PIN or a one-time code; of tokens they are most often a number of them. */
function isSecretNumber(name: string, text: string, says: NameSays, login: Login): boolean {
  const digits = DIGITS.exec(text)?.[1]?.length ?? 0;
  if (digits === 0 || isMeasure(name, text)) return false;
  // What is verified is a code that was sent; another number there is an id.
  const isMeant = login === "sure" || (login === "weak" && /code$/i.test(name));
  if (says === "likely" && !isMeant) return false;
  if (/tokens$/i.test(name)) return false;
  return COUNTS.test(name) ? digits >= 6 : digits >= 3;
}
