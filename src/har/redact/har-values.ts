/** What is masked in the parts of a HAR that are read as a whole. What has no secret is given back itself. */

import { decodeBase64, encodeBase64 } from "../../protocol/base64.ts";
import type { Masker } from "../../secrets/masker.ts";
import { decodePart } from "../../secrets/scan/decode-part.ts";
import { OPCODE_BINARY, OPCODE_TEXT } from "../messages.ts";
import { isObject } from "../shape.ts";

type Change = (masker: Masker, value: unknown) => unknown;
type Raw = Record<string, unknown>;

const isAddress = (text: string): boolean => /^[a-z][a-z\d+.-]{0,20}:\/\//i.test(text);

export const maskAddress = (masker: Masker, text: string, place: string): string =>
  isAddress(text) ? masker.url(text, place) : masker.prose(text, place);

/** How the texts of an object are masked, by their name. */
type Texts = Record<string, (text: string) => string>;

/**
 * The object with its texts changed. What is kept is kept as long as it is a text or a number, and
 * whatever else stands there, of any type and under any name, may hold anything.
 */
function withTexts(
  masker: Masker,
  raw: Raw,
  texts: Texts,
  kept: ReadonlySet<string>,
  place: string,
): Raw {
  let shown = raw;
  for (const [name, value] of Object.entries(raw)) {
    const change = Object.hasOwn(texts, name) ? texts[name] : undefined;
    if (kept.has(name) && typeof value !== "object") continue;
    const masked =
      change && typeof value === "string" ? change(value) : maskAny(masker, name, value, place);
    if (masked !== value) shown = { ...shown, [name]: masked };
  }
  return shown;
}

/** What nobody knows; the value itself where nothing in it is secret. */
function maskAny(masker: Masker, name: string, value: unknown, place: string): unknown {
  const masked = (masker.json({ [name]: value }, place) as Raw)[name];
  return JSON.stringify(masked) === JSON.stringify(value) ? value : masked;
}

/** Headers, parameters and cookies: what a value is, its name says. */
const pairs =
  (
    change: (masker: Masker, name: string, value: string, place: string) => string,
    place: string,
  ): Change =>
  (masker, raw) => {
    if (!isObject(raw)) return masker.json(raw, place);
    const name = typeof raw.name === "string" ? raw.name : "";
    const isText = raw.value === undefined || typeof raw.value === "string";
    const pair = isText ? raw : { ...raw, value: JSON.stringify(raw.value) };
    const value = (text: string) => change(masker, name, text, place);
    const shown = withTexts(masker, pair, { value }, PAIR_FIELDS, place);
    return shown === pair ? raw : shown;
  };

const PAIR_FIELDS = new Set(["name", "path", "domain", "expires", "contentType"]);

export const maskHeader = (place: string): Change =>
  pairs((masker, name, value) => masker.header(name, value, place), place);

/** As in the address itself, so that both show the same. */
export const maskParameter: Change = pairs((masker, name, value, place) => {
  const pair = `?${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
  const shown = masker.url(pair, place);
  return shown === pair ? value : decodePart(shown.slice(shown.indexOf("=") + 1));
}, "query");

/** As in the header: whatever its name is, a cookie may open something. */
export const maskCookie: Change = pairs(
  (masker, _, value, place) => masker.header("Cookie", value, place),
  "cookie",
);

export const maskFormField: Change = pairs((masker, name, value, place) => {
  const shown = masker.json({ [name]: value }, place) as Raw;
  return typeof shown[name] === "string" ? shown[name] : value;
}, "form field");

/** The body of a request or a response: its text, or its bytes as base64. */
export const maskContent =
  (place: string): Change =>
  (masker, raw) => {
    if (!isObject(raw)) return masker.json(raw, place);
    const text = (text: string): string =>
      raw.encoding === "base64"
        ? maskBase64(masker, text, String(raw.mimeType), place)
        : masker.text(text, place);
    return withTexts(masker, raw, { text }, CONTENT_FIELDS, place);
  };

const CONTENT_FIELDS = new Set(["encoding", "mimeType", "size", "compression"]);

const TEXTUAL = /^text\/|json|xml|javascript|graphql|x-www-form-urlencoded/i;
const encoder = new TextEncoder();
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function maskBase64(masker: Masker, base64: string, mimeType: string, place: string): string {
  const bytes = decodeBase64(base64);
  if (!bytes) return masker.text(base64, place);
  const text = TEXTUAL.test(mimeType) ? readUtf8(bytes) : null;
  if (text !== null) {
    const shown = masker.text(text, place);
    return shown === text ? base64 : encodeBase64(encoder.encode(shown));
  }
  return maskBytes(masker, base64, bytes, place);
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);

function readUtf8(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

function maskBytes(
  masker: Masker,
  base64: string,
  bytes: Uint8Array<ArrayBuffer>,
  place: string,
): string {
  const shown = masker.bytes(bytes, place);
  return shown === bytes || isSame(shown, bytes) ? base64 : encodeBase64(shown);
}

const MESSAGE_FIELDS = new Set(["type", "time", "opcode"]);

/** One of `_webSocketMessages`, of any tool. */
export const maskMessage: Change = (masker, raw) => {
  if (!isObject(raw)) return masker.json(raw, "message");
  const opcode = raw.opcode === undefined || raw.opcode === null ? OPCODE_TEXT : Number(raw.opcode);
  const data = (data: string): string => {
    if (raw.type === "error") return masker.prose(data, "error");
    if (opcode === OPCODE_TEXT) return masker.text(data, "message");
    const bytes = opcode === OPCODE_BINARY ? decodeBase64(data) : null;
    return bytes ? maskBytes(masker, data, bytes, "message") : masker.prose(data, "close reason");
  };
  return withTexts(masker, raw, { data }, MESSAGE_FIELDS, "message");
};

const CLOSE_FIELDS = new Set(["code", "wasClean"]);

/** HTTP Toolkit writes "aborted" in place of an object. */
export const maskClose: Change = (masker, raw) =>
  isObject(raw)
    ? withTexts(
        masker,
        raw,
        { reason: (text) => masker.prose(text, "close reason") },
        CLOSE_FIELDS,
        "close reason",
      )
    : masker.json(raw, "close reason");

const BASE64 = /^[A-Za-z\d+/]+={0,2}$/;

/** A part of a text that is too long to be seen as a whole, of which nobody knows what it is. */
export function maskPart(masker: Masker, part: string, place: string): string {
  const bytes = part.length % 4 === 0 && BASE64.test(part) ? decodeBase64(part) : null;
  return bytes ? maskBytes(masker, part, bytes, place) : masker.text(part, place);
}
