import type { FindingText } from "../text.ts";

/** Never opened: the browser itself would not, or had to wait. */
export const BROWSER_TEXTS = {
  "handshake-queued": {
    title: "Waiting in line[ for {hostPort}][, behind connection {blocker}]",
    explanation:
      "A browser makes one WebSocket handshake at a time per host and port. This one has to wait until {blocker} opens or fails.",
    causes: ["The handshake of {blocker} gets no answer."],
    fixes: [
      { role: "client", text: "Look at {blocker} first; close it if it is not needed." },
      { role: "server", text: "Answer handshakes at once, and do slow work after open." },
    ],
    variants: {
      "given-up": {
        title:
          "Never sent: it waited {waited} in line[ for {hostPort}], behind connection {blocker}[, until the page gave up]",
        explanation:
          "A browser makes one WebSocket handshake at a time per host and port. {blocker} had no answer yet, so the server never heard of this one.",
        causes: ["The handshake of {blocker} got no answer."],
        fixes: [
          { role: "client", text: "Look at {blocker} first; close it if it is not needed." },
          { role: "server", text: "Answer handshakes at once, and do slow work after open." },
        ],
      },
    },
  },
  "handshake-blocked": {
    title: "Blocked by the browser: no connection[ to {hostPort}] was made",
    explanation:
      "The browser or one of its rules forbade the connection before it left the computer: {error}",
    causes: ["A rule of the browser, its administrator or a firewall on this computer."],
    fixes: [
      { role: "client", text: "Try a fresh browser profile without extensions or policies." },
    ],
    variants: {
      csp: {
        title: "Blocked by the page's content security policy: {hostPort} is not allowed",
        explanation:
          "The page's own policy does not allow the connection, so nothing was sent. The evidence names the directive.",
        causes: [
          "The policy's connect-src does not list the server.",
          "The policy lists https: but not wss: for this host.",
        ],
        fixes: [
          {
            role: "server",
            text: "Add the server to the page's Content-Security-Policy.",
            setting: "connect-src 'self' wss://{hostPort}",
          },
        ],
      },
      "mixed-content": {
        title: "Blocked as mixed content: a secure page may not open ws://[ to {hostPort}]",
        explanation:
          "The page came by https, and the socket would be unencrypted. The constructor throws; no connection is tried.",
        causes: ["The URL is written with ws:// rather than derived from the page's own scheme."],
        fixes: [
          {
            role: "client",
            text: "Use wss://.",
            setting: "location.protocol === 'https:' ? 'wss:' : 'ws:'",
          },
          { role: "proxy", text: "End TLS in front of the WebSocket server." },
        ],
      },
      "security-error": {
        title: "Blocked by the browser: the constructor refused {hostPort}",
        explanation: "The constructor threw a SecurityError, so no connection was tried: {error}",
      },
      "policy-thrown": {
        title: "Blocked by the browser: the constructor refused {hostPort}",
        explanation:
          "The constructor threw a SecurityError for an encrypted address, so no connection was tried: {error}",
        causes: [
          "The page's content security policy: its connect-src does not list the server. In older versions of Safari 'self' does not include wss:// of the same host.",
          "A rule of the browser, of a sandboxed frame or of its administrator.",
        ],
        fixes: [
          {
            role: "server",
            text: "Name the server with its scheme in the page's Content-Security-Policy.",
            setting: "connect-src 'self' wss://{hostPort}",
          },
        ],
      },
      extension: {
        title: "Blocked by an extension: the request[ to {hostPort}] was cancelled",
        explanation:
          "An extension of this browser, most often an ad blocker, cancelled the request before it left.",
        causes: [
          "A filter list matches the address.",
          "A shield of the browser itself does the same, such as Brave's, which keeps pages from sockets to this computer.",
        ],
        fixes: [
          {
            role: "client",
            text: "Try a window without extensions; then allow this site in the extension.",
          },
          {
            role: "server",
            text: "Choose a host and path without words such as “ads”, “track” or “analytics”.",
          },
        ],
      },
      "local-network": {
        title: "Blocked: the page may not reach {hostPort} in the local network",
        explanation:
          "Chrome asks for permission before a public page may contact this computer or its local network, and it was not given.",
        causes: [
          "The permission was denied or never asked for.",
          "The page is in an iframe without the permission.",
        ],
        fixes: [
          { role: "client", text: "Allow “Local network access” for this site." },
          {
            role: "server",
            text: "Give the iframe the permission: loopback-network for this computer, local-network for what is around it.",
            setting: 'allow="local-network; loopback-network"',
          },
        ],
      },
      administrator: {
        title: "Blocked by the browser's administrator: {hostPort} is on a list",
        explanation: "A policy of whoever manages this browser forbids the address.",
        causes: ["The URL block list of the organisation names the host."],
        fixes: [{ role: "client", text: "Look at chrome://policy, and ask the administrator." }],
      },
      cleartext: {
        title: "Blocked: this system allows no unencrypted connection to {hostPort}",
        explanation: "A rule of the operating system or the app forbids connections without TLS.",
        causes: ["The app's network security policy allows no ws://."],
        fixes: [{ role: "client", text: "Use wss://." }],
      },
      firewall: {
        title: "Blocked: a program on this computer forbids the connection to {hostPort}",
        explanation: "The system refused the browser the way to the network: {error}",
        causes: ["A firewall, an antivirus program or a sandbox on this computer."],
        fixes: [
          { role: "client", text: "Allow the browser in that program, or switch it off to try." },
        ],
      },
      port: {
        title: "Blocked: the browser contacts nobody on port {port}",
        explanation:
          "Port {port} belongs to another well-known service, so browsers refuse to use it for the web.",
        causes: ["The server runs on one of the ports that browsers block, such as 6000 or 6667."],
        fixes: [{ role: "server", text: "Listen on another port, best on 443." }],
      },
    },
  },
  "invalid-url": {
    title: "Invalid URL: the constructor does not take {url}",
    explanation: "The constructor threw a SyntaxError, so no connection was tried: {error}",
    causes: [
      "The URL has another scheme than ws, wss, http or https, a fragment, or a port above 65535; older browsers take ws and wss only.",
      "A part of it is no address: a space in the host, a variable that stayed as it is written.",
    ],
    fixes: [
      {
        role: "client",
        text: "Log the URL just before new WebSocket(url), and look for parts that are not filled in.",
      },
    ],
    variants: {
      subprotocol: {
        title: "Invalid subprotocol for {hostPort}: the constructor does not take it",
        causes: [
          "A subprotocol is named twice.",
          "A subprotocol has a space, a slash or another forbidden character; base64 has “=” and “/”.",
        ],
        fixes: [
          {
            role: "client",
            text: "Name each subprotocol once; encode tokens as base64url without “=”.",
          },
        ],
      },
      browser: {
        title: "Invalid URL: the browser cannot connect[ to {hostPort}]",
        explanation: "The browser does not take the address for one that it can connect to.",
      },
    },
  },
  "too-many-sockets": {
    title: "Too many sockets: the browser refused one more[ to {hostPort}]",
    explanation:
      "Chromium allows 255 WebSockets per page process. Open or pending sockets have used them up.",
    causes: [
      "Sockets are opened again and again and never closed.",
      "A reconnect loop does not wait for the socket before to end.",
    ],
    fixes: [
      {
        role: "client",
        text: "Close the old socket before opening a new one, also when a component unmounts.",
      },
      { role: "client", text: "Share one socket between the parts of the page." },
    ],
    variants: {
      throttled: {
        title: "Held back by the browser: too many connections at once, {hostPort} among them",
        explanation: "The browser gave this one up, because too many others were waiting: {error}",
        causes: ["The page opens connections faster than they are answered."],
      },
      computer: {
        title: "No room on this computer for a connection to {hostPort}",
        explanation: "The system had no memory, buffer or free port for it: {error}",
        causes: [
          "Programs on this computer hold very many connections.",
          "A reconnect loop used up the ports: each is kept for a while after its connection.",
        ],
      },
    },
  },
} as const satisfies Record<string, FindingText>;
