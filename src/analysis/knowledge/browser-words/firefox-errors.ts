import type { Row } from "./verdict.ts";

/**
 * Firefox's names for errors, as its `webRequest` and its HAR files have them. Sources:
 * xpcom/base/ErrorList.py, security/nss/lib (SSL_ERROR_*, SEC_ERROR_*), mozilla::pkix.
 */
export const FIREFOX_ERRORS: readonly Row[] = [
  { pattern: /NS_ERROR_(MALFORMED|UNKNOWN_PROTOCOL)/, id: "invalid-url", variant: "browser" },
  {
    pattern: /NS_ERROR_(CONTENT_BLOCKED|CSP_)|NS_ERROR_DOM_BAD_URI/,
    id: "handshake-blocked",
    variant: "csp",
  },
  {
    pattern: /NS_ERROR_(\w{1,40}_URI\b|BLOCKED_BY_POLICY)/,
    id: "handshake-blocked",
    variant: "extension",
  },
  { pattern: /NS_ERROR_PORT_ACCESS_NOT_ALLOWED/, id: "handshake-blocked", variant: "port" },
  {
    pattern: /NS_ERROR_LOCAL_NETWORK_ACCESS/,
    id: "handshake-blocked",
    variant: "local-network",
  },
  { pattern: /NS_ERROR_DOM_SECURITY_ERR/, id: "handshake-blocked", variant: "security-error" },
  {
    pattern: /NS_ERROR_PROXY_AUTHENTICATION/,
    id: "auth-rejected",
    variant: "407",
    status: 407,
  },
  {
    pattern: /NS_ERROR_(PROXY_|UNKNOWN_PROXY_HOST)/,
    id: "handshake-unreachable",
    variant: "proxy",
  },
  {
    pattern: /NS_ERROR_(WEBSOCKET_CONNECTION_REFUSED|CONNECTION_REFUSED)/,
    id: "handshake-refused",
  },
  { pattern: /NS_ERROR_(UNKNOWN_HOST|DNS_LOOKUP\w*|DEFINITIVE_UNKNOWN_HOST)/, id: "handshake-dns" },
  {
    pattern: /S(EC|SL)_ERROR_EXPIRED|MOZILLA_PKIX_ERROR_NOT_YET_VALID/,
    id: "handshake-tls",
    variant: "date",
  },
  {
    pattern: /SSL_ERROR_(BAD_CERT_DOMAIN|UNRECOGNIZED_NAME)/,
    id: "handshake-tls",
    variant: "name",
  },
  {
    pattern: /SEC_ERROR_(UNKNOWN_ISSUER|CA_CERT|UNTRUSTED)|PKIX_ERROR_SELF_SIGNED/,
    id: "handshake-tls",
    variant: "authority",
  },
  { pattern: /SEC_ERROR_REVOKED/, id: "handshake-tls", variant: "revoked" },
  { pattern: /PKIX_ERROR_(MITM|KEY_PINNING)/, id: "handshake-tls", variant: "inspected" },
  {
    pattern: /SSL_ERROR_RX_(RECORD_TOO_LONG|UNEXPECTED|MALFORMED)/,
    id: "handshake-tls",
    variant: "protocol",
  },
  {
    pattern: /SSL_ERROR_(NO_CYPHER|UNSUPPORTED_VERSION|PROTOCOL_VERSION)/,
    id: "handshake-tls",
    variant: "version",
  },
  { pattern: /SSL_ERROR_|SEC_ERROR_|MOZILLA_PKIX|NS_ERROR_NET_INADEQUATE/, id: "handshake-tls" },
  { pattern: /NS_ERROR_OFFLINE/, id: "handshake-unreachable", variant: "offline" },
  { pattern: /NS_ERROR_NETWORK_LINK/, id: "handshake-unreachable", variant: "changed" },
  { pattern: /NS_ERROR_NET_(RESET|INTERRUPT)/, id: "handshake-unreachable", variant: "reset" },
  { pattern: /NS_ERROR_NET_EMPTY/, id: "handshake-not-websocket", variant: "empty" },
  { pattern: /NS_ERROR_NET_TIMEOUT/, id: "handshake-timeout", variant: "browser" },
  { pattern: /NS_ERROR_NET_HTTP[23]/, id: "handshake-failed", variant: "http2" },
  { pattern: /NS_ERROR_REDIRECT/, id: "handshake-rejected", variant: "redirect" },
  {
    pattern: /NS_ERROR_(CORRUPTED_CONTENT|INVALID_CONTENT|NET_CORRUPTED)/,
    id: "handshake-not-websocket",
    variant: "not-http",
  },
  { pattern: /NS_(BINDING_ABORTED|ERROR_ABORT)/, id: "handshake-failed", variant: "cancelled" },
];
