/** What the page says first on a connection, and whether a person asked for the connection. */
import type { Connection, Sample } from "../../session/session.ts";

const firstSent = ({ first }: Connection): Sample["body"] | null =>
  first.find(({ direction }) => direction === "send")?.body ?? null;

/** Null: one of the two said nothing, or it is not known. */
export function saysTheSame(a: Connection, b: Connection): boolean | null {
  const [one, other] = [firstSent(a), firstSent(b)];
  if (one === null || other === null) return a.send.count + b.send.count === 0 ? true : null;
  if (typeof one === "string" || typeof other === "string") return one === other;
  return one.length === other.length && one.every((byte, i) => byte === other[i]);
}

/** Questions differ from each other; what is opened again by itself does and says the same again. */
export const isSameAgain = (a: Connection, b: Connection): boolean =>
  (a.url === b.url || withoutName(a.url) === withoutName(b.url)) && saysTheSame(a, b) === true;

/** What a client library makes up for each connection, as PartySocket its `_pk`. */
const NAMES_IT =
  /([?&](?:_pk|connect(?:ion)?_?id|cid|client_?id|socket_?id|nonce|ts?|time(?:stamp)?|cb|_|rand(?:om)?|uuid)=)[^&]{0,200}/gi;
const withoutName = (url: string): string => url.slice(0, 4_096).replaceAll(NAMES_IT, "$1");

/** Engines name the element whose handler runs: "HTMLButtonElement.onclick". */
const ELEMENT =
  /\b(?:HTML|SVG)\w{0,40}Element\b|\bon(?:click|submit|key\w{2,5}|change|input|pointer\w{2,6})\b/;
const SOCKET = /\bWebSocket\b|\bonclose\b/;

/** Opened in the handler of a click, of a key or of a form. */
export const isAskedFor = ({ stack }: Connection): boolean => stack !== null && ELEMENT.test(stack);

/** Opened in the handler of a socket's event, such as its end. */
export const isByHandler = ({ stack }: Connection): boolean => stack !== null && SOCKET.test(stack);
