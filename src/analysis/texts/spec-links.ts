import type { FindingId } from "../finding.ts";

/** Where the rule behind a finding is written. */
export type SpecLink = { label: string; url: string };

const rfc = (number: number, section: string, what: string): SpecLink => ({
  label: `RFC ${number} §${section}: ${what}`,
  url: `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}`,
});
const api = (anchor: string, what: string): SpecLink => ({
  label: `WebSockets standard: ${what}`,
  url: `https://websockets.spec.whatwg.org/#${anchor}`,
});

const CLIENT_HANDSHAKE = rfc(6455, "4.1", "the client's side of the handshake");
const SERVER_HANDSHAKE = rfc(6455, "4.2.2", "the server's side of the handshake");
const CLOSE_CODES = rfc(6455, "7.4.1", "close codes");
const IANA_CODES: SpecLink = {
  label: "IANA: registered close codes",
  url: "https://www.iana.org/assignments/websocket/websocket.xhtml#close-code-number",
};
const ABNORMAL = rfc(6455, "7.2.3", "coming back after an abnormal closure");
const PING = rfc(6455, "5.5.2", "ping and pong");
const CLIENT_ERRORS = rfc(9110, "15.5", "answers that blame the request");
const SEND = api("dom-websocket-send", "send()");
const CLOSING = rfc(6455, "7.1.2", "the closing handshake");
const LIFECYCLE: SpecLink = {
  label: "Page Lifecycle: frozen and discarded pages",
  url: "https://wicg.github.io/page-lifecycle/",
};

/** Null where no standard has a say. */
export const SPEC_LINKS = {
  "handshake-refused": CLIENT_HANDSHAKE,
  "handshake-dns": CLIENT_HANDSHAKE,
  "handshake-tls": CLIENT_HANDSHAKE,
  "handshake-unreachable": CLIENT_HANDSHAKE,
  "handshake-rejected": SERVER_HANDSHAKE,
  "handshake-not-found": rfc(9110, "15.5.5", "404 Not Found"),
  "handshake-not-websocket": SERVER_HANDSHAKE,
  "subprotocol-mismatch": rfc(6455, "1.9", "subprotocols"),
  "handshake-server-error": rfc(9110, "15.6", "answers that blame the server"),
  "handshake-queued": CLIENT_HANDSHAKE,
  "handshake-blocked": {
    label: "Content Security Policy: connect-src",
    url: "https://www.w3.org/TR/CSP3/#directive-connect-src",
  },
  "handshake-failed": api("feedback-from-the-protocol", "what a page is not told"),
  "invalid-url": api("dom-websocket-websocket", "the constructor"),
  "too-many-sockets": CLIENT_HANDSHAKE,
  "handshake-timeout": CLIENT_HANDSHAKE,
  "application-handshake-timeout": null,
  "response-timeout": null,
  "close-hung": CLOSING,
  "idle-timeout": PING,
  "lifetime-limit": null,
  "immediate-disconnect": CLOSE_CODES,
  "closed-before-ready": CLOSE_CODES,
  "server-restart": CLOSE_CODES,
  "server-error": CLOSE_CODES,
  "server-overloaded": IANA_CODES,
  "network-lost": ABNORMAL,
  "page-suspended": LIFECYCLE,
  "heartbeat-missed": PING,
  "abnormal-closure": CLOSE_CODES,
  "closed-by-page": api("dom-websocket-close", "close()"),
  "page-gone": api("garbage-collection", "pages that go away"),
  "closed-normally": CLOSING,
  "closed-by-server": IANA_CODES,
  "taken-over": null,
  "auth-rejected": CLIENT_ERRORS,
  "token-expired": rfc(7519, "4.1.4", "the exp claim"),
  "rate-limited": rfc(6585, "4", "429 Too Many Requests"),
  "quota-exhausted": null,
  "secret-in-url": rfc(9110, "17.9", "what URLs give away"),
  "message-too-big": CLOSE_CODES,
  "invalid-payload": rfc(6455, "8.1", "text must be UTF-8"),
  "unsupported-data": CLOSE_CODES,
  "protocol-error": CLOSE_CODES,
  "protocol-mismatch": null,
  "policy-violation": CLOSE_CODES,
  "malformed-json": rfc(8259, "2", "the grammar of JSON"),
  "mixed-format": rfc(6455, "5.6", "text and binary messages"),
  "sent-after-close": SEND,
  "sent-before-open": SEND,
  backpressure: api("dom-websocket-bufferedamount", "bufferedAmount"),
  "error-payload": null,
  "reconnect-storm": ABNORMAL,
  "no-backoff": ABNORMAL,
  "no-jitter": ABNORMAL,
  "thundering-herd": ABNORMAL,
  "retry-hopeless": ABNORMAL,
  flapping: ABNORMAL,
  "leaked-sockets": api("garbage-collection", "when a socket is let go of"),
  "gave-up": ABNORMAL,
  "fell-back-to-polling": null,
  "insecure-transport": rfc(6455, "10.6", "encryption"),
  "no-heartbeat": PING,
  "noisy-helper": null,
  "slow-handshake": CLIENT_HANDSHAKE,
  "slow-responses": null,
  "check-failed": null,
  "page-forged": null,
  "recording-incomplete": null,
} as const satisfies Record<FindingId, SpecLink | null>;
