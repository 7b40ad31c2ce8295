import type { Row } from "./verdict.ts";

/**
 * Chromium's network errors (net/base/net_error_list.h) in families: whatever a member is called,
 * it has the meaning and the fix of its family. What is of no row cannot come of a WebSocket
 * (files, cache, FTP, imports of certificates), or says nothing by itself (`ERR_FAILED`).
 */
export const NET_ERRORS: readonly Row[] = [
  {
    pattern: /ERR_(PRECONNECT_MAX_SOCKET_LIMIT|WS_THROTTLE_QUEUE_TOO_LARGE|TEMPORARILY_THROTTLED)/,
    id: "too-many-sockets",
    variant: "throttled",
  },
  {
    pattern: /ERR_(OUT_OF_MEMORY|NO_BUFFER_SPACE|ADDRESS_IN_USE|SOCKET_(SET|RECEIVE|SEND)_\w+)/,
    id: "too-many-sockets",
    variant: "computer",
  },
  { pattern: /ERR_BLOCKED_BY_CLIENT/, id: "handshake-blocked", variant: "extension" },
  { pattern: /ERR_BLOCKED_BY_ADMINISTRATOR/, id: "handshake-blocked", variant: "administrator" },
  {
    pattern: /(LOCAL|PRIVATE)_NETWORK|ERR_INCONSISTENT_IP_ADDRESS_SPACE/,
    id: "handshake-blocked",
    variant: "local-network",
  },
  { pattern: /ERR_UNSAFE_PORT/, id: "handshake-blocked", variant: "port" },
  { pattern: /ERR_CLEARTEXT_NOT_PERMITTED/, id: "handshake-blocked", variant: "cleartext" },
  { pattern: /ERR_(NETWORK_)?ACCESS_DENIED/, id: "handshake-blocked", variant: "firewall" },
  { pattern: /ERR_BLOCKED_BY_/, id: "handshake-blocked" },
  {
    pattern: /ERR_(INVALID_URL|DISALLOWED_URL_SCHEME|UNKNOWN_URL_SCHEME|ADDRESS_INVALID)\b/,
    id: "invalid-url",
    variant: "browser",
  },
  // A proxy's login, before what else is wrong with a proxy.
  {
    pattern: /ERR_(UNEXPECTED_PROXY_AUTH|PROXY_AUTH_\w+|UNABLE_TO_REUSE_CONNECTION_FOR_PROXY)/i,
    id: "auth-rejected",
    variant: "407",
    status: 407,
  },
  {
    pattern:
      /ERR_(INVALID_AUTH|MISSING_AUTH|MALFORMED_IDENTITY|UNSUPPORTED_AUTH|(UNEXPECTED|UNDOCUMENTED)_SECURITY|MISCONFIGURED_AUTH|TOO_MANY_RETRIES)/i,
    id: "auth-rejected",
    variant: "basic",
    status: 401,
  },
  { pattern: /ERR_CONNECTION_REFUSED/, id: "handshake-refused" },
  {
    pattern: /ERR_(NAME_|DNS_|ICANN_NAME_COLLISION|HOST_RESOLVER_)/,
    id: "handshake-dns",
  },
  {
    pattern: /ERR_(TUNNEL|PROXY|HTTPS_PROXY|SOCKS_|MANDATORY_PROXY|NO_SUPPORTED_PROXIES|PAC_)/i,
    id: "handshake-unreachable",
    variant: "proxy",
  },
  { pattern: /ERR_CERT_DATE_INVALID/, id: "handshake-tls", variant: "date" },
  {
    pattern: /ERR_CERT_COMMON_NAME_INVALID|ERR_SSL_UNRECOGNIZED_NAME_ALERT/,
    id: "handshake-tls",
    variant: "name",
  },
  { pattern: /ERR_CERT_AUTHORITY_INVALID/, id: "handshake-tls", variant: "authority" },
  {
    pattern: /ERR_CERT_(REVOKED|NO_REVOCATION|UNABLE_TO_CHECK)/,
    id: "handshake-tls",
    variant: "revoked",
  },
  {
    pattern: /ERR_(TLS13_DOWNGRADE|SSL_PINNED_KEY|CERT_KNOWN_INTERCEPTION|WRONG_VERSION_ON_EARLY)/,
    id: "handshake-tls",
    variant: "inspected",
  },
  { pattern: /ERR_SSL_PROTOCOL_ERROR/, id: "handshake-tls", variant: "protocol" },
  {
    pattern: /ERR_(SSL_(VERSION_OR_CIPHER_MISMATCH|OBSOLETE_\w+)|NO_SSL_VERSIONS_ENABLED)/,
    id: "handshake-tls",
    variant: "version",
  },
  {
    pattern: /ERR_(SSL_CLIENT_AUTH\w*|BAD_SSL_CLIENT_AUTH_CERT|CLIENT_AUTH_CERT_TYPE)/,
    id: "handshake-tls",
    variant: "client-certificate",
  },
  {
    pattern:
      /ERR_(CERT_(CONTAINS|INVALID|WEAK|NON_UNIQUE|NAME_CONSTRAINT|VALIDITY|SYMANTEC)|CERTIFICATE_TRANSPARENCY|CT_|SSL_(BAD_PEER|KEY_USAGE|SERVER_CERT_BAD))/,
    id: "handshake-tls",
    variant: "certificate",
  },
  {
    pattern:
      /ERR_(CERT_|SSL_|CERTIFICATE_|TLS|ECH_|INVALID_ECH|ALPN_|EARLY_DATA|INSECURE_RESPONSE|NO_PRIVATE_KEY_FOR_CERT)/,
    id: "handshake-tls",
  },
  { pattern: /ERR_INTERNET_DISCONNECTED/, id: "handshake-unreachable", variant: "offline" },
  { pattern: /ERR_NETWORK_IO_SUSPENDED/, id: "handshake-unreachable", variant: "suspended" },
  { pattern: /ERR_NETWORK_CHANGED/, id: "handshake-unreachable", variant: "changed" },
  {
    pattern: /ERR_CONNECTION_(RESET|ABORTED)|ERR_SOCKET_(NOT|IS)_CONNECTED|ERR_WINSOCK/,
    id: "handshake-unreachable",
    variant: "reset",
  },
  { pattern: /ERR_CONNECTION_CLOSED/, id: "handshake-unreachable", variant: "closed" },
  { pattern: /ERR_(ADDRESS_|CONNECTION_FAILED)/, id: "handshake-unreachable" },
  { pattern: /ERR_(CONNECTION_)?TIMED_OUT/i, id: "handshake-timeout", variant: "browser" },
  { pattern: /ERR_EMPTY_RESPONSE/, id: "handshake-not-websocket", variant: "empty" },
  {
    pattern: /ERR_RESPONSE_HEADERS_TOO_BIG/,
    id: "handshake-not-websocket",
    variant: "headers-too-big",
  },
  {
    pattern:
      /ERR_(HTTP2_|QUIC_|SPDY_|HTTP_1_1_REQUIRED|H2_OR_QUIC|INCOMPLETE_HTTP2|SYN_REPLY|TOO_MANY_ACCEPT_CH)/,
    id: "handshake-failed",
    variant: "http2",
  },
  {
    pattern: /ERR_(INVALID|TOO_MANY|UNSAFE)_REDIRECT/,
    id: "handshake-rejected",
    variant: "redirect",
  },
  {
    pattern:
      /ERR_(INVALID_(HTTP_)?RESPONSE|RESPONSE_(HEADERS|BODY)|INVALID_CHUNKED|INCOMPLETE_CHUNKED|CONTENT_(DECODING|LENGTH)|ENCODING_|METHOD_NOT_SUPPORTED|MSG_TOO_BIG|HTTP_RESPONSE_CODE|REQUEST_RANGE|WS_PROTOCOL_ERROR)/i,
    id: "handshake-not-websocket",
    variant: "not-http",
  },
  {
    pattern: /ERR_(ABORTED|CONTEXT_SHUT_DOWN|WS_UPGRADE)\b/,
    id: "handshake-failed",
    variant: "cancelled",
  },
];
