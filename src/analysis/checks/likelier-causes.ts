import { headerOf } from "../../protocol/headers.ts";
import { parseUrl } from "../../protocol/parse-url.ts";
import { isLoopback } from "../../session/host.ts";
import { formatDuration } from "../../words/words.ts";
import type { Ended } from "../check.ts";
import { connectingMs } from "../connection/evidence.ts";
import { quote } from "../connection/facts.ts";
import {
  readForeignPort,
  readListenAddress,
  readMisplacedPort,
  readOddName,
  readOddPath,
} from "../connection/odd-address.ts";
import { leadsToLogin, readRedirect } from "../connection/redirected.ts";
import type { FindingId, Fix } from "../finding.ts";

/** A server answered: host and port are right. */
const ANSWERED = new Set<FindingId>([
  "handshake-rejected",
  "handshake-not-found",
  "handshake-not-websocket",
  "handshake-server-error",
  "auth-rejected",
]);
/** Something else may listen there. */
export const REACHED: ReadonlySet<FindingId> = new Set<FindingId>([
  "handshake-refused",
  "handshake-not-websocket",
  "handshake-unreachable",
  "handshake-timeout",
  "handshake-tls",
]);

export const isToLogin = ({ url, handshake }: Ended): boolean =>
  leadsToLogin(url, headerOf(handshake?.responseHeaders, "location"));

/** What this very connection shows goes before what is common. */
export function likelierCauses(
  id: FindingId,
  variant: string | undefined,
  connection: Ended,
): string[] {
  const { url, protocols, handshake } = connection;
  const status = handshake?.status ?? 0;
  const isUnknown = id === "handshake-failed";
  return [
    readMisplacedPort(url),
    status >= 300 && status < 400 && variant !== "redirect-login"
      ? readRedirect(url, headerOf(handshake?.responseHeaders, "location"))
      : null,
    id === "handshake-dns" ? readOddName(url) : null,
    ANSWERED.has(id) || isUnknown ? readOddPath(url) : null,
    REACHED.has(id) || isUnknown ? (readListenAddress(url) ?? readForeignPort(url)) : null,
    // A development server's client asks for the port that the server has itself.
    REACHED.has(id) && protocols?.some((name) => name.startsWith("vite-")) ? BEHIND_PROXY : null,
    variant === "empty" && isPlainText(url) ? TO_TLS_PORT : null,
    OF_ORIGINS.has(status) ? readOddOrigin(headerOf(handshake?.requestHeaders, "origin")) : null,
    id === "closed-by-page" ? readPatience(connection) : null,
  ].filter((cause) => cause !== null);
}

/** With these servers refuse a page for where it is from. */
const OF_ORIGINS = new Set([400, 401, 403]);

/** An origin that is on nobody's list: of files, of an application's own view, of sandboxed frames. */
const readOddOrigin = (origin: string | undefined): string | null =>
  origin !== undefined && /^(?:null$|(?!https?:)[a-z][\w+.-]{0,30}:)/i.test(origin)
    ? `The page's Origin is “${quote(origin)}”, as of a file, an application's own view or a sandboxed frame: no server takes that one for its own, and cookies of the site seldom come along. Allow it at the server, or load the page by https.`
    : null;

/** A component that unmounts at once does so within some milliseconds. */
const AT_ONCE_MS = 300;

/** The page closed it while it was connecting: who waits that long has a limit, or a reason. */
function readPatience(connection: Ended): string | null {
  const waitedMs = connectingMs(connection) ?? 0;
  if (waitedMs < AT_ONCE_MS) return null;
  const { host = "" } = parseUrl(connection.url) ?? {};
  const byName =
    host === "localhost"
      ? " localhost is tried as ::1 first, which costs time where the server listens at 127.0.0.1 alone: write that one."
      : "";
  return `The page had waited for ${formatDuration(waitedMs)}: a library's time limit for connecting, more likely than a component that goes at once.${byName}`;
}

/** What this connection alone shows to be possible, after what is common. */
export function possibleCauses(
  id: FindingId,
  variant: string | undefined,
  { url, handshake }: Ended,
): string[] {
  const asked = handshake?.requestHeaders ?? [];
  const isWithoutCookie = asked.length > 0 && headerOf(asked, "cookie") === undefined;
  const { host = "" } = parseUrl(url) ?? {};
  return [
    variant === "not-http" && isPlainText(url) ? TO_TLS_PORT : null,
    variant === "session-socket-io" && isOfOtherSite(url, headerOf(asked, "origin"))
      ? COOKIE_OF_BALANCER
      : null,
    id === "auth-rejected" && isPlainText(url) && isWithoutCookie && !isLoopback(host)
      ? SECURE_COOKIE
      : null,
    ANSWERED.has(id) &&
    OF_PROXIES.has(handshake?.status ?? 0) &&
    KEEPS_ALIVE.test(connectionOf(asked))
      ? FIREFOX_HEADER
      : null,
  ].filter((cause) => cause !== null);
}

/** What this connection alone asks for, before what is common. */
export const likelierFixes = (
  id: FindingId,
  variant: string | undefined,
  { url, handshake }: Ended,
): Fix[] => [
  ...(REACHED.has(id) && readListenAddress(url) !== null ? [CONNECT_TO_NAME] : []),
  ...(variant === "authority" && OF_APPLE.test(handshake?.error ?? "") ? [TRUST_IN_KEYCHAIN] : []),
];

/** Safari's, and those of views in applications of Apple's systems. */
const OF_APPLE = /\b(?:OSStatus|NSURLErrorDomain)\b/;

const isOfOtherSite = (url: string, origin: string | undefined): boolean => {
  const host = parseUrl(origin ?? "")?.host;
  return host !== undefined && host !== parseUrl(url)?.host;
};
const COOKIE_OF_BALANCER =
  "The page is of another host than the socket: a balancer's cookie for sticky sessions comes along with its polling requests only if they are sent with credentials (withCredentials: true in Socket.IO's client, and the origin named in the server's CORS settings).";

const isPlainText = (url: string): boolean => parseUrl(url)?.scheme === "ws";
const connectionOf = (headers: Parameters<typeof headerOf>[0]): string =>
  headerOf(headers, "connection") ?? "";
/** Firefox's; other browsers write "Upgrade" alone. */
const KEEPS_ALIVE = /^keep-alive, *upgrade$/i;
const OF_PROXIES = new Set([200, 400, 404, 426]);

const TO_TLS_PORT = "ws:// is used for a port that speaks TLS: try wss://.";
const SECURE_COOKIE =
  "The page's cookie is marked Secure: such a one does not go out by ws://, and none came along here. Use wss://.";
const FIREFOX_HEADER =
  "Firefox asks with “Connection: keep-alive, Upgrade”, which is right, and a proxy that compares the header with “Upgrade” alone takes the request for a plain one: try another browser.";
const BEHIND_PROXY =
  "The page came through a proxy or a tunnel, and Vite's client asks for the development server's own port, which is not to be had from here: server.hmr.clientPort and server.hmr.host name the proxy's.";
const TRUST_IN_KEYCHAIN: Fix = {
  role: "client",
  text: "Safari takes what was accepted for a page for none of its sockets: trust the certificate, or its authority, in the Keychain; on iOS install it, and switch it on under Settings, General, About, Certificate Trust Settings.",
};
const CONNECT_TO_NAME: Fix = {
  role: "client",
  text: "Connect to the name or the address of the machine on which the server runs; on the same machine, to localhost.",
};
