import { statusInError } from "../../protocol/handshake.ts";
import type { CauseId } from "../findings.ts";

/** What a text or a status says of a handshake. `variant` picks among the finding's texts. */
export type HandshakeVerdict = { id: CauseId; variant?: string; status?: number };

type Row = { pattern: RegExp } & HandshakeVerdict;

/**
 * Chromium's words for a failed handshake, the more telling first. Sources:
 * net/base/net_error_list.h, net/websockets/websocket_stream.cc and
 * websocket_basic_handshake_stream.cc, third_party/blink/renderer/modules/websockets. The names
 * that end in a wildcard stand for families whose members were not each provoked.
 */
const ROWS: Row[] = [
  // The page's own doing, before the network says anything.
  {
    pattern: /closed before the connection is established/i,
    id: "closed-by-page",
    variant: "connecting",
  },
  { pattern: /insufficient[ _]resources/i, id: "too-many-sockets" },
  {
    pattern: /insecure WebSocket connection may not be initiated/i,
    id: "handshake-blocked",
    variant: "mixed-content",
  },
  {
    pattern: /content security policy|ERR_BLOCKED_BY_CSP/i,
    id: "handshake-blocked",
    variant: "csp",
  },
  { pattern: /ERR_BLOCKED_BY_CLIENT/, id: "handshake-blocked", variant: "extension" },
  {
    pattern: /ERR_BLOCKED_BY_(LOCAL|PRIVATE)_NETWORK/,
    id: "handshake-blocked",
    variant: "local-network",
  },
  { pattern: /ERR_UNSAFE_PORT/, id: "handshake-blocked", variant: "port" },
  { pattern: /ERR_BLOCKED_BY_|ERR_NETWORK_ACCESS_DENIED/, id: "handshake-blocked" },
  {
    pattern: /ERR_(INVALID_URL|DISALLOWED_URL_SCHEME|UNKNOWN_URL_SCHEME)\b/,
    id: "invalid-url",
    variant: "browser",
  },
  // 407 from a server that is no proxy has words without the number.
  {
    pattern: /ERR_(UNEXPECTED_PROXY_AUTH|PROXY_AUTH_\w+)/i,
    id: "auth-rejected",
    variant: "407",
    status: 407,
  },
  {
    pattern: /ERR_INVALID_AUTH_CREDENTIALS/i,
    id: "auth-rejected",
    variant: "401",
    status: 401,
  },
  { pattern: /ERR_CONNECTION_REFUSED/, id: "handshake-refused" },
  { pattern: /ERR_NAME_|ERR_DNS_|ERR_ICANN_NAME_COLLISION/, id: "handshake-dns" },
  { pattern: /ERR_CERT_DATE_INVALID/, id: "handshake-tls", variant: "date" },
  {
    pattern: /ERR_CERT_COMMON_NAME_INVALID|ERR_SSL_UNRECOGNIZED_NAME_ALERT/,
    id: "handshake-tls",
    variant: "name",
  },
  { pattern: /ERR_CERT_AUTHORITY_INVALID/, id: "handshake-tls", variant: "authority" },
  { pattern: /ERR_SSL_PROTOCOL_ERROR/, id: "handshake-tls", variant: "protocol" },
  {
    pattern: /ERR_SSL_(VERSION_OR_CIPHER_MISMATCH|OBSOLETE_VERSION)/,
    id: "handshake-tls",
    variant: "version",
  },
  {
    pattern: /ERR_(SSL_CLIENT_AUTH\w*|BAD_SSL_CLIENT_AUTH_CERT)/,
    id: "handshake-tls",
    variant: "client-certificate",
  },
  { pattern: /ERR_(CERT_|SSL_|CERTIFICATE_|TLS)/, id: "handshake-tls" },
  { pattern: /ERR_INTERNET_DISCONNECTED/, id: "handshake-unreachable", variant: "offline" },
  {
    pattern: /ERR_NETWORK_(CHANGED|IO_SUSPENDED)/,
    id: "handshake-unreachable",
    variant: "changed",
  },
  {
    pattern: /tunnel via proxy|ERR_(TUNNEL|PROXY|SOCKS|MANDATORY_PROXY|NO_SUPPORTED_PROXIES)/i,
    id: "handshake-unreachable",
    variant: "proxy",
  },
  {
    pattern: /ERR_CONNECTION_(RESET|ABORTED)|ERR_SOCKET_NOT_CONNECTED/,
    id: "handshake-unreachable",
    variant: "reset",
  },
  { pattern: /ERR_CONNECTION_CLOSED/, id: "handshake-unreachable", variant: "closed" },
  { pattern: /ERR_(ADDRESS_|CONNECTION_FAILED)/, id: "handshake-unreachable" },
  {
    pattern: /ERR_(CONNECTION_)?TIMED_OUT|opening handshake timed out/i,
    id: "handshake-timeout",
    variant: "browser",
  },
  // net/websockets/websocket_basic_handshake_stream.cc, ValidateSubProtocol.
  {
    pattern: /Sent non-empty 'Sec-WebSocket-Protocol' header but no response/i,
    id: "subprotocol-mismatch",
    variant: "none",
  },
  {
    pattern: /Response must not include 'Sec-WebSocket-Protocol'/i,
    id: "subprotocol-mismatch",
    variant: "unasked",
  },
  { pattern: /Sec-WebSocket-Protocol/i, id: "subprotocol-mismatch" },
  { pattern: /Sec-WebSocket-Extensions/i, id: "handshake-not-websocket", variant: "extensions" },
  {
    pattern:
      /Error during WebSocket handshake:.{0,80}\b(Upgrade|Connection|Sec-WebSocket-Accept)\b/i,
    id: "handshake-not-websocket",
    variant: "headers",
  },
  {
    pattern: /closed before receiving a handshake response|ERR_EMPTY_RESPONSE/i,
    id: "handshake-not-websocket",
    variant: "empty",
  },
  {
    pattern:
      /Invalid status line|ERR_INVALID_(HTTP_)?RESPONSE|ERR_RESPONSE_HEADERS|ERR_INVALID_CHUNKED/i,
    id: "handshake-not-websocket",
    variant: "not-http",
  },
  { pattern: /ERR_(HTTP2|QUIC)_/, id: "handshake-failed", variant: "http2" },
  {
    pattern: /handshake was cancell?ed|ERR_ABORTED/i,
    id: "handshake-failed",
    variant: "cancelled",
  },
];

/** Cloudflare's own statuses (developers.cloudflare.com, 5xx errors): what failed between it and its origin. */
const EDGE_VARIANTS: Record<number, string> = {
  521: "edge-refused",
  522: "edge-unreachable",
  523: "edge-unreachable",
  524: "edge-slow",
  525: "edge-tls",
  526: "edge-tls",
};

/** What an HTTP status says; null for the two that are success (101, and 200 where it opened). */
export function judgeStatus(status: number): HandshakeVerdict | null {
  if (status === 101 || !Number.isFinite(status)) return null;
  if (status === 401 || status === 403 || status === 407) {
    return { id: "auth-rejected", variant: String(status), status };
  }
  if (status === 404 || status === 410) return { id: "handshake-not-found", status };
  if (status === 429) return { id: "rate-limited", variant: "handshake", status };
  if (status === 200 || status === 426) {
    return { id: "handshake-not-websocket", variant: String(status), status };
  }
  if (status === 502) return { id: "handshake-server-error", variant: "upstream", status };
  if (status === 504) return { id: "handshake-server-error", variant: "upstream-slow", status };
  if (status === 503) return { id: "handshake-server-error", variant: "503", status };
  if (status === 500) return { id: "handshake-server-error", status };
  if (status >= 520 && status <= 530) {
    return { id: "handshake-server-error", variant: EDGE_VARIANTS[status] ?? "edge", status };
  }
  if (status >= 300 && status < 400)
    return { id: "handshake-rejected", variant: "redirect", status };
  if (status === 400) return { id: "handshake-rejected", variant: "400", status };
  return { id: "handshake-rejected", status };
}

/** What Chromium's words say, or null where they are none that are known. */
export function judgeError(text: string): HandshakeVerdict | null {
  const status = statusInError(text);
  if (status) return judgeStatus(status);
  const row = ROWS.find(({ pattern }) => pattern.test(text));
  if (!row) return null;
  const { pattern: _, ...verdict } = row;
  return verdict;
}

/** What a frame error that only DevTools saw says of a connection that had opened. */
export function judgeFrameError(text: string): HandshakeVerdict | null {
  if (/decode a text frame as UTF-8/i.test(text))
    return { id: "invalid-payload", variant: "browser" };
  if (/too (large|big)/i.test(text)) return { id: "message-too-big", variant: "browser" };
  if (/frame|mask|reserved bit|opcode|continuation|fragment/i.test(text)) {
    return { id: "protocol-error", variant: "browser" };
  }
  return null;
}
