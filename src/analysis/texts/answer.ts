import { FORWARD_UPGRADE } from "./settings.ts";
import type { FindingText } from "./text.ts";

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
      "400": {
        title: "Bad request: [{hostPort} ]answered 400 to the handshake",
        explanation:
          "The server did not take the request for a proper WebSocket handshake. Most often a proxy in between dropped its Upgrade header.",
        causes: [
          "A proxy does not forward Upgrade and Connection.",
          "An Engine.IO session that this server does not know: no sticky sessions, or versions that differ.",
          "Plain ws:// sent to a TLS port.",
        ],
        fixes: [
          { role: "proxy", text: "Forward the upgrade.", settings: FORWARD_UPGRADE },
          { role: "proxy", text: "With several Socket.IO servers, switch sticky sessions on." },
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
    title: "Server error: [{hostPort} ]answered {status} to the handshake",
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
        title: "Unavailable: [{hostPort} ]answered 503[{retryAfter}]",
        explanation: "The server, or the proxy before it, says that it cannot serve just now.",
        causes: [
          "The server is overloaded or in maintenance.",
          "No healthy server is behind the load balancer.",
        ],
      },
      upstream: {
        title: "Bad gateway: a proxy[ at {hostPort}] answered 502 for the server behind it",
        explanation:
          "The proxy works; the server behind it is down, or does not understand the upgrade.",
        causes: [
          "The upstream server is down or restarting.",
          "The proxy forwards to the wrong port.",
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
} satisfies Record<string, FindingText>;
