import type { FindingText } from "../text.ts";

/** Never opened, and nothing says why. */
export const UNKNOWN_FAILURE_TEXTS = {
  "handshake-failed": {
    title: "Could not connect[ to {hostPort}][; the reason was not seen]",
    explanation:
      "A page is only told 1006, and DevTools was not listening. Ruled out: an invalid URL, mixed content and the page's own policy, which the browser reports otherwise. While its page is open, “Find out” in the panel asks once more, with one plain HTTP request, and shows what answers at this address.",
    causes: [
      "The server is down or unreachable.",
      "The server refused the handshake (login, origin, path).",
      "A proxy on the way strips the upgrade.",
    ],
    fixes: [
      {
        role: "client",
        text: "Let the page try again with DevTools open: that attempt then shows its status. While the page is open, “Find out” in the panel asks the server at once.",
      },
      { role: "server", text: "Look for the handshake in the server's access log." },
    ],
    variants: {
      blanked: {
        title: "Could not connect[ to {hostPort}][; another extension hides the reason]",
        explanation:
          "DevTools was open, but Chrome's reason is empty: an extension that may watch requests (most ad blockers) makes it so. Ruled out: an invalid URL, mixed content and the page's own policy. While its page is open, “Find out” in the panel asks once more, with one plain HTTP request, and shows what answers at this address.",
        fixes: [
          {
            role: "client",
            text: "Repeat it in a window without the other extension (for instance a guest profile). Or press “Find out” in the panel while the page is open.",
          },
          { role: "server", text: "Look for the handshake in the server's access log." },
        ],
      },
      "answers-http": {
        title: "{hostPort} answers HTTP{probeStatus}, but the WebSocket handshake failed",
        explanation:
          "A plain HTTP request was answered, so name, network, port and TLS are fine. It proves no more: nearly every WebSocket server answers what is no upgrade with 404, 400, 426 or 200. What the handshake got can be seen with DevTools open{window}.",
        causes: [
          "The server refused this handshake (login, origin, limit), or failed on it.",
          "A proxy or CDN strips the upgrade.",
          "The path serves no WebSocket.",
        ],
        fixes: [
          {
            role: "client",
            text: "Let the page try again with DevTools open{window}: that attempt then shows its status.",
          },
          { role: "server", text: "Look for the handshake's status in the server's access log." },
        ],
      },
      "probe-failed": {
        title: "Could not connect[ to {hostPort}][; a plain HTTP request fails there too]",
        explanation:
          "Both the handshake and a plain HTTP request failed, so the trouble is with the name, the network, the port or TLS rather than with WebSockets. With DevTools open, “Find out” names the error.",
        causes: [
          "The server is down or unreachable.",
          "The name does not resolve, where the host is a name.",
          "The certificate is not valid, where the address is wss.",
        ],
        fixes: [
          {
            role: "client",
            text: "Open {httpUrl} in a tab: the browser then names the error. With DevTools open on the page, “Find out” in the panel names it, too.",
          },
        ],
      },
      "probe-timeout": {
        title: "Could not connect[ to {hostPort}][; nothing answers a plain HTTP request either]",
        explanation:
          "A plain HTTP request to the same address had no answer within 5 s. A firewall that drops packets, or a server that hangs, looks like this.",
        causes: [
          "A firewall drops packets.",
          "The server hangs or is overloaded.",
          "The address is wrong.",
        ],
        fixes: [
          {
            role: "server",
            text: "Check that the server answers on its own machine, then each firewall on the way.",
          },
        ],
      },
      vague: {
        title: "Could not connect[ to {hostPort}][; the browser only says: {error}]",
        explanation:
          "The handshake failed, and the browser's words name no cause. While its page is open, “Find out” in the panel asks once more, with one plain HTTP request, and shows what answers at this address.",
      },
      "in-file": {
        title: "Could not connect[ to {hostPort}][; the file only says: {error}]",
        explanation:
          "The handshake failed, and the file holds neither a status nor words that name a cause.",
        fixes: [
          {
            role: "client",
            text: "Record it once more with Stormglass and DevTools open: that attempt then shows its status.",
          },
          { role: "server", text: "Look for the handshake in the server's access log." },
        ],
      },
      "bad-response": {
        title:
          "Could not connect[ to {hostPort}][; Safari got an answer and keeps its status back]",
        explanation:
          "Something answered the handshake, and not as a WebSocket server does. We can't know with which status, because Safari says of each only: {error} Another browser, or a command, shows it.",
        causes: [
          "The server or a proxy refused the handshake with a status (login, origin, path).",
          "A proxy on the way strips the upgrade.",
          "Compression: the server's Sec-WebSocket-Extensions does not fit what Safari offered.",
        ],
        fixes: [
          {
            role: "client",
            text: "Ask for the answer by a command; 101 means that it is Safari's own trouble.",
            setting:
              'curl -si --http1.1 --max-time 5 -H "Connection: Upgrade" -H "Upgrade: websocket" -H "Sec-WebSocket-Version: 13" -H "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==" {httpUrl}',
          },
          {
            role: "server",
            text: "Where it is 101, switch compression off to try.",
            settings: [{ product: "ws", text: "perMessageDeflate: false" }],
          },
        ],
      },
      http2: {
        title: "Could not connect[ to {hostPort}] over HTTP/2[; no status is told]",
        explanation:
          "Over HTTP/2 a refused handshake comes without its status, so this may be an ordinary 403 or 404. The words were: {error}",
        causes: [
          "The server refused the handshake (login, origin, path).",
          "The proxy speaks HTTP/2 but not WebSockets over it (RFC 8441).",
        ],
        fixes: [
          {
            role: "proxy",
            text: "Look in the proxy's access log, or switch WebSockets over HTTP/2 off to see the status.",
          },
        ],
      },
      cancelled: {
        title: "The handshake with {hostPort} was cancelled after {age}",
        explanation:
          "The browser gave the handshake up before an answer came. Nothing is known about the server.",
        causes: ["The page navigated away.", "An extension cancelled the request."],
        fixes: [{ role: "client", text: "If it repeats, try a window without extensions." }],
      },
    },
  },
} as const satisfies Record<string, FindingText>;
