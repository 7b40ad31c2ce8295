import { FORWARD_UPGRADE } from "../settings.ts";
import type { FindingText } from "../text.ts";

/** Never opened: what the server, or a proxy before it, answered. */
export const ANSWER_TEXTS = {
  "handshake-rejected": {
    title: "Rejected: [{hostPort} ]answered {status} instead of 101",
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
        title: "Redirected: [{hostPort} ]answered {status}, and sockets follow no redirects",
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
      "redirect-login": {
        title: "A login is wanted first: [{hostPort} ]answered {status} with the way to one",
        explanation:
          "A service before the server, or the server itself, sends whoever is not logged in to its login. A browser follows no redirect of a handshake, and a socket can show no login.",
        causes: [
          "The page's session at that login ran out, or its cookie does not come along: another host or port, SameSite, blocked cookies.",
          "The socket's path is behind a login that its client cannot have.",
        ],
        fixes: [
          {
            role: "client",
            text: "Load the page anew, or open {httpUrl} in a tab, and log in; after such an answer retrying alone helps nothing.",
          },
          {
            role: "proxy",
            text: "Exempt the socket's path from the login where the server asks for one of its own, or let the login answer sockets with 401.",
          },
        ],
      },
      "400": {
        title: "Bad request: [{hostPort} ]answered 400 to the handshake",
        explanation:
          "The server did not take the request for a proper WebSocket handshake. Most often a proxy in between dropped its Upgrade header.",
        causes: [
          "A proxy does not forward Upgrade and Connection.",
          "The server refused the request itself: a path, a token, an origin or an id that it does not take.",
        ],
        fixes: [
          { role: "proxy", text: "Forward the upgrade.", settings: FORWARD_UPGRADE },
          {
            role: "server",
            text: "Look in the server's log for the attempt: one that is not there was refused on the way.",
          },
        ],
      },
    },
  },
  "handshake-not-found": {
    title: "Not found: [{hostPort} ]has no {path} ({status})",
    explanation: "A web server answered, but it serves nothing at this path.",
    causes: [
      "The path in the URL is wrong.",
      "The proxy does not route this path to the WebSocket server.",
      "The server is deployed under a prefix.",
      "Another program answers on this host and port than the one that is meant.",
    ],
    fixes: [
      { role: "client", text: "Check the path, with and without a slash at its end." },
      {
        role: "proxy",
        text: "Route the path to the WebSocket server.",
        settings: FORWARD_UPGRADE,
      },
    ],
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
    title: "Server error: [{hostPort} ]answered {status} to the handshake",
    explanation: "The server failed while it handled the request. This is no fault of the page.",
    causes: [
      "An exception in the server's upgrade handler.",
      "Something that the server depends on is down.",
      "A proxy before the server failed by itself, such as on its login service: then the request is not in the server's log.",
    ],
    fixes: [
      { role: "server", text: "Look in the server's log at the time of the attempt." },
      { role: "client", text: "Retry with exponential backoff and jitter." },
    ],
    variants: {
      "503": {
        title: "Unavailable: [{hostPort} ]answered 503[{retryAfter}]",
        explanation: "The server, or the proxy before it, says that it cannot serve just now.",
        causes: [
          "The server is overloaded or in maintenance.",
          "No healthy server is behind the load balancer.",
          "Something on the way answers in the server's place, such as a VPN or a company's filter: then the attempt is not in the server's log.",
        ],
      },
      upstream: {
        title: "Bad gateway: a proxy[ at {hostPort}] answered 502 for the server behind it",
        explanation:
          "The proxy works; the server behind it is down, or does not understand the upgrade.",
        causes: [
          "The upstream server is down or restarting.",
          "The proxy forwards to the wrong port.",
          "The proxy speaks HTTP/2 to a server that takes WebSockets over HTTP/1.1 only.",
        ],
        fixes: [
          {
            role: "server",
            text: "Check that the upstream runs, and that its own port accepts WebSockets.",
          },
          {
            role: "proxy",
            text: "Check the upstream's address and the upgrade headers.",
            settings: FORWARD_UPGRADE,
          },
          {
            role: "proxy",
            text: "Speak HTTP/1.1 to the server.",
            settings: [{ product: "HAProxy", text: "server app 127.0.0.1:8080 ws h1" }],
          },
          { role: "client", text: "Retry with exponential backoff and jitter." },
        ],
      },
      "upstream-slow": {
        title:
          "Gateway timeout: a proxy[ at {hostPort}] waited in vain for the server behind it (504)",
        explanation: "The proxy works; the server behind it did not answer the handshake in time.",
        causes: [
          "The upstream server hangs, is overloaded, or does slow work before it answers.",
          "The proxy's way to the upstream drops packets.",
        ],
        fixes: [
          {
            role: "server",
            text: "Answer the handshake at once, and do slow work after open.",
          },
          { role: "proxy", text: "Check the upstream's address and the firewall between them." },
          { role: "client", text: "Retry with exponential backoff and jitter." },
        ],
      },
      edge: {
        title: "The edge failed on the way to its origin: [{hostPort} ]answered {status}",
        explanation:
          "520 and 527 to 530 are Cloudflare's own: the edge got no answer from the origin server that it could use.",
        causes: [
          "The origin crashed on the request or sent something that is no HTTP answer.",
          "The origin's name does not resolve, or the edge's settings forbid the request.",
        ],
        fixes: [
          {
            role: "server",
            text: "Ask the origin directly, around the edge, and look in its log.",
          },
          { role: "proxy", text: "Look {status} up in Cloudflare's list of 5xx errors." },
        ],
      },
      "edge-refused": {
        title: "The origin refuses the edge: [{hostPort} ]answered 521",
        explanation:
          "521 is Cloudflare's own: the edge works, and the origin server refused its connection.",
        causes: [
          "The origin server is down, or does not listen on the port.",
          "The origin's firewall refuses the edge's addresses.",
        ],
        fixes: [
          { role: "server", text: "Start the origin server, and let Cloudflare's addresses in." },
        ],
      },
      "edge-unreachable": {
        title: "The edge could not connect to the origin: [{hostPort} ]answered {status}",
        explanation:
          "522 and 523 are Cloudflare's own: the edge works, and its connection to the origin server was not made in time, or has no way.",
        causes: [
          "The origin's machine is down or overloaded.",
          "A firewall drops the edge's packets.",
          "The origin's address in DNS is an old one.",
        ],
        fixes: [
          {
            role: "server",
            text: "Check that the origin runs, and let Cloudflare's addresses through its firewall.",
          },
          { role: "proxy", text: "Compare the origin's address in DNS with where it runs." },
        ],
      },
      "edge-slow": {
        title: "The origin did not answer the edge in time: [{hostPort} ]answered 524",
        explanation:
          "524 is Cloudflare's own: the edge reached the origin server, which gave no answer to the handshake before the edge's limit.",
        causes: ["The origin hangs, is overloaded, or does slow work before it answers."],
        fixes: [
          { role: "server", text: "Answer the handshake at once, and do slow work after open." },
        ],
      },
      "edge-tls": {
        title: "TLS between the edge and the origin failed: [{hostPort} ]answered {status}",
        explanation:
          "525 and 526 are Cloudflare's own: the edge reached the origin server, and TLS between the two failed (525) or the origin's certificate is not valid (526).",
        causes: [
          "The origin has no TLS on that port, or no certificate for this name.",
          "The origin's certificate expired, or is one that it signed itself.",
        ],
        fixes: [
          {
            role: "server",
            text: "Install a valid certificate for this name on the origin.",
            setting: "openssl s_client -connect ORIGIN:443 -servername {host}",
          },
          {
            role: "proxy",
            text: "Choose the edge's TLS mode for what the origin has (Full, or Full with a strict certificate).",
          },
        ],
      },
    },
  },
} as const satisfies Record<string, FindingText>;
