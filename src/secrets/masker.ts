/**
 * Takes the credentials out of whatever a file can hold. One masker goes with one file: the same
 * secret gets the same mark everywhere in it (`***1`), so that what was equal is seen to be equal.
 */
import { isHeader, splitList } from "../protocol/headers.ts";
import { latin1Of } from "../protocol/latin1.ts";
import type { Body } from "../protocol/rows.ts";
import { fillSecret, findInBytes } from "./binary/mask-bytes.ts";
import { bareName, judgeName } from "./known/names.ts";
import { looksSecret } from "./known/values.ts";
import { mapTexts } from "./map-texts.ts";
import { isMaskedAlready, Marks } from "./marks.ts";
import { type FindOwn, findPatterns } from "./patterns.ts";
import { findSecrets, inOrder } from "./scan/find-secrets.ts";
import { kindOf } from "./scan/kinds.ts";
import type { Manner } from "./scan/reading.ts";
import type { SecretKind, Span } from "./secret.ts";
import { isSecretHeader } from "./secrets.ts";
import { secretSubprotocols } from "./subprotocols.ts";
import { Tally } from "./tally.ts";

export type { SecretKind } from "./secret.ts";

/** One secret where it stands. `value` is for the user's own eyes, and for no file. */
export type Secret = {
  kind: SecretKind;
  /** What gave it away: the name before it, or whose shape it has; empty where its look did. */
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
  /** Further texts that are secret wherever they stand. */
  patterns?: readonly FindOwn[];
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

export function createMasker({ names = [], patterns = [], keep }: MaskerOptions = {}): Masker {
  const own: ReadonlySet<string> = new Set(names.map(bareName).filter((name) => name !== ""));
  const marks = new Marks();
  const tally = new Tally();
  const inText: Manner = {
    names: own,
    isProse: false,
    isAddress: false,
    isBinary: false,
    isLogin: false,
  };
  const inProse: Manner = { ...inText, isProse: true };
  const inAddress: Manner = { ...inText, isAddress: true };

  const choose = (found: Span[], text: string, place: string, own = patterns): Span[] => {
    const spans = found.filter(({ value }) => !isMaskedAlready(value));
    const all = own.length === 0 ? spans : inOrder([...findPatterns(text, own), ...spans]);
    return keep === undefined
      ? all
      : all.filter(({ kind, name, value }) => !keep({ kind, name, place, value }));
  };

  const mask = (text: string, manner: Manner, place: string, own = patterns): string =>
    replace(choose(findSecrets(text, manner), text, place, own), text, place);

  const replace = (spans: Span[], text: string, place: string): string => {
    if (spans.length === 0) return text;
    let masked = "";
    let copiedTo = 0;
    for (const span of spans) {
      const mark = marks.textFor(span);
      tally.add(span, place, mark);
      masked += text.slice(copiedTo, span.from) + mark;
      copiedTo = span.to;
    }
    return masked + text.slice(copiedTo);
  };

  const maskWhole = (name: string, value: string, place: string): string => {
    const scheme = SCHEME.exec(value.slice(0, 24))?.[0] ?? "";
    const to = value.length;
    const span: Span = {
      from: scheme.length,
      to,
      kind: kindOf(name),
      name,
      value: value.slice(scheme.length),
      quote: "",
    };
    const [chosen] = value.length === scheme.length ? [] : choose([span], "", place);
    if (!chosen) return value;
    const mark = marks.textFor(span);
    tally.add(span, place, mark);
    return scheme + mark;
  };

  const masker: Masker = {
    text: (text, place) => mask(text, inText, place),
    prose: (text, place) => mask(text, inProse, place),
    url: (url, place) => mask(url, inAddress, place),
    header(name, value, place) {
      if (NONCES.has(name.toLowerCase())) return value;
      if (isHeader({ name }, "sec-websocket-protocol")) {
        return masker.subprotocols(splitList(value), place).join(", ");
      }
      if (isSecretHeader(name) || own.has(bareName(name))) return maskWhole(name, value, place);
      if (judgeName(name) === "likely" && looksSecret(value)) return maskWhole(name, value, place);
      return /^(?:https?|wss?):|^\//i.test(value)
        ? masker.url(value, place)
        : masker.text(value, place);
    },
    subprotocols: (offered, place) =>
      secretSubprotocols(offered).map(({ protocol, secretFrom }) => {
        // What was chosen does not stand behind what announced it.
        const from = secretFrom ?? (marks.has(protocol) ? 0 : null);
        if (from === null) return masker.text(protocol, place);
        return protocol.slice(0, from) + maskWhole("subprotocol", protocol.slice(from), place);
      }),
    bytes(bytes, place) {
      const latin1 = latin1Of(bytes);
      const { plain, wide } = findInBytes(bytes, latin1, inText);
      const chosen = choose(plain, latin1, place);
      const chosenWide = choose(wide, "", place);
      if (chosen.length + chosenWide.length === 0) return bytes;
      const masked = bytes.slice();
      const markOf = (value: string, length: number) => marks.bytesFor(value, length);
      for (const [spans, isWide] of [
        [chosen, false],
        [chosenWide, true],
      ] as const) {
        for (const span of spans) {
          fillSecret(masked, span, isWide, markOf);
          tally.add(span, place, marks.of(span.value));
        }
      }
      return masked;
    },
    body: (body, place) =>
      typeof body === "string" ? masker.text(body, place) : masker.bytes(body, place),
    json(value, place) {
      const masked = JSON.parse(mask(JSON.stringify(value), inText, place, []));
      if (patterns.length === 0) return masked;
      // A pattern may find quotes and braces, too: it is shown each text by itself.
      return mapTexts(masked, (text) => replace(choose([], text, place), text, place));
    },
    found: () => tally.found(),
  };
  return masker;
}

/** Drawn anew for each handshake, and good for nothing after it; some look like `name=value`. */
const NONCES = new Set(["sec-websocket-key", "sec-websocket-accept"]);
const SCHEME = /^(?:bearer|basic|digest|token|apikey|negotiate|ntlm) +/i;
