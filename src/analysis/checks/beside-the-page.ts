import { headerOf } from "../../protocol/headers.ts";
import { parseUrl, type UrlParts } from "../../protocol/parse-url.ts";
import { isLoopback, isPrivateHost } from "../../session/host.ts";
import type { Session } from "../../session/session.ts";
import type { Draft, Ended } from "../check.ts";
import { quote } from "../connection/facts.ts";
import { readUnfilled } from "../connection/odd-address.ts";

/** What the page's own address, and what it asked for, add to why a socket of it never opened. */
export function besideThePage(draft: Draft, connection: Ended, session: Session): Draft {
  const asked = parseUrl(connection.url);
  if (!asked) return draft;
  const page = pageOf(connection, session);
  if (page && isVisitors(asked, page)) return toldOfVisitor(draft, page);
  const causes = [
    draft.id === "handshake-refused" && asked.host === "localhost" ? TWO_LOOPBACKS : null,
    draft.id === "handshake-tls" && draft.variant === "protocol" ? endsBefore(asked, page) : null,
    draft.id === "subprotocol-mismatch" ? readUnfilled(offered(connection), "subprotocol") : null,
  ].filter((cause) => cause !== null);
  return causes.length === 0 ? draft : { ...draft, causes: [...(draft.causes ?? []), ...causes] };
}

/** A page of a file or of an extension has no host. */
function pageOf({ documentId, handshake }: Ended, { documents }: Session): UrlParts | null {
  const url = documents.get(documentId ?? "")?.url ?? headerOf(handshake?.requestHeaders, "origin");
  const page = parseUrl(url ?? "");
  return page && /^wss?$/.test(page.scheme) ? page : null;
}

/** A page that anybody may have opened, and a socket to the very computer that it is shown on. */
const isVisitors = (asked: UrlParts, page: UrlParts): boolean =>
  isLoopback(asked.host) && !isPrivateHost(page.host);

function toldOfVisitor(draft: Draft, page: UrlParts): Draft {
  const pageOrigin = quote(page.hostPort);
  if (draft.id === "handshake-refused") {
    return { ...draft, variant: "visitor", facts: { ...draft.facts, pageOrigin } };
  }
  return OF_THE_ADDRESS.has(draft.id)
    ? { ...draft, causes: [...(draft.causes ?? []), visitorsOwn(pageOrigin)] }
    : draft;
}

const OF_THE_ADDRESS = new Set([
  "handshake-failed",
  "handshake-tls",
  "handshake-unreachable",
  "handshake-timeout",
  "handshake-blocked",
]);

const visitorsOwn = (page: string): string =>
  `The page is from ${page}, and its socket goes to the visitor's own computer: an address of development was left in it, unless it is meant to talk to a program there.`;

const TWO_LOOPBACKS =
  "“localhost” has two addresses, 127.0.0.1 and ::1, and a server may listen on the other one than the browser asks, or in a container, WSL or a virtual machine that does not pass the port on.";

/** TLS ends at a proxy, and the page asks the plain port behind it. */
const endsBefore = (asked: UrlParts, page: UrlParts | null): string | null =>
  page?.scheme === "wss" && page.host === asked.host && page.hostPort !== asked.hostPort
    ? `The page itself came over TLS from ${quote(page.hostPort)}, so TLS ends at a proxy there, and port ${quote(asked.port)} is the server's plain one behind it: connect to the page's own port (443 unless it names one) and let the proxy pass the path on.`
    : null;

const offered = ({ protocols, handshake }: Ended): string =>
  (protocols ?? []).join(" ") ||
  headerOf(handshake?.requestHeaders, "sec-websocket-protocol") ||
  "";
