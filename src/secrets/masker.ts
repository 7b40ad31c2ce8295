/**
 * Takes the credentials out of whatever a file can hold. One masker goes with one file: the same
 * secret gets the same mark everywhere in it (`***1`), so that what was equal is seen to be equal.
 */
import type { Body } from "../protocol/rows.ts";
import { maskWords } from "./secret-words.ts";
import { isSecretHeader, isSecretParameter, maskSubprotocols } from "./secrets.ts";

/** What a secret is, as it is counted for people. */
export type SecretKind =
  | "password"
  | "token"
  | "jwt"
  | "key"
  | "private-key"
  | "cookie"
  | "login"
  | "address"
  | "own";

/** One secret where it stands. `value` is for the user's own eyes, and for no file. */
export type Secret = {
  kind: SecretKind;
  /** What gave it away: the name before it, or whose shape it has. */
  name: string;
  place: string;
  value: string;
};

/** Secrets of one kind under one name in one place. `example` shows how it looks in the file. */
export type FoundSecrets = {
  kind: SecretKind;
  name: string;
  place: string;
  example: string;
  count: number;
};

export type MaskerOptions = {
  /** Further names of fields, parameters and headers whose values are secret; case and signs in them do not count. */
  names?: readonly string[];
  /** Further texts that are secret wherever they stand; `*` stands for any characters but spaces. */
  patterns?: readonly string[];
  /** The user wants this one left as it is. */
  keep?: (secret: Secret) => boolean;
};

/** `place`: where it stands, in words for people, such as "message" or "request header". */
export type Masker = {
  /** A message, or any other text with names and values in it: JSON, a form, header lines, XML. */
  text(text: string, place: string): string;
  /** A sentence of a page, a server or a browser: what looks like a credential in it is one. */
  prose(text: string, place: string): string;
  /** An address on its own, whole or only its path and query. */
  url(url: string, place: string): string;
  header(name: string, value: string, place: string): string;
  /** Subprotocols as they were offered, in their order: one may announce the next. */
  subprotocols(offered: readonly string[], place: string): string[];
  /** Masked in place and at its length, so that a decoder still finds every field. */
  bytes(bytes: Uint8Array<ArrayBuffer>, place: string): Uint8Array<ArrayBuffer>;
  /** A message's body, text or binary. */
  body(body: Body, place: string): Body;
  /** A copy of a value read from JSON, with every text at any depth masked, also for its name. */
  json(value: unknown, place: string): unknown;
  /** What was masked so far, most frequent first. */
  found(): FoundSecrets[];
};

export function createMasker(_options: MaskerOptions = {}): Masker {
  const text = (value: string): string => maskWords(value);
  return {
    text,
    prose: text,
    url: text,
    header: (name, value) => (isSecretHeader(name) ? "***" : text(value)),
    subprotocols: (offered) => maskSubprotocols(offered),
    bytes: (bytes) => bytes,
    body: (body) => (typeof body === "string" ? text(body) : body),
    json: (value) => maskJson(value, ""),
    found: () => [],
  };
}

function maskJson(value: unknown, name: string): unknown {
  if (typeof value === "string") return isSecretParameter(name, value) ? "***" : maskWords(value);
  if (Array.isArray(value)) return value.map((item) => maskJson(item, name));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, maskJson(item, key)]));
}
