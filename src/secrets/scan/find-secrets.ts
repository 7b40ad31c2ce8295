import type { Span } from "../secret.ts";
import type { Manner } from "./reading.ts";
import { scanText } from "./scanner.ts";
import { sourceOf } from "./source.ts";

/** Socket.IO's CONNECT packet holds nothing but what the page logs in with. */
const SOCKET_IO_CONNECT = /^40(?:\/[^,{]{0,128},)?\{/;
/** WAMP's AUTHENTICATE (wamp-proto/wamp-proto:rfc/text/basic/bp_messages.md): `[5, "…", {…}]` */
const WAMP_AUTHENTICATE = /^\s{0,8}\[\s{0,8}5\s{0,8},\s{0,8}"/;

/** What is secret in a text, in its order. */
export function findSecrets(text: string, manner: Manner): Span[] {
  const spans: Span[] = [];
  const isLogin = manner.isLogin || SOCKET_IO_CONNECT.test(text.slice(0, 256));
  scanText(sourceOf(text), isLogin ? { ...manner, isLogin } : manner, spans);
  const ticket = WAMP_AUTHENTICATE.exec(text.slice(0, 64))?.[0].length;
  if (ticket !== undefined) {
    const to = text.indexOf('"', ticket);
    if (to > ticket && /^"\s{0,8},\s{0,8}\{/.test(text.slice(to, to + 24))) {
      spans.push({
        from: ticket,
        to,
        kind: "token",
        name: "AUTHENTICATE",
        value: text.slice(ticket, to),
        quote: "",
      });
    }
  }
  return inOrder(spans);
}

/** Of those that overlap the one that begins first, or is longer, and what the others have beyond it. */
export function inOrder(spans: Span[]): Span[] {
  if (spans.length < 2) return spans;
  spans.sort((a, b) => a.from - b.from || b.to - a.to);
  let end = -1;
  return spans.flatMap((span) => {
    const from = Math.max(span.from, end);
    if (span.to <= from) return [];
    end = span.to;
    return [from === span.from ? span : { ...span, from }];
  });
}
