/** A field of a form in parts (RFC 7578): its name stands in a header line, its value after an empty one. */
import { isHarmless, looksSecret } from "../known/values.ts";
import { kindOf } from "./kinds.ts";
import type { Reading } from "./reading.ts";

const HEADER = "Content-Disposition:";
const NAME = /^content-disposition: ?form-data; ?name="?([^"\r\n;]{2,64})"?/i;
const EMPTY_LINE = /\r?\n\r?\n/;
const BOUNDARY = /\r?\n--/;
const MAX_HEAD = 512;
const MAX_VALUE = 8_192;

export function readFormPart(scan: Reading, at: number, to: number): void {
  const { text } = scan;
  if (text.charCodeAt(at) !== 67 && text.charCodeAt(at) !== 99) return; // C c
  if (text.slice(at, at + HEADER.length).toLowerCase() !== HEADER.toLowerCase()) return;
  const head = text.slice(at, Math.min(to, at + MAX_HEAD));
  const name = NAME.exec(head)?.[1] ?? "";
  const says = scan.structure.judge(name);
  const empty = EMPTY_LINE.exec(head);
  if (says === null || empty === null) return;
  const from = at + empty.index + empty[0].length;
  const rest = text.slice(from, Math.min(to, from + MAX_VALUE));
  const value = rest.slice(0, BOUNDARY.exec(rest)?.index ?? rest.length);
  if (says === "secret" ? !isHarmless(value) : looksSecret(value)) {
    scan.emit(from, from + value.length, kindOf(name), name);
  }
}
