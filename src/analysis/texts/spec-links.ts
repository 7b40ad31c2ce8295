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

export const CLIENT_HANDSHAKE = rfc(6455, "4.1", "the client's side of the handshake");
export const SERVER_HANDSHAKE = rfc(6455, "4.2.2", "the server's side of the handshake");
export const CLOSE_CODES = rfc(6455, "7.4.1", "close codes");
export const IANA_CODES: SpecLink = {
  label: "IANA: registered close codes",
  url: "https://www.iana.org/assignments/websocket/websocket.xhtml#close-code-number",
};
export const ABNORMAL = rfc(6455, "7.2.3", "coming back after an abnormal closure");
export const PING = rfc(6455, "5.5.2", "ping and pong");
export const CLIENT_ERRORS = rfc(9110, "15.5", "answers that blame the request");
export const SEND = api("dom-websocket-send", "send()");
export const CLOSING = rfc(6455, "7.1.2", "the closing handshake");
export const LIFECYCLE: SpecLink = {
  label: "Page Lifecycle: frozen and discarded pages",
  url: "https://wicg.github.io/page-lifecycle/",
};

export const NOT_FOUND = rfc(9110, "15.5.5", "404 Not Found");
export const SUBPROTOCOLS = rfc(6455, "1.9", "subprotocols");
export const SERVER_ERRORS = rfc(9110, "15.6", "answers that blame the server");
export const CONNECT_SRC: SpecLink = {
  label: "Content Security Policy: connect-src",
  url: "https://www.w3.org/TR/CSP3/#directive-connect-src",
};
export const NOT_TOLD = api("feedback-from-the-protocol", "what a page is not told");
export const CONSTRUCTOR = api("dom-websocket-websocket", "the constructor");
export const CLOSE = api("dom-websocket-close", "close()");
export const PAGE_GOES = api("garbage-collection", "pages that go away");
export const JWT_EXP = rfc(7519, "4.1.4", "the exp claim");
export const TOO_MANY_REQUESTS = rfc(6585, "4", "429 Too Many Requests");
export const URL_SECRETS = rfc(9110, "17.9", "what URLs give away");
export const UTF8 = rfc(6455, "8.1", "text must be UTF-8");
export const JSON_GRAMMAR = rfc(8259, "2", "the grammar of JSON");
export const MESSAGE_TYPES = rfc(6455, "5.6", "text and binary messages");
export const BUFFERED_AMOUNT = api("dom-websocket-bufferedamount", "bufferedAmount");
export const LET_GO = api("garbage-collection", "when a socket is let go of");
export const ENCRYPTION = rfc(6455, "10.6", "encryption");
