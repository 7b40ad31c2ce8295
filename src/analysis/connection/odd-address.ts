import { parseUrl } from "../../protocol/parse-url.ts";
import { isLoopback } from "../../session/host.ts";
import { quote } from "./facts.ts";

/** What a program puts where it has no value, alone in its place; and templates that nobody filled. */
const UNFILLED =
  /(?<![\w.-])(?:undefined|null|NaN|\[object Object\]|%5Bobject%20Object%5D|\$?\{\{?[\w.]{1,60}\}\}?|\$?%7B(?:%7B)?[\w.]{1,60}%7D(?:%7D)?|(?:process\.env|import\.meta\.env)\.\w{1,60})(?![\w-])/;
/** `ws-.pusher.com`, `.example.com`, `a..b`: a place in the name that has nothing in it. */
const EMPTY_LABEL = /^[.-]|\.\.|-\.|\.-/;
const SCHEMES = new Set(["ws", "wss", "http", "https"]);
/** No path ends so by intent: a quote, a comma or a space too much in the source. */
const STRAY_END = /(?:['"“”‘’`,;\s>]|%(?:20|22|27|2C|60|E2%80%9[89CD])){1,12}$/i;

/** Ports of protocols that a browser cannot speak, and what speaks them over a WebSocket. */
const FOREIGN_PORTS: Record<string, string> = {
  22: "SSH",
  1883: "MQTT over TCP; a broker's WebSocket listener is another port, often 8083, 8080 or 9001",
  8883: "MQTT over TLS; a broker's WebSocket listener is another port, often 8084, 8443 or 443",
  4222: "NATS; its WebSocket listener is another port, which its settings name",
  5222: "XMPP over TCP; its WebSockets are often on 5280, 5281, 5443 or 443",
  5432: "PostgreSQL",
  5672: "AMQP; RabbitMQ's WebSockets are on 15674 (STOMP) and 15675 (MQTT)",
  5900: "VNC; a browser needs websockify before it, often on 6080",
  3306: "MySQL",
  3389: "RDP; a browser needs a gateway before it",
  6379: "Redis",
  9092: "Kafka",
  27017: "MongoDB",
  61613: "STOMP over TCP; RabbitMQ's WebSockets are on 15674, ActiveMQ's on 61614",
};

/** One for each display. */
const VNC_PORT = /^59\d\d$/;

/** RFC 6762, RFC 8375 and what routers, companies and clusters use besides. */
const INNER_NAME =
  /\.(?:local|lan|internal|intranet|corp|private|home|home\.arpa|localdomain|docker|consul|svc)$/i;

/** What looks as if nobody had meant it so, in a sentence that stands before other causes; it proves nothing. */
export function readUnfilled(text: string, where: "address" | "subprotocol"): string | null {
  const [found] = UNFILLED.exec(text) ?? [];
  return found === undefined
    ? null
    : `A part of the ${where} was not filled in: “${quote(found)}” stands in the place of a value.`;
}

const unfilledIn = (text: string): string | null => readUnfilled(text, "address");

/** In an address that the constructor did not take. */
export const readOddUrl = (url: string): string | null =>
  unfilledIn(url) ?? readSchemeAsHost(url) ?? readOddPath(url);

/** "ws://https/…", of a scheme that was joined with an address that has one. */
function readSchemeAsHost(url: string): string | null {
  const { host = "" } = parseUrl(url) ?? {};
  return SCHEMES.has(host)
    ? `“${host}” was taken for the name of the host: the scheme stands twice in the address, or the host was not filled in.`
    : null;
}

/** In the name of the host, where it was not found. */
export function readOddName(url: string): string | null {
  const { host = "", hostPort = "" } = parseUrl(url) ?? {};
  const scheme = readSchemeAsHost(url);
  if (scheme) return scheme;
  if (EMPTY_LABEL.test(host)) {
    return `A part of the name was not filled in, it seems: “${quote(host)}” has an empty place.`;
  }
  const [inner] = INNER_NAME.exec(host) ?? [];
  if (inner) {
    const unfilled = unfilledIn(hostPort);
    if (unfilled) return unfilled;
    return `Names that end in “${inner}” exist only within one network, a company's, a home's or a cluster's, and not for a browser outside of it.`;
  }
  if (host === "" || host.includes(".") || host.includes(":") || isLoopback(host)) {
    return unfilledIn(hostPort);
  }
  return (
    unfilledIn(hostPort) ??
    `“${quote(host)}” has no dot: such a name exists only within a network, as between containers, and not for a browser outside.`
  );
}

/** In the path and the query, where a server answered and did not take them. */
export function readOddPath(url: string): string | null {
  const { path = "/", query = null } = parseUrl(url) ?? {};
  const unfilled = unfilledIn(`${path}?${query ?? ""}`);
  if (unfilled) return unfilled;
  const end = STRAY_END.exec(query === null ? path : query)?.[0];
  if (end) {
    return `A sign too many ends the address, such as a quotation mark of the source: “${quote(end)}”.`;
  }
  return path.length > 2 && path.includes("//")
    ? "Two slashes follow each other in the path, as where a base that ends with one was joined with a path that begins with one."
    : null;
}

/** A port that stands behind the path is part of it, and the scheme's own port is asked. */
export function readMisplacedPort(url: string): string | null {
  const { path = "/", port } = parseUrl(url) ?? {};
  const [misplaced] = /:\d{2,5}(?=\/|$)/.exec(path) ?? [];
  return misplaced
    ? `A port stands in the path: “${misplaced}” belongs right behind the host, and as it is port ${port ?? "443 or 80"} was asked.`
    : null;
}

/** Another protocol's port; null where a browser may be meant to use it. */
export function readForeignPort(url: string): string | null {
  const port = parseUrl(url)?.port ?? "";
  const whose = FOREIGN_PORTS[port] ?? (VNC_PORT.test(port) ? FOREIGN_PORTS[5900] : undefined);
  return whose ? `Port ${port} is that of ${whose}.` : null;
}

/** "All addresses of this machine", as a server is told: nobody can be reached there from elsewhere. */
export function readListenAddress(url: string): string | null {
  const { host = "" } = parseUrl(url) ?? {};
  return host === "0.0.0.0" || host === "[::]"
    ? `${host} says where a server listens, on all addresses of its machine; it is no address to connect to.`
    : null;
}
