import type { Decoders } from "../decoder.ts";
import { type Body, clip, type Described, describe, describeError } from "../described.ts";
import { describePlain } from "../plain.ts";
import { MAX_READ } from "../read-json.ts";

export const xmppDecoders = { xmpp: { name: "XMPP", describe: describeXmpp } } satisfies Decoders;

/** RFC 7395 §3.3: each message is one element, and `open` and `close` are its stream. */
const FIRST_TAG = /^\s{0,8}<(?:\?xml[^>]{0,200}>\s{0,8}<)?([\w:-]{1,60})/;
/** `<not-authorized/>`, `<conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>`: RFC 6120 §4.9.3, §6.5. */
const CONDITION =
  /<([a-z][a-z-]{2,40}) ?(?:xmlns=['"]urn:ietf:params:xml:ns:xmpp-(?:sasl|streams|stanzas)['"] ?)?\/>/;
const TEXT = /<text(?: [^<>]{0,200})?>([^<>]{1,500})</;

/** XMPP over WebSocket, one XML element in each message. */
function describeXmpp(body: Body): Described {
  const text = typeof body === "string" ? body.slice(0, MAX_READ) : null;
  const name = text === null ? undefined : FIRST_TAG.exec(text)?.[1];
  if (text === null || name === undefined) return describePlain(body);
  switch (name.replace(/^stream:/, "")) {
    case "error":
      return refused("stream error", text);
    case "failure":
      return refused(name, text);
    case "success":
      return describe(name, "logged in", { isReady: true });
    case "close":
      return describe(name, "close of the stream");
    default:
      return /\stype=['"]error['"]/.test(text.slice(0, 1_000))
        ? refused(`${name} error`, text)
        : describe(name, clip(text));
  }
}

function refused(kind: string, text: string): Described {
  const condition = CONDITION.exec(text)?.[1] ?? null;
  return describeError(kind, {
    code: condition,
    message: TEXT.exec(text)?.[1] ?? condition ?? "no further words",
    retryAfterMs: null,
  });
}
