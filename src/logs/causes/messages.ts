/**
 * Sentences of servers' error logs. nginx: src/event/ngx_event_*.c, src/http/ngx_http_upstream.c
 * ("while proxying upgraded connection"); Apache: modules/proxy/*.c with their AH numbers; Caddy:
 * modules/caddyhttp/reverseproxy; Go's net package for Caddy and Traefik.
 */
import type { Blame, CauseKind, LogCause } from "../record.ts";

/** `signs`: any of these stands in the line, whatever the case of its letters; `*` for some words between. */
type Row = { by: Blame | null; kind: CauseKind; signs: string[]; words: string };

/** The first that fits; more exact ones first. */
const ROWS: Row[] = [
  // Who reads from one side and cannot go on tells of that side.
  {
    by: "client",
    kind: "client-lost",
    signs: ["Error when copying from client to backend"],
    words: "the client's connection broke",
  },
  {
    by: "server",
    kind: "upstream-lost",
    signs: ["Error when copying from backend to client"],
    words: "the connection to the upstream broke",
  },
  {
    by: "client",
    kind: "client-lost",
    signs: ["client timed out * while proxying upgraded connection", "ERRORINFO_CLIENT_TIMED_OUT"],
    words: "the client took no data for as long as the proxy waits (nginx: send_timeout)",
  },
  {
    by: "self",
    kind: "no-upstream",
    signs: ["AH02439"],
    words: "the upstream's address in its configuration is none",
  },
  {
    by: "self",
    kind: "idle-limit",
    signs: ["upstream timed out * while proxying upgraded connection"],
    words: "nothing passed for as long as nginx waits (proxy_read_timeout, or proxy_send_timeout)",
  },
  {
    by: "server",
    kind: "connect-timeout",
    signs: ["upstream timed out * while connecting to upstream"],
    words: "the upstream did not accept the connection in time (proxy_connect_timeout)",
  },
  {
    by: "server",
    kind: "tls-upstream",
    signs: ["upstream timed out * while SSL handshaking"],
    words: "the TLS handshake with the upstream took too long",
  },
  {
    by: "server",
    kind: "answer-timeout",
    signs: ["upstream timed out", "ERRORINFO_UPSTREAM_TIMED_OUT"],
    words: "the upstream did not answer in time (proxy_read_timeout)",
  },
  {
    by: "client",
    kind: "client-lost",
    signs: [
      "client * prematurely closed connection",
      "client prematurely closed connection",
      "client * closed connection",
      "client closed connection",
      "context canceled",
      "499 client closed request",
      "aborting with incomplete response",
      "ERRORINFO_CLIENT_CLOSED_REQUEST",
    ],
    words: "the client left",
  },
  {
    by: "server",
    kind: "no-upstream",
    signs: ["no live upstreams", "ERRORINFO_UPSTREAM_NO_LIVE"],
    words: "each of the upstreams is held for dead after failures",
  },
  {
    by: "server",
    kind: "tls-upstream",
    signs: [
      "while SSL handshaking to upstream",
      "SSL_do_handshake() failed",
      "SSL_connect",
      "upstream SSL certificate",
      "certificate verify failed",
      "AH02411",
      "AH01084 * SSL",
      "AH00961",
      "tls: ",
      "x509: ",
    ],
    words: "TLS to the upstream failed",
  },
  {
    by: "server",
    kind: "connect-refused",
    signs: ["connect() failed (111", "connection refused", "ECONNREFUSED"],
    words: "the upstream refused the connection",
  },
  {
    by: "server",
    kind: "connect-timeout",
    signs: [
      "AH00957 * timed out",
      "AH01114 * timeout",
      "i/o timeout",
      "context deadline exceeded",
      "dial tcp * timeout",
    ],
    words: "the upstream did not accept the connection in time",
  },
  {
    by: "server",
    kind: "connect-refused",
    signs: [
      "connect() failed",
      "AH00957",
      "AH01114",
      "no route to host",
      "host is unreachable",
      "network is unreachable",
    ],
    words: "no connection to the upstream could be made",
  },
  {
    by: "server",
    kind: "upstream-lost",
    signs: ["upstream prematurely closed connection", "ERRORINFO_UPSTREAM_CLOSED_CONNECTION"],
    words: "the upstream closed before it had answered",
  },
  {
    by: "server",
    kind: "upstream-lost",
    signs: [
      "recv() failed * while proxying upgraded connection",
      "readv() failed * while proxying upgraded connection",
      "send() failed * while proxying upgraded connection",
      "writev() failed * while proxying upgraded connection",
      "SSL_read() failed * while proxying upgraded connection",
    ],
    words: "the connection to the upstream was reset",
  },
  {
    by: "server",
    kind: "upstream-lost",
    signs: ["recv() failed * while reading response header from upstream"],
    words: "the connection to the upstream was reset before it had answered",
  },
  {
    by: "server",
    kind: "bad-answer",
    signs: [
      "AH01102",
      "AH00898",
      "error reading status line from remote server",
      "error reading from remote server",
      "upstream sent invalid",
      "upstream sent too big",
      "upstream sent unsupported",
      "upstream sent no valid",
    ],
    words: "the upstream gave no proper answer",
  },
  {
    by: "server",
    kind: "upstream-lost",
    signs: ["AH01110", "network error reading response"],
    words: "the upstream's answer broke off",
  },
  {
    by: "client",
    kind: "client-lost",
    signs: ["AH01095", "AH01086", "prefetch request body failed"],
    words: "the request did not come in whole",
  },
  {
    by: "self",
    kind: "too-big",
    signs: ["client intended to send too large body"],
    words: "the request was larger than client_max_body_size",
  },
  {
    by: "self",
    kind: "too-big",
    signs: ["max payload size exceeded", "message too big", "read limit exceeded"],
    words: "a message was larger than the server takes",
  },
  {
    by: "self",
    kind: "no-upstream",
    signs: ["AH01144", "No protocol handler was valid"],
    words: "it has no module for the upstream's scheme (mod_proxy_wstunnel, for one)",
  },
  {
    by: "self",
    kind: "bad-answer",
    signs: ["failed to upgrade to websocket"],
    words: "the request asked for no upgrade when it came, or its origin is not allowed",
  },
  {
    by: "client",
    kind: "client-lost",
    signs: ["remote party closed the websocket connection without completing"],
    words: "the other side was gone without a close frame",
  },
  {
    by: "self",
    kind: "rate-limited",
    signs: ["limiting requests", "limiting connections", "rate limit"],
    words: "a limit on requests or connections was reached",
  },
  {
    by: "self",
    kind: "denied",
    signs: ["access forbidden by rule", "client denied by server configuration", "AH01630"],
    words: "a rule refused the request",
  },
  {
    by: "self",
    kind: "auth",
    signs: ["was not found in", "password mismatch", "no user/password was provided"],
    words: "the login was refused",
  },
  {
    by: "self",
    kind: "overloaded",
    signs: [
      "worker_connections are not enough",
      "too many open files",
      "AH00484",
      "AH00161",
      "AH03490",
      "MaxRequestWorkers",
    ],
    words: "the server has no room for another connection",
  },
  {
    by: "server",
    kind: "no-upstream",
    signs: [
      "no servers available",
      "no server is available",
      "no available server",
      "no upstreams available",
    ],
    words: "there is no upstream to go to",
  },
  {
    by: null,
    kind: "upstream-lost",
    signs: [
      "websocket: close 1006",
      "unexpected EOF",
      "connection reset by peer",
      "ECONNRESET",
      "broken pipe",
      "EPIPE",
    ],
    words: "the connection was reset",
  },
];

/** In lower case, and cut where anything may stand between. */
const CUT = ROWS.map(({ signs }) => signs.map((sign) => sign.toLowerCase().split("*")));
/** A sentence, and what it quotes of a request. */
const MAX_READ = 1_500;

export function readMessage(text: string): LogCause | null {
  const message = text.slice(0, MAX_READ).toLowerCase();
  for (const [i, { by, kind, words, signs }] of ROWS.entries()) {
    const found = CUT[i]?.findIndex((parts) => contains(message, parts)) ?? -1;
    if (found >= 0)
      return { by, kind, words, sign: (signs[found] ?? "").replace(" * ", " … ").trim() };
  }
  return null;
}

function contains(message: string, parts: readonly string[]): boolean {
  let place = 0;
  for (const part of parts) {
    const at = message.indexOf(part, place);
    if (at < 0) return false;
    place = at + part.length;
  }
  return true;
}
