/** Addresses and their parameters. */
import { isMaskedParameter } from "../known/parameters.ts";
import { shapeAt } from "../known/shapes.ts";
import { isHarmless } from "../known/values.ts";
import { looksLikeToken } from "../secrets.ts";
import { addressEnd, hostEnd, pathEnd, secretSegments, userInfoIn } from "./addresses.ts";
import { decodePart } from "./decode-part.ts";
import { kindOf } from "./kinds.ts";
import { jwtEnd } from "./marked.ts";
import { isBareEnd, MAX_NAME, type Reading } from "./reading.ts";

/** `?name=value`, and a value without a name. */
export function readParameter(scan: Reading, at: number, to: number): number {
  const { text, manner } = scan;
  const from = text.startsWith("&amp;", at) ? at + 5 : at + 1;
  // A query without the address before it.
  if (text[at] === "?" && at >= scan.addressTo) scan.addressTo = addressEnd(text, at, to);
  const isAddress = manner.isAddress || at < scan.addressTo;
  let equals = from;
  while (equals < to && equals - from <= MAX_NAME && !isNameEnd(text.charCodeAt(equals))) equals++;
  if (text[equals] !== "=" || equals === from || equals >= to) {
    if (!isAddress || (equals >= to === false && text[equals] === "=")) return from;
    const end = scan.parameterEnd(from, to);
    const isToken = looksLikeToken(decodePart(text.slice(from, Math.min(end, from + MAX_JUDGED))));
    return isToken ? scan.emit(from, end, "token", "") : from;
  }
  const name = decodePart(text.slice(from, equals));
  const valueTo = scan.parameterEnd(equals + 1, to);
  const value = decodePart(text.slice(equals + 1, Math.min(valueTo, equals + 1 + MAX_JUDGED)));
  const isSecret = isAddress
    ? isMaskedParameter(name, value, manner.names)
    : scan.structure.judge(name) === "secret" && !isHarmless(value);
  if (isSecret) return scan.emit(equals + 1, valueTo, kindOf(name), name);
  return equals + 1;
}

/** `from`: behind the slashes. Its words are read like all others after that. */
export function readAddress(scan: Reading, from: number, to: number): number {
  const { text } = scan;
  const user = userInfoIn(text, from, to);
  if (user) scan.emit(user.from, user.to, "password", "user and password");
  const hostAt = user ? user.to + 1 : from;
  // An address within an address: the parts of its path are parts of the one around it.
  if (from < scan.addressTo) return hostAt;
  scan.addressTo = scan.manner.isAddress ? to : addressEnd(text, from, to);
  const pathAt = hostEnd(text, hostAt, scan.addressTo);
  const host = text.slice(hostAt, Math.min(pathAt, hostAt + MAX_HOST)).replace(/:\d*$/, "");
  readPath(scan, host.toLowerCase(), pathAt);
  return pathAt;
}

/** The whole text is an address, or its path and query. */
export function readBareAddress(scan: Reading, from: number, to: number): number {
  const head = scan.text.slice(from, Math.min(to, from + 40));
  const slashes = /^[A-Za-z][\w+.-]{0,31}:\/\//.exec(head)?.[0].length;
  if (slashes !== undefined) return readAddress(scan, from + slashes, to);
  scan.addressTo = to;
  readPath(scan, "", from);
  return from;
}

function readPath(scan: Reading, host: string, from: number): void {
  const { text } = scan;
  for (const part of secretSegments(text, host, from, pathEnd(text, from, scan.addressTo))) {
    const shaped = shapeAt(text, part.from, part.to);
    const kind = jwtEnd(text, part.from, part.to) > 0 ? "jwt" : "token";
    scan.emit(shaped?.from ?? part.from, part.to, kind, shaped?.name ?? "");
  }
}

const MAX_JUDGED = 512;

const MAX_HOST = 256;

/** Of a parameter's name: `=` and what ends an address. */
const isNameEnd = (code: number): boolean =>
  code === 61 || code === 63 || code === 35 || (code !== 59 && isBareEnd(code));
