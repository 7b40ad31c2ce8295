import { isHeader, splitList } from "../../protocol/headers.ts";
import { isSecretHeader } from "../../secrets/secrets.ts";
import { maskSubprotocols } from "../../secrets/subprotocols.ts";
import type { Connection, Header } from "../../session/session.ts";
import { parseUrl } from "./parse-url.ts";

/** What could not be known of a handshake, and why: an empty place would look like a fault of ours. */
export function unknownsOf(connection: Connection, isLive: boolean): string[] {
  const { handshake, open, end, protocols, pageWorker, csp } = connection;
  if (csp) return [];
  const unknown: string[] = [];
  if (!handshake && (open || end)) {
    unknown.push(
      `Status and headers: the browser gives them to DevTools only, and it told nothing of this one: DevTools was closed at that time, or the page's sockets had carried more than 20,000 messages, from where on it is asked only about sockets that are over.${isLive ? " Reload the page with DevTools open to see them." : ""}`,
    );
  }
  if (handshake?.blanked) {
    unknown.push(
      "Why it failed: another extension may change network requests, and for that the browser hides the reason of every failed socket. Ad blockers are the usual ones; without them the reason is shown.",
    );
  }
  const refused = handshake?.status != null && handshake.status !== 101;
  if (refused && handshake.responseHeaders.length === 0) {
    unknown.push(
      "The headers of the answer: the browser keeps those of a refused upgrade to itself. The server's log has them.",
    );
  }
  if (pageWorker) {
    unknown.push(
      "Where in the code it was opened: a worker of the page did it, out of the sight of extensions.",
    );
  } else if (protocols === null) {
    unknown.push(
      "The subprotocols asked for: they could not be read without running code of the page twice.",
    );
  }
  return unknown;
}

/** Whether anything of a handshake is masked, that is: whether there is something to show. */
export function hasSecrets({ url, protocols, open, handshake }: Connection): boolean {
  const headers = [...(handshake?.requestHeaders ?? []), ...(handshake?.responseHeaders ?? [])];
  return (
    parseUrl(url).parameters.some(({ secret }) => secret) ||
    hasSecretProtocol(protocols ?? []) ||
    hasSecretProtocol(open ? [open.protocol] : []) ||
    headers.some(isSecret)
  );
}

const isSecret = (header: Header): boolean =>
  isHeader(header, "sec-websocket-protocol")
    ? hasSecretProtocol(splitList(header.value))
    : isSecretHeader(header.name) && header.value !== "";

const hasSecretProtocol = (protocols: string[]): boolean =>
  maskSubprotocols(protocols).some((masked, i) => masked !== protocols[i]);

const CERTIFICATE_ERROR = /net::(ERR_CERT_\w+|ERR_SSL_\w+|ERR_BAD_SSL\w*)/;

/** What became of the encryption; null where there is none, or nothing is known of it. */
export function certificateInWords({ url, open, handshake }: Connection): string | null {
  if (!/^(?:wss|https):/i.test(url)) return null;
  const error = CERTIFICATE_ERROR.exec(handshake?.error ?? "")?.[1];
  if (error) return `refused by the browser: ${error}`;
  if (open || handshake?.status != null) {
    return "accepted by the browser, which shows it to no extension";
  }
  return null;
}
