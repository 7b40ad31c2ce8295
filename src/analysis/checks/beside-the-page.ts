import { headerOf } from "../../protocol/headers.ts";
import { parseUrl, type UrlParts } from "../../protocol/parse-url.ts";
import { isLoopback, isPrivateHost } from "../../session/host.ts";
import type { Connection, Session } from "../../session/session.ts";
import type { Draft } from "../check.ts";
import { quote } from "../connection/facts.ts";
import { readUnfilled } from "../connection/odd-address.ts";
import type { Fix } from "../finding.ts";

/** What the page's own address, and what it asked for, add to why a socket of it never opened. */
export function besideThePage(draft: Draft, connection: Connection, session: Session): Draft {
  const asked = parseUrl(connection.url);
  if (!asked) return draft;
  const page = pageOf(connection, session);
  if (page && isVisitors(asked, page)) return toldOfVisitor(draft, page);
  if (
    page &&
    draft.id === "handshake-refused" &&
    isLoopback(asked.host) &&
    !isLoopback(page.host)
  ) {
    return {
      ...draft,
      causes: [visitorsOwn(quote(page.hostPort)), TWO_LOOPBACKS, ...(draft.causes ?? [])],
      fixes: [ASK_PAGES_HOST, ...(draft.fixes ?? [])],
    };
  }
  const causes = [
    draft.id === "handshake-refused" && isLoopback(asked.host) ? TWO_LOOPBACKS : null,
    draft.id === "handshake-refused" ? otherPort(asked, page) : null,
    draft.id === "handshake-tls" && draft.variant === "protocol" ? endsBefore(asked, page) : null,
    draft.id === "subprotocol-mismatch" ? readUnfilled(offered(connection), "subprotocol") : null,
  ].filter((cause) => cause !== null);
  const prefix = draft.id === "handshake-not-found" ? prefixOf(page, asked) : null;
  if (prefix !== null) {
    const { causes: more = [], fixes = [] } = draft.besides ?? {};
    return { ...draft, besides: { causes: [...more, lacksPrefix(prefix)], fixes } };
  }
  if (draft.id === "handshake-timeout" && page?.hostPort === asked.hostPort) {
    return {
      ...draft,
      causes: [NOBODY_UPGRADES, ...(draft.causes ?? [])],
      fixes: [...(draft.fixes ?? []), PASS_UPGRADES_ON],
    };
  }
  return causes.length === 0 ? draft : { ...draft, causes: [...(draft.causes ?? []), ...causes] };
}

/** A page of a file or of an extension has no host. */
function pageOf({ documentId, handshake }: Connection, { documents }: Session): UrlParts | null {
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

/** The first folder of the page, where the socket's path is not in it. */
function prefixOf(page: UrlParts | null, asked: UrlParts): string | null {
  if (page?.hostPort !== asked.hostPort) return null;
  const [prefix] = /^\/[\w~-]{1,60}(?=\/)/.exec(page.path) ?? [];
  return prefix === undefined || asked.path.includes(prefix) ? null : prefix;
}

const lacksPrefix = (prefix: string): string =>
  `If the whole site is served under ${quote(prefix)}, as the page is: the socket's path lacks that prefix.`;

/** The page came from there, so neither a firewall nor a wrong address is in between. */
const NOBODY_UPGRADES =
  "The program that served the page took the handshake as well, and nothing in it or behind it answers upgrades: a custom or development server, or its proxy, that does not pass them on.";
const PASS_UPGRADES_ON: Fix = {
  role: "server",
  text: "Pass the server's upgrades on to what answers them, and end those that nobody answers.",
  settings: [
    { product: "Next.js, custom server", text: 'server.on("upgrade", app.getUpgradeHandler())' },
    {
      product: "Vite",
      text: "server: { proxy: { '{location}': { target: 'ws://localhost:8080', ws: true } } }",
    },
  ],
};

const ASK_PAGES_HOST: Fix = {
  role: "client",
  text: "Where the server runs beside the page's, ask the page's own host.",
  setting: 'new WebSocket("ws://" + location.hostname + ":{port}/")',
};

const TWO_LOOPBACKS =
  "This computer has two addresses of its own, 127.0.0.1 and ::1, and “localhost” may mean either: a server may listen on the other one than the browser asks, or in a container, WSL or a virtual machine that does not pass the port on.";

/** TLS ends at a proxy, and the page asks the plain port behind it. */
const endsBefore = (asked: UrlParts, page: UrlParts | null): string | null =>
  page?.scheme === "wss" && page.host === asked.host && page.hostPort !== asked.hostPort
    ? `The page itself came over TLS from ${quote(page.hostPort)}, so TLS ends at a proxy there, and port ${quote(asked.port)} is the server's plain one behind it: connect to the page's own port (443 unless it names one) and let the proxy pass the path on.`
    : null;

/** A container's ports are to be had from outside only where they are published, and by those numbers. */
const otherPort = (asked: UrlParts, page: UrlParts | null): string | null =>
  page && isLoopback(asked.host) && isLoopback(page.host) && page.port !== asked.port
    ? `The page itself came from port ${quote(page.port)}, and its socket goes to ${quote(asked.port)}. Of a container only published ports are to be had from here (-p, ports: in docker-compose.yml), by the published number, which need not be the program's own.`
    : null;

const offered = ({ protocols, handshake }: Connection): string =>
  (protocols ?? []).join(" ") ||
  headerOf(handshake?.requestHeaders, "sec-websocket-protocol") ||
  "";
