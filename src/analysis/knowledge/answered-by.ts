import type { ServiceName } from "../../services/services.ts";
import type { HandshakeVerdict } from "./browser-words/verdict.ts";

/** What is known of a refused handshake. */
export type Answered = {
  status: number;
  /** Who shows to be there, by the address, by headers, by the page of a plain request. */
  who: ReadonlySet<ServiceName>;
  path: string;
  query: string;
  /** Of everything that the browser sent. */
  requestBytes: number;
  isLoopback: boolean;
  /** A header of the answer asks for a login by HTTP itself. */
  wantsHttpLogin: boolean;
  /** The page is of the same scheme, host and port, by the Origin that was sent; null where none was seen. */
  isSameOrigin: boolean | null;
  /** Somebody's own hosts, which know their clients by keys rather than by where a page is from. */
  isService: boolean;
  /** Envoy took the answer from the application behind it. */
  isOfUpstream: boolean;
};

type Rule = {
  statuses: readonly number[];
  /** Any of them. */
  who?: readonly ServiceName[];
  when?: (answered: Answered) => boolean;
  /** Whoever answers so answers every request so, an upgrade as well as a plain one. */
  anyRequest?: true;
  /** Left out: what the status says by itself. */
  id?: HandshakeVerdict["id"];
  variant: NonNullable<HandshakeVerdict["variant"]>;
};

/** What a handler of plain requests answers, or a proxy in its place, to an upgrade that arrived as none. */
const AS_PLAIN = [200, 400, 404, 405, 426];
const STATIC: ServiceName[] = [
  "vercel",
  "netlify",
  "github-pages",
  "amazon-s3",
  "firebase-hosting",
  "file-server",
];
const ON_THE_WAY: ServiceName[] = [
  "nginx",
  "apache",
  "caddy",
  "kong",
  "varnish",
  "cloudfront",
  "aws-clb",
];
/** They forward upgrades by themselves, and put their name in the place of those behind them. */
const FORWARDING: ServiceName[] = ["cloudflare", "google-lb"];
/** Presigned by AWS' Signature 4 or Google's, or with a shared access signature of Azure. */
const isSigned = ({ query }: Answered): boolean =>
  /(?:^|&)X-(?:Amz|Goog)-Signature=/i.test(query) ||
  (/(?:^|&)sig=/.test(query) && /(?:^|&)se=/.test(query));
const SOCKJS_SESSION = /\/\d{3}\/[\w-]{8}\/websocket$/;
/** nginx and Node take 8 to 16 KiB of headers, and cookies are what grows. */
const LARGE_REQUEST = 7_000;

/**
 * Who answered changes what a status means: the first rule that fits, the more telling before the
 * more general. `texts/never-opened/answered-by.ts` has the meaning and the fix of each variant.
 */
const RULES: readonly Rule[] = [
  {
    statuses: [200, 403, 429, 503],
    who: ["bot-check"],
    id: "handshake-rejected",
    variant: "challenge",
    anyRequest: true,
  },
  {
    statuses: [400, 404],
    who: ["tls-port"],
    id: "handshake-not-websocket",
    variant: "tls-port",
    anyRequest: true,
  },
  {
    statuses: [200, 403, 404, 405],
    who: ["airplay"],
    id: "handshake-not-websocket",
    variant: "airplay",
    anyRequest: true,
  },
  // Of a company or a school: the same for every request, and nothing of it may come to the server.
  {
    statuses: [400, 403, 404, 405, 426, 501, 502, 503, 504],
    who: ["web-filter"],
    id: "handshake-rejected",
    variant: "web-filter",
  },
  {
    statuses: [401],
    when: ({ wantsHttpLogin }) => wantsHttpLogin,
    id: "auth-rejected",
    variant: "basic",
  },
  { statuses: [413, 431, 494], id: "handshake-rejected", variant: "headers-too-large" },
  {
    statuses: [400],
    when: ({ requestBytes }) => requestBytes > LARGE_REQUEST,
    id: "handshake-rejected",
    variant: "headers-too-large",
  },
  // An id that one server made and another does not know. Sources: socketio/socket.io:
  // packages/engine.io/lib/server.ts ("Session ID unknown"), dotnet/aspnetcore:
  // HttpConnectionDispatcher.cs (404, "No Connection with that ID").
  {
    statuses: [400, 404],
    when: ({ query }) => /(?:^|&)EIO=\d/.test(query) && /(?:^|&)sid=./.test(query),
    variant: "session-socket-io",
  },
  {
    statuses: [400, 404],
    when: ({ query, who }) =>
      /(?:^|&)id=[\w-]{22}(?:&|$)/.test(query) || (who.has("signalr") && /(?:^|&)id=/.test(query)),
    variant: "session-signalr",
  },
  // sockjs/sockjs-node:lib/transport/websocket.js; spring-websocket: WebSocketTransportHandler.
  {
    statuses: [400],
    when: ({ path }) => SOCKJS_SESSION.test(path),
    variant: "sockjs-upgrade",
  },
  {
    statuses: [404],
    when: ({ path }) => SOCKJS_SESSION.test(path),
    variant: "session-sockjs",
  },
  // Sources: rails/rails:actioncable/lib/action_cable/connection/base.rb (respond_to_invalid_request
  // is 404); miguelgrinberg/python-engineio:src/engineio/base_server.py ("Not an accepted origin", 400).
  { statuses: [404], who: ["actioncable"], variant: "action-cable" },
  {
    statuses: [400],
    who: [...ON_THE_WAY, ...FORWARDING],
    when: ({ query, isSameOrigin }) => /(?:^|&)EIO=\d/.test(query) && isSameOrigin !== false,
    variant: "engine-io-proxied",
  },
  {
    statuses: [400],
    when: ({ query }) => /(?:^|&)EIO=\d/.test(query),
    variant: "engine-io",
  },
  {
    statuses: AS_PLAIN,
    who: ["sockjs"],
    when: ({ path }) => !path.endsWith("/websocket"),
    variant: "sockjs-raw",
  },
  // Servers that cannot upgrade. Sources: encode/uvicorn:docs/settings.md, django/django:
  // docs/howto/deployment, starlette:starlette/routing.py (a WebSocketRoute answers HTTP with 404).
  { statuses: [404], who: ["uvicorn"], variant: "no-library" },
  { statuses: AS_PLAIN, who: ["wsgi"], variant: "wsgi" },
  { statuses: [...AS_PLAIN, 403, 501], who: STATIC, id: "handshake-not-found", variant: "static" },
  { statuses: [403], who: ["uvicorn", "asgi"], id: "auth-rejected", variant: "asgi" },
  {
    statuses: [403],
    who: ["tornado"],
    // Nothing on a page's own computer stands between the two and changes Host.
    when: ({ isLoopback, isSameOrigin }) => isLoopback && isSameOrigin === true,
    id: "auth-rejected",
    variant: "tornado-login",
  },
  { statuses: [403], who: ["tornado"], id: "auth-rejected", variant: "tornado" },
  {
    statuses: [403],
    who: ["envoy"],
    when: ({ isOfUpstream }) => !isOfUpstream,
    id: "handshake-rejected",
    variant: "upgrades-off",
  },
  { statuses: [400], who: ["envoy"], variant: "envoy-400" },
  // envoyproxy/envoy: http1_protocol_options.accept_http_10; imroc/learning-istio#16
  { statuses: [426], who: ["envoy"], variant: "envoy-426" },
  // Who signs an address signs for a service, a region, a moment and a role, and for nobody's origin.
  {
    statuses: [400, 401, 403],
    when: isSigned,
    id: "auth-rejected",
    variant: "signed",
  },
  {
    statuses: [403],
    when: ({ isService }) => isService,
    id: "auth-rejected",
    variant: "403-service",
  },
  {
    statuses: [403],
    when: ({ isSameOrigin }) => isSameOrigin === false,
    id: "auth-rejected",
    variant: "403-foreign",
  },
  {
    statuses: [403],
    when: ({ isSameOrigin }) => isSameOrigin === true,
    id: "auth-rejected",
    variant: "403-own",
  },
  {
    statuses: [503],
    who: ["azure-app-service", "iis"],
    id: "handshake-server-error",
    variant: "switched-off",
  },
  { statuses: [...AS_PLAIN, 204, 501], who: ["iis"], variant: "iis" },
  { statuses: AS_PLAIN, who: ["dev-server"], variant: "dev-server" },
  // A proxy that gave its own page had no route; one that passed on another's had dropped the upgrade.
  {
    statuses: [404],
    who: ["nginx-itself", "apache-itself", "ingress-default", "go-mux"],
    variant: "no-route",
  },
  // Mattermost, python-engineio and others answer an origin that they do not allow with 400.
  {
    statuses: [400],
    who: [...ON_THE_WAY, ...FORWARDING],
    when: ({ isSameOrigin }) => isSameOrigin === false,
    variant: "stripped-foreign",
  },
  { statuses: AS_PLAIN, who: ON_THE_WAY, variant: "stripped" },
  { statuses: AS_PLAIN, who: FORWARDING, variant: "stripped-behind" },
  {
    statuses: [500, 501],
    who: [...ON_THE_WAY, ...FORWARDING],
    id: "handshake-server-error",
    variant: "failed-behind",
  },
  // ws refuses a path that is not its own with 400, and nothing is between a page and its own computer.
  {
    statuses: [400],
    when: ({ isLoopback }) => isLoopback,
    id: "handshake-rejected",
    variant: "not-its-path",
  },
  { statuses: [402], id: "handshake-rejected", variant: "402" },
  { statuses: [408], id: "handshake-rejected", variant: "408" },
  { statuses: [511], id: "handshake-rejected", variant: "511" },
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
  ...([405, 421, 451, 464, 501, 505, 561] as const).map(
    (status): Rule => ({ statuses: [status], id: "handshake-rejected", variant: `${status}` }),
  ),
];

const ruleFor = (answered: Answered, rules: readonly Rule[]) =>
  rules.find(
    ({ statuses, who, when }) =>
      statuses.includes(answered.status) &&
      (who?.some((name) => answered.who.has(name)) ?? true) &&
      (when?.(answered) ?? true),
  );

/** What a status means where it is known who gave it; null where it means what it always does. */
export function judgeAnswered(answered: Answered, byStatus: HandshakeVerdict): HandshakeVerdict {
  const rule = ruleFor(answered, RULES);
  if (!rule) return byStatus;
  return { id: rule.id ?? byStatus.id, variant: rule.variant, status: answered.status };
}

const ANY_REQUEST = RULES.filter(({ anyRequest }) => anyRequest);

/** What the answer to a plain request says of the upgrade; null where it says nothing. */
export function judgePlain(answered: Answered): HandshakeVerdict | null {
  const rule = ruleFor(answered, ANY_REQUEST);
  return rule?.id ? { id: rule.id, variant: rule.variant, status: answered.status } : null;
}
