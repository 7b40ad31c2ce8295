import { isHarmless, looksChosen, looksSecret } from "../known/values.ts";
import { ADDRESS_SIGN, DOTTED, runEnd } from "./characters.ts";
import { kindOf } from "./kinds.ts";
import { MAX_NAME, type Reading } from "./reading.ts";

/** An element, whose name may say that its text is secret. */
export function readTag(scan: Reading, at: number, to: number): number {
  const { text } = scan;
  const nameTo = runEnd(text, at + 1, Math.min(to, at + MAX_NAME), DOTTED | ADDRESS_SIGN);
  const name = text.slice(at + 1, nameTo);
  const local = name.slice(name.lastIndexOf(":") + 1);
  if (name === "") return at + 1;
  const closing = text.slice(nameTo, Math.min(to, nameTo + MAX_ATTRIBUTES)).indexOf(">");
  if (local.toLowerCase() === "input") {
    const attributes = text.slice(nameTo, nameTo + Math.max(0, closing));
    if (IS_PASSWORD.test(attributes)) readInput(scan, nameTo, attributes, to);
  }
  const inAttribute = NAME_ATTRIBUTE.exec(text.slice(nameTo, nameTo + Math.max(0, closing)))?.[1];
  // `<key>Password</key><string>…</string>`
  const announced = inAttribute ?? scan.elementNamed ?? local;
  if (!name.startsWith("/")) scan.elementNamed = null;
  const says = scan.structure.judge(local) ?? scan.structure.judge(announced);
  if (local === "key") {
    scan.elementNamed = ELEMENT_TEXT.exec(text.slice(nameTo, nameTo + 80))?.[1] ?? null;
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
  if (isSecret) scan.emit(from, end, kindOf(local), local);
  return at + 1;
}

/** What an input that hides what is typed into it was filled with. */
function readInput(scan: Reading, at: number, attributes: string, to: number): void {
  const head = VALUE_ATTRIBUTE.exec(attributes);
  if (head === null) return;
  const { text } = scan;
  const from = at + head.index + head[0].length;
  const quote = head[1];
  // A quoted one may have a `>` in it.
  const rest = text.slice(from, Math.min(to, from + MAX_ATTRIBUTES));
  const length = quote ? rest.indexOf(quote) : rest.search(/[\s>]/);
  const value = length < 0 ? rest : rest.slice(0, length);
  if (!isHarmless(value)) scan.emit(from, from + value.length, "password", "value");
}

const IS_PASSWORD = /\stype\s?=\s?["']?password(?:["'\s/]|$)/i;
const VALUE_ATTRIBUTE = /\svalue\s?=\s?(["']?)/i;

const NAME_ATTRIBUTE = /\sname=["']([\w.-]{2,64})["']/;

const ELEMENT_TEXT = /^>([\w .-]{2,64})<\/key>/;

const CDATA = "<![CDATA[";

const MAX_ATTRIBUTES = 1_024;
