import type { Row } from "./verdict.ts";

/**
 * What browsers say of a handshake in words of their own. Sources: Chromium's
 * net/websockets/websocket_stream.cc, websocket_basic_handshake_stream.cc,
 * websocket_handshake_stream_base.cc and websocket_deflate_parameters.cc,
 * third_party/blink/renderer/modules/websockets; Firefox's
 * dom/locales/en-US/chrome/appstrings.properties.
 */
export const SENTENCES: readonly Row[] = [
  // The page's own doing, before the network says anything.
  {
    pattern: /closed before the connection is established/i,
    id: "closed-by-page",
    variant: "connecting",
  },
  { pattern: /insufficient[ _]resources/i, id: "too-many-sockets" },
  {
    pattern:
      /insecure WebSocket connection may not be initiated|mixed content check failed|The operation is insecure/i,
    id: "handshake-blocked",
    variant: "mixed-content",
  },
  {
    pattern: /content security policy|ERR_BLOCKED_BY_CSP/i,
    id: "handshake-blocked",
    variant: "csp",
  },
  { pattern: /not allowed in MHTML documents/i, id: "handshake-blocked" },
  { pattern: /^Invalid scheme/i, id: "invalid-url", variant: "browser" },
  {
    pattern: /tunnel via proxy/i,
    id: "handshake-unreachable",
    variant: "proxy",
  },
  { pattern: /opening handshake timed out/i, id: "handshake-timeout", variant: "browser" },
  // A header that came twice, before the rows that know its name.
  {
    pattern: /'Sec-WebSocket-Protocol' header must not appear more than once/i,
    id: "subprotocol-mismatch",
    variant: "twice",
  },
  {
    pattern: /header must not appear more than once/i,
    id: "handshake-not-websocket",
    variant: "twice",
  },
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
  {
    pattern: /permessage-deflate|(client|server)_(max_window_bits|no_context_takeover)/i,
    id: "handshake-not-websocket",
    variant: "deflate",
  },
  { pattern: /Sec-WebSocket-Extensions/i, id: "handshake-not-websocket", variant: "extensions" },
  { pattern: /Sec-WebSocket-Accept/i, id: "handshake-not-websocket", variant: "accept" },
  {
    pattern: /WebSocket handshake:.{0,80}\b(Upgrade|Connection)\b/i,
    id: "handshake-not-websocket",
    variant: "headers",
  },
  {
    pattern: /closed before receiving a handshake response/i,
    id: "handshake-not-websocket",
    variant: "empty",
  },
  { pattern: /Invalid status line/i, id: "handshake-not-websocket", variant: "not-http" },
  {
    pattern: /handshake was (cancell?ed|aborted)|closed before handshake complete/i,
    id: "handshake-failed",
    variant: "cancelled",
  },
  // Firefox says the same of every failed handshake, and of every lost connection.
  {
    pattern: /can.t establish a connection to the server|connection to \S{1,200} was interrupted/i,
    id: "handshake-failed",
    variant: "vague",
  },
];
