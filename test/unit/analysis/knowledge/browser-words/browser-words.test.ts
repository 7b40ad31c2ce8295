import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../../src/analysis/diagnose.ts";
import type { Finding } from "../../../../../src/analysis/finding.ts";
import { makeConnection, makeSession, T0 } from "../../../../builders.ts";
import { NET_ERROR_NAMES } from "./net-errors.ts";

function explain(error: string, open: boolean): Finding {
  const connection = makeConnection({
    open,
    close: { code: 1006, wasClean: false },
    handshake: { error, status: open ? 101 : null },
  });
  const { findings } = diagnose(makeSession({ connections: [connection] }), T0 + 60_000);
  const primary = findings.find((finding) => finding.primary);
  if (!primary) throw new Error(`nothing explains “${error}”`);
  return primary;
}

const kindOf = ({ id, variant }: Finding) => (variant ? `${id}/${variant}` : id);

/** Of a handshake that failed: Chromium's sentences, with what stands in them. */
const HANDSHAKE: [string, string][] = [
  ["WebSocket is closed before the connection is established.", "closed-by-page/connecting"],
  ["Insufficient resources", "too-many-sockets"],
  ["WebSocket mixed content check failed.", "handshake-blocked/mixed-content"],
  ["WebSockets are not allowed in MHTML documents.", "handshake-blocked"],
  ["Invalid scheme", "invalid-url/browser"],
  ["Establishing a tunnel via proxy server failed.", "handshake-unreachable/proxy"],
  ["WebSocket opening handshake timed out", "handshake-timeout/browser"],
  ["WebSocket opening handshake was canceled", "handshake-failed/cancelled"],
  ["WebSocket handshake was aborted", "handshake-failed/cancelled"],
  ["WebSocket closed before handshake complete.", "handshake-failed/cancelled"],
  ["HTTP Authentication failed; no valid credentials available", "auth-rejected/401"],
  ["Proxy authentication failed", "auth-rejected/407"],
  ["Connection closed before receiving a handshake response", "handshake-not-websocket/empty"],
  ["Error during WebSocket handshake: Invalid status line", "handshake-not-websocket/not-http"],
  [
    "Error during WebSocket handshake: 'Upgrade' header is missing",
    "handshake-not-websocket/headers",
  ],
  [
    "Error during WebSocket handshake: 'Upgrade' header value is not 'WebSocket': h2c",
    "handshake-not-websocket/headers",
  ],
  [
    "Error during WebSocket handshake: 'Connection' header is missing",
    "handshake-not-websocket/headers",
  ],
  [
    "Error during WebSocket handshake: 'Connection' header value must contain 'Upgrade'",
    "handshake-not-websocket/headers",
  ],
  [
    "Error during WebSocket handshake: 'Sec-WebSocket-Accept' header is missing",
    "handshake-not-websocket/accept",
  ],
  [
    "Error during WebSocket handshake: Incorrect 'Sec-WebSocket-Accept' header value",
    "handshake-not-websocket/accept",
  ],
  [
    "Error during WebSocket handshake: 'Sec-WebSocket-Accept' header must not appear more than once in a response",
    "handshake-not-websocket/twice",
  ],
  [
    "Error during WebSocket handshake: 'Upgrade' header must not appear more than once in a response",
    "handshake-not-websocket/twice",
  ],
  [
    "Error during WebSocket handshake: 'Sec-WebSocket-Protocol' header must not appear more than once in a response",
    "subprotocol-mismatch/twice",
  ],
  [
    "Error during WebSocket handshake: Response must not include 'Sec-WebSocket-Protocol' header if not present in request: chat",
    "subprotocol-mismatch/unasked",
  ],
  [
    "Error during WebSocket handshake: Sent non-empty 'Sec-WebSocket-Protocol' header but no response was received",
    "subprotocol-mismatch/none",
  ],
  [
    "Error during WebSocket handshake: 'Sec-WebSocket-Protocol' header value 'snow' in response does not match any of sent values",
    "subprotocol-mismatch",
  ],
  [
    "Error during WebSocket handshake: 'Sec-WebSocket-Extensions' header value is rejected by the parser: ;",
    "handshake-not-websocket/extensions",
  ],
  [
    "Error during WebSocket handshake: Found an unsupported extension 'x-webkit-deflate-frame' in 'Sec-WebSocket-Extensions' header",
    "handshake-not-websocket/extensions",
  ],
  [
    "Error during WebSocket handshake: Received duplicate permessage-deflate response",
    "handshake-not-websocket/deflate",
  ],
  ...[
    "client_max_window_bits must have value",
    "Received invalid server_max_window_bits parameter",
    "Received duplicate permessage-deflate extension parameter server_no_context_takeover",
    "Received an unexpected permessage-deflate extension parameter",
  ].map((words): [string, string] => [
    `Error during WebSocket handshake: Error in permessage-deflate: ${words}`,
    "handshake-not-websocket/deflate",
  ]),
  [
    "No handshake stream has been created or handshake stream is already destroyed.",
    "handshake-failed/vague",
  ],
  [
    "Firefox can’t establish a connection to the server at ws://127.0.0.1:8080/.",
    "handshake-failed/vague",
  ],
];

/** Of a connection that was open, when the browser failed it. */
const FRAMES: [string, string][] = [
  ["Invalid frame header", "protocol-error/frame-header"],
  ["A server must not mask any frames that it sends to the client.", "protocol-error/masked"],
  [
    "One or more reserved bits are on: reserved1 = 1, reserved2 = 0, reserved3 = 0",
    "protocol-error/compressed",
  ],
  [
    "One or more reserved bits are on: reserved1 = 0, reserved2 = 1, reserved3 = 1",
    "protocol-error/reserved-bits",
  ],
  ["Unrecognized frame opcode: 3", "protocol-error/opcode"],
  ["Received unexpected continuation frame.", "protocol-error/continuation"],
  ["Received start of new message but previous message is unfinished.", "protocol-error/fragments"],
  ["Could not decode a text frame as UTF-8.", "invalid-payload/browser"],
  ["Close received after close", "protocol-error/closed-twice"],
  ...["Data frame", "Ping", "Pong", "Unknown frame type"].map((frame): [string, string] => [
    `${frame} received after close`,
    "protocol-error/after-close",
  ]),
  ["Received a broken close frame with an invalid size of 1 byte.", "protocol-error/close-frame"],
  ["Received a broken close frame containing an invalid size body.", "protocol-error/close-frame"],
  [
    "Received a broken close frame containing a reserved status code.",
    "protocol-error/close-frame",
  ],
  ["Received a broken close frame containing invalid UTF-8.", "protocol-error/close-frame"],
  ["Failed to write to WebSocket.", "abnormal-closure/told"],
  [
    "The connection to ws://h/ was interrupted while the page was loading.",
    "abnormal-closure/interrupted",
  ],
  ["net::ERR_NETWORK_CHANGED", "network-lost/told"],
  ["WebSocket is closed due to suspension.", "page-suspended/browser"],
];

/** Apple's numbers, in the sentences of several versions of Safari. */
const SAFARI: [string, string][] = [
  ["OSStatus Error -9807: Invalid certificate chain", "handshake-tls/authority"],
  ["The operation couldn’t be completed. (OSStatus error -9807.)", "handshake-tls/authority"],
  ["OSStatus Error -9812: valid cert chain, untrusted root", "handshake-tls/authority"],
  ["OSStatus Error -9814", "handshake-tls/date"],
  ["OSStatus error -9836", "handshake-tls/version"],
  ["OSStatus error -9850", "handshake-tls"],
  [
    "The operation couldn’t be completed. (NSURLErrorDomain error -1202.)",
    "handshake-tls/authority",
  ],
  ["Error Domain=NSURLErrorDomain Code=-1003", "handshake-dns"],
  ["Error Domain=NSURLErrorDomain Code=-1004", "handshake-unreachable/no-connection"],
  ["Error Domain=NSURLErrorDomain Code=-1009", "handshake-unreachable/offline"],
  ["(kCFErrorDomainCFNetwork error 310.)", "handshake-unreachable/proxy"],
  ["The operation couldn’t be completed. Connection refused", "handshake-refused"],
  ["(NSPOSIXErrorDomain error 61.)", "handshake-refused"],
  ["Error Domain=NSPOSIXErrorDomain Code=54", "handshake-unreachable/reset"],
  ["The operation couldn’t be completed. No route to host", "handshake-unreachable"],
  ["The operation couldn’t be completed. Protocol error", "handshake-failed/vague"],
  ["WebSocket connection to 'wss://db-1003.example.com/error -x' failed", "handshake-failed/vague"],
];

const FIREFOX: [string, string][] = [
  ["NS_ERROR_CONNECTION_REFUSED", "handshake-refused"],
  ["NS_ERROR_WEBSOCKET_CONNECTION_REFUSED", "handshake-refused"],
  ["NS_ERROR_UNKNOWN_HOST", "handshake-dns"],
  ["NS_ERROR_NET_TIMEOUT", "handshake-timeout/browser"],
  ["NS_ERROR_NET_RESET", "handshake-unreachable/reset"],
  ["NS_ERROR_NET_INTERRUPT", "handshake-unreachable/reset"],
  ["NS_ERROR_NET_EMPTY_RESPONSE", "handshake-not-websocket/empty"],
  ["NS_ERROR_OFFLINE", "handshake-unreachable/offline"],
  ["NS_ERROR_PROXY_CONNECTION_REFUSED", "handshake-unreachable/proxy"],
  ["NS_ERROR_UNKNOWN_PROXY_HOST", "handshake-unreachable/proxy"],
  ["NS_ERROR_PROXY_AUTHENTICATION_FAILED", "auth-rejected/407"],
  ["NS_ERROR_PORT_ACCESS_NOT_ALLOWED", "handshake-blocked/port"],
  ["NS_ERROR_CONTENT_BLOCKED", "handshake-blocked/csp"],
  ["NS_ERROR_TRACKING_URI", "handshake-blocked/extension"],
  ["NS_ERROR_MALFORMED_URI", "invalid-url/browser"],
  ["NS_ERROR_CORRUPTED_CONTENT", "handshake-not-websocket/not-http"],
  ["NS_ERROR_NET_INADEQUATE_SECURITY", "handshake-tls"],
  ["NS_BINDING_ABORTED", "handshake-failed/cancelled"],
  ["SEC_ERROR_UNKNOWN_ISSUER", "handshake-tls/authority"],
  ["MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT", "handshake-tls/authority"],
  ["SEC_ERROR_EXPIRED_CERTIFICATE", "handshake-tls/date"],
  ["SSL_ERROR_BAD_CERT_DOMAIN", "handshake-tls/name"],
  ["SEC_ERROR_REVOKED_CERTIFICATE", "handshake-tls/revoked"],
  ["SSL_ERROR_RX_RECORD_TOO_LONG", "handshake-tls/protocol"],
  ["SSL_ERROR_NO_CYPHER_OVERLAP", "handshake-tls/version"],
  ["SSL_ERROR_HANDSHAKE_FAILURE_ALERT", "handshake-tls"],
];

const named = Object.entries(NET_ERROR_NAMES).flatMap(([kind, names]) =>
  names.split(" ").map((name): [string, string] => [name, kind]),
);

describe("what Chromium says of a handshake", () => {
  it.each(HANDSHAKE)("takes “%s” for %s", (words, kind) => {
    expect(kindOf(explain(words, false))).toBe(kind);
  });

  it.each(named)("takes net::ERR_%s for %s, in each of its sentences", (name, kind) => {
    for (const before of [
      "",
      "Error in connection establishment: ",
      "Error during WebSocket handshake: ",
    ]) {
      expect(kindOf(explain(`${before}net::ERR_${name}`, false))).toBe(kind);
    }
  });
});

describe("what Chromium says of a connection that was open", () => {
  it.each(FRAMES)("takes “%s” for %s", (words, kind) => {
    const finding = explain(words, true);
    expect(kindOf(finding)).toBe(kind);
    expect(finding.title).not.toContain("Lost without a close frame");
  });

  it("quotes words that it does not know", () => {
    expect(explain("The weather turned", true).explanation).toContain("The weather turned");
  });
});

describe("Apple's numbers for errors", () => {
  it.each(SAFARI)("takes “%s” for %s", (words, kind) => {
    expect(kindOf(explain(words, false))).toBe(kind);
  });
});

describe("Firefox's names for errors", () => {
  it.each(FIREFOX)("takes %s for %s", (name, kind) => {
    expect(kindOf(explain(name, false))).toBe(kind);
  });
});
