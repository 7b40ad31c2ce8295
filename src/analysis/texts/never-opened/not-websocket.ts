import { FORWARD_UPGRADE } from "../settings.ts";
import type { FindingText } from "../text.ts";

/** Never opened: what answered speaks no WebSocket, or not as it is written. */
export const NOT_WEBSOCKET_TEXTS = {
  "handshake-not-websocket": {
    title: "Not a WebSocket endpoint: [{hostPort} ]gave no proper answer to the handshake",
    explanation:
      "Something answered, but not as a WebSocket server does. Either this is another service, or a proxy on the way strips the upgrade.",
    causes: [
      "The URL names a service of another kind.",
      "A proxy or CDN does not forward the Upgrade header.",
    ],
    fixes: [
      { role: "client", text: "Check host, port and path in the URL." },
      { role: "proxy", text: "Forward the upgrade.", settings: FORWARD_UPGRADE },
    ],
    variants: {
      "200": {
        title: "Not a WebSocket endpoint: {hostPort}{path} answered with a page (200)",
        causes: [
          "A web server or the fallback page of a single-page application answered.",
          "The URL in the page was empty or relative: such a socket goes to the page's own address.",
          "What answers is SockJS, which takes plain WebSockets only at its sub-path: add /websocket to the address, or use SockJS in the page.",
          "A proxy or CDN does not forward the Upgrade header.",
        ],
      },
      "426": {
        title: "Upgrade lost: [{hostPort} ]answered 426, “Upgrade Required”",
        explanation:
          "The server does speak WebSocket, but the request that reached it was not an upgrade, or had another version than 13.",
        causes: [
          "A proxy or CDN does not forward the Upgrade header.",
          "The server wants another version of the protocol.",
        ],
      },
      headers: {
        title: "Not a proper handshake: [{hostPort} ]answered with wrong upgrade headers",
        explanation:
          "The answer's Upgrade, Connection or Sec-WebSocket-Accept header is missing or wrong: {error}",
        causes: [
          "A proxy rewrites or caches the answer.",
          "The server's handshake is hand-made and wrong.",
        ],
      },
      "header-value": {
        title: "Not a proper handshake: Safari could not read a header[ of {hostPort}]",
        explanation:
          "A header of the answer is empty or has signs that Safari does not take: {error} Other browsers are more patient.",
        causes: [
          "Sec-WebSocket-Extensions stands in the answer with nothing in it, as where nothing was agreed on.",
          "A header has signs outside of ASCII.",
          "The server's handshake is hand-made and wrong.",
        ],
        fixes: [
          {
            role: "server",
            text: "Leave out Sec-WebSocket-Extensions where nothing was agreed on, or switch compression off to try.",
            settings: [{ product: "ws", text: "perMessageDeflate: false" }],
          },
        ],
      },
      extensions: {
        title:
          "Not a proper handshake: [{hostPort} ]chose an extension that the browser did not offer",
        explanation:
          "The answer's Sec-WebSocket-Extensions does not fit what the browser asked for, so it must fail the connection.",
        causes: [
          "A proxy adds or changes the header.",
          "The server is set up for compression that was not offered.",
        ],
        fixes: [
          {
            role: "server",
            text: "Answer only with offered extensions, or switch compression off to try.",
            settings: [{ product: "ws", text: "perMessageDeflate: false" }],
          },
        ],
      },
      deflate: {
        title: "Not a proper handshake: {hostPort} answered with a broken offer of compression",
        explanation:
          "The answer's Sec-WebSocket-Extensions has permessage-deflate in a form that a browser must refuse: {error}",
        causes: [
          "The server repeats the browser's offer as it came, rather than answering it: client_max_window_bits needs a value from 8 to 15 in an answer.",
          "Server and proxy both answer the offer, so that it is there twice.",
          "The server's handshake is hand-made and wrong.",
        ],
        fixes: [
          {
            role: "server",
            text: "Answer with “permessage-deflate” alone, or switch compression off to try.",
            settings: [
              { product: "ws", text: "perMessageDeflate: false" },
              { product: "by hand", text: "Sec-WebSocket-Extensions: permessage-deflate" },
            ],
          },
        ],
      },
      accept: {
        title: "Not a proper handshake: {hostPort} answered another handshake's key",
        explanation:
          "Sec-WebSocket-Accept is missing, or does not fit the key that this handshake sent: {error}",
        causes: [
          "A cache or proxy gave the stored 101 of another client.",
          "The server's handshake is hand-made, and computes the key wrongly or not at all.",
          "Two handlers of “upgrade” on one server answered the same request.",
        ],
        fixes: [
          {
            role: "server",
            text: "Let a WebSocket library answer the handshake. By hand it is the SHA-1 of the key and a fixed text, as base64.",
            setting:
              "createHash('sha1').update(key + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64')",
          },
          { role: "proxy", text: "Never cache the WebSocket path." },
        ],
      },
      twice: {
        title: "Not a proper handshake: {hostPort} sent a header twice",
        explanation: "A header of the handshake's answer may come only once: {error}",
        causes: [
          "The server and a proxy, or two handlers of “upgrade”, both wrote it.",
          "A proxy adds a header that the server's answer has already.",
        ],
        fixes: [
          { role: "proxy", text: "Do not add headers of the handshake to the server's answer." },
          { role: "server", text: "Answer each upgrade in one place." },
        ],
      },
      "headers-too-big": {
        title: "Not a proper handshake: the answer of {hostPort} has too large headers",
        explanation: "The browser stopped reading the answer, as its headers were too large.",
        causes: ["The answer sets many or huge cookies.", "A loop in a proxy repeats headers."],
        fixes: [{ role: "server", text: "Set no cookies in the answer to a handshake." }],
      },
      empty: {
        title: "No answer: [{hostPort} ]hung up during the handshake",
        explanation:
          "The server accepted the connection, read the request and closed without a word.",
        causes: [
          "The server crashed on the request, or its own check of the client failed.",
          "The URL names a service of another kind.",
          "A proxy on the way found nobody behind it, or gave up.",
        ],
        fixes: [
          {
            role: "server",
            text: "Look in the log of the server, and of a proxy before it, at the time of the attempt.",
          },
          { role: "client", text: "Check scheme, host and port in the URL." },
        ],
      },
      "not-http": {
        title: "Not a web server: what answers on {hostPort} does not speak HTTP",
        explanation:
          "The port is open, but what came back does not begin as an HTTP answer does: another program listens there, or the server wrote something before its answer.",
        causes: [
          "The port belongs to another service (SSH, mail, a database).",
          "The server sends a message as soon as the connection is made, before it has answered the handshake.",
        ],
        fixes: [
          { role: "client", text: "Check scheme and port in the URL." },
          {
            role: "server",
            text: "Look at the first bytes that come back, and send no message before the handshake is done.",
            setting: "curl -i --http0.9 --max-time 3 {httpUrl}",
          },
        ],
      },
    },
  },
} as const satisfies Record<string, FindingText>;
