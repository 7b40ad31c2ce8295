import { NGINX_UPGRADE } from "./settings.ts";
import type { FindingText } from "./text.ts";

/** Never opened: what the server, or a proxy before it, answered. */
export const ANSWER_TEXTS = {
  "handshake-rejected": {
    title: "Rejected: {hostPort} answered {status} instead of 101",
    explanation:
      "The server understood the request and declined to upgrade it to a WebSocket. The page itself sees only 1006.",
    causes: ["The server or a proxy in front of it does not accept this request."],
    fixes: [
      {
        role: "server",
        text: "Look for the request in the server's access log: who answered {status}, and why?",
      },
    ],
    variants: {
      redirect: {
        title: "Redirected: {hostPort} answered {status}, and sockets follow no redirects",
        explanation: "A browser does not follow a redirect of a WebSocket handshake.",
        causes: [
          "http is redirected to https.",
          "A login page is put before the endpoint.",
          "A slash is missing or too many at the end of the path.",
        ],
        fixes: [
          { role: "client", text: "Use the address that the Location header names, with wss://." },
          { role: "proxy", text: "Do not redirect the WebSocket path." },
        ],
      },
      "400": {
        title: "Bad request: {hostPort} answered 400 to the handshake",
        explanation:
          "The server did not take the request for a proper WebSocket handshake. Most often a proxy in between dropped its Upgrade header.",
        causes: [
          "A proxy does not forward Upgrade and Connection.",
          "An Engine.IO session that this server does not know: no sticky sessions, or versions that differ.",
          "Plain ws:// sent to a TLS port.",
        ],
        fixes: [
          { role: "proxy", text: "Forward the upgrade.", setting: NGINX_UPGRADE },
          { role: "proxy", text: "With several Socket.IO servers, switch sticky sessions on." },
        ],
      },
    },
  },
  "handshake-not-found": {
    title: "Not found: {hostPort} has no {path} ({status})",
    explanation: "A web server answered, but it serves nothing at this path.",
    causes: [
      "The path in the URL is wrong.",
      "The proxy does not route this path to the WebSocket server.",
      "The server is deployed under a prefix.",
    ],
    fixes: [
      { role: "client", text: "Check the path, with and without a slash at its end." },
      {
        role: "proxy",
        text: "Route the path to the WebSocket server.",
        settings: [
          { product: "nginx", text: "location {path} { proxy_pass http://localhost:8080; }" },
        ],
      },
    ],
  },
  "handshake-not-websocket": {
    title: "Not a WebSocket endpoint: {hostPort} gave no proper answer to the handshake",
    explanation:
      "Something answered, but not as a WebSocket server does. Either this is another service, or a proxy on the way strips the upgrade.",
    causes: [
      "The URL names a service of another kind.",
      "A proxy or CDN does not forward the Upgrade header.",
    ],
    fixes: [
      { role: "client", text: "Check host, port and path in the URL." },
      { role: "proxy", text: "Forward the upgrade.", setting: NGINX_UPGRADE },
    ],
    variants: {
      "200": {
        title: "Not a WebSocket endpoint: {hostPort}{path} answered with a page (200)",
        causes: [
          "A web server or the fallback page of a single-page application answered.",
          "A proxy or CDN does not forward the Upgrade header.",
        ],
      },
      "426": {
        title: "Upgrade lost: {hostPort} answered 426, “Upgrade Required”",
        explanation:
          "The server does speak WebSocket, but the request that reached it was not an upgrade, or had another version than 13.",
        causes: [
          "A proxy or CDN does not forward the Upgrade header.",
          "The server wants another version of the protocol.",
        ],
      },
      headers: {
        title: "Not a proper handshake: {hostPort} answered with wrong upgrade headers",
        explanation:
          "The answer's Upgrade, Connection or Sec-WebSocket-Accept header is missing or wrong: {error}",
        causes: [
          "A proxy rewrites or caches the answer.",
          "The server's handshake is hand-made and wrong.",
        ],
      },
      extensions: {
        title:
          "Not a proper handshake: {hostPort} chose an extension that the browser did not offer",
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
      empty: {
        title: "No answer: {hostPort} hung up during the handshake",
        explanation:
          "The server accepted the connection, read the request and closed without a word. Sending plain ws:// to a TLS port looks like this.",
        causes: [
          "ws:// is used for a TLS port.",
          "The URL names a service of another kind.",
          "The server crashed on the request.",
        ],
        fixes: [
          { role: "client", text: "Try wss:// instead of ws://, and check the port." },
          { role: "server", text: "Look in the server's log at the time of the attempt." },
        ],
      },
      "not-http": {
        title: "Not a web server: what answers on {hostPort} does not speak HTTP",
        explanation:
          "The port is open, but the answer is no HTTP at all, so another program listens there.",
        causes: [
          "The port belongs to another service (SSH, mail, a database).",
          "ws:// is used for a TLS port.",
        ],
        fixes: [{ role: "client", text: "Check the port in the URL." }],
      },
    },
  },
  "subprotocol-mismatch": {
    title: "Subprotocol mismatch: {hostPort} and the page did not agree on one",
    explanation:
      "The server chose a subprotocol that the page had not offered, or none where the page had asked for one. The browser must then fail the connection.",
    causes: [
      "Client and server library are of different versions or kinds.",
      "The server ignores Sec-WebSocket-Protocol.",
      "A proxy drops the header.",
    ],
    fixes: [
      {
        role: "server",
        text: "Answer with exactly one of the offered subprotocols.",
        settings: [{ product: "ws", text: "handleProtocols: (offered) => [...offered][0]" }],
      },
      {
        role: "client",
        text: "Offer the subprotocol that the server speaks: new WebSocket(url, [name]).",
      },
    ],
  },
  "handshake-server-error": {
    title: "Server error: {hostPort} answered {status} to the handshake",
    explanation: "The server failed while it handled the request. This is no fault of the page.",
    causes: [
      "An exception in the server's upgrade handler.",
      "Something that the server depends on is down.",
    ],
    fixes: [
      { role: "server", text: "Look in the server's log at the time of the attempt." },
      { role: "client", text: "Retry with exponential backoff and jitter." },
    ],
    variants: {
      "503": {
        title: "Unavailable: {hostPort} answered 503{retryAfter}",
        explanation: "The server, or the proxy before it, says that it cannot serve just now.",
        causes: [
          "The server is overloaded or in maintenance.",
          "No healthy server is behind the load balancer.",
        ],
      },
      upstream: {
        title: "Bad gateway: a proxy at {hostPort} answered {status} for the server behind it",
        explanation:
          "The proxy works; the server behind it is down, too slow, or does not understand the upgrade.",
        causes: [
          "The upstream server is down or restarting.",
          "The proxy forwards to the wrong port.",
          "The upstream takes longer than the proxy waits (504).",
        ],
        fixes: [
          {
            role: "server",
            text: "Check that the upstream runs, and that its own port accepts WebSockets.",
          },
          {
            role: "proxy",
            text: "Check the upstream's address and the upgrade headers.",
            setting: NGINX_UPGRADE,
          },
          { role: "client", text: "Retry with exponential backoff and jitter." },
        ],
      },
    },
  },
} satisfies Record<string, FindingText>;
