import { FORWARD_UPGRADE } from "../settings.ts";
import type { FindingText } from "../text.ts";

/** Never opened: what stood between the browser and the server. */
export const NETWORK_TEXTS = {
  "handshake-refused": {
    title: "Refused: nothing listens on {address}",
    explanation:
      "The computer answered at once that no program accepts connections on port {port}. So the name resolves and the network is fine; the server is not running there.",
    causes: [
      "The server is down, restarting or crashed.",
      "The port in the URL is wrong.",
      "The server listens on another interface only, such as 127.0.0.1 inside a container.",
      "A firewall rejects the port.",
    ],
    fixes: [
      {
        role: "server",
        text: "Start the server and see that it listens.",
        setting: "ss -ltn 'sport = :{port}'",
      },
      {
        role: "server",
        text: "In a container, listen on all interfaces (0.0.0.0) and publish the port.",
      },
      { role: "client", text: "Compare host and port in the URL with where the server listens." },
    ],
    variants: {
      listened: {
        explanation:
          "The computer answered at once that no program accepts connections on port {port}. The same address had opened before, so host and port are right: the program that listened there has ended.",
        causes: [
          "The server was stopped, is restarting, or crashed.",
          "It was moved, or its container was replaced, while the page keeps the old address.",
        ],
        fixes: [
          {
            role: "server",
            text: "Start the server, and look in the log of what runs it (systemd, Docker, Kubernetes) for why it ended.",
            settings: [
              { product: "whether it listens", text: "ss -ltn 'sport = :{port}'" },
              { product: "systemd", text: "journalctl -u SERVICE --since '10 min ago'" },
            ],
          },
          {
            role: "client",
            text: "Go on trying with growing, random delays, so that a server that starts is not overrun.",
          },
        ],
      },
      visitor: {
        title: "Refused: the page asks {address}, which is the visitor's own computer",
        explanation:
          "The page is from {pageOrigin}, and its socket goes to {hostPort}: that name always means the computer that the browser runs on. Nothing listens there on port {port}.",
        causes: [
          "The page was built with the address of development, or with the one that only the server knows itself by.",
          "The page is meant to talk to a program on the visitor's computer, and that program is not running.",
        ],
        fixes: [
          {
            role: "client",
            text: "Build the page with the server's public address, or derive it from the page's own.",
            setting: 'new WebSocket("wss://" + location.host + "/path")',
          },
          {
            role: "proxy",
            text: "Let the public host pass the socket's path on to the server.",
            settings: FORWARD_UPGRADE,
          },
        ],
      },
    },
  },
  "handshake-dns": {
    title: "Name not found: {host} does not resolve",
    explanation:
      "The browser could not turn {host} into an address, so it never contacted a server.",
    causes: [
      "A typing error in the host name.",
      "The DNS record is missing or not yet spread.",
      "The name exists only in another network (VPN, container, company DNS).",
    ],
    fixes: [
      { role: "client", text: "Check the host name in the URL.", setting: "nslookup {host}" },
      {
        role: "server",
        text: "Create the DNS record, or connect to the network that knows the name.",
      },
    ],
  },
  "handshake-unreachable": {
    title: "Unreachable: no way[ to {hostPort}]",
    explanation: "The name resolves, but the network has no way to the address.",
    causes: [
      "A VPN is missing.",
      "The address is private to another network.",
      "A firewall or router drops the way.",
    ],
    fixes: [{ role: "client", text: "Check network and VPN; try https://{hostPort}/ in a tab." }],
    variants: {
      "no-connection": {
        title: "No connection[ to {hostPort}] was made: refused, or no way there",
        explanation:
          "The name resolves, and no connection to the address was made. We can't know whether it was refused or has no way, because Safari says of both only: {error} A command tells them apart.",
        causes: [
          "The server is down, or listens on another port or interface.",
          "A firewall rejects the port, or a VPN is missing.",
        ],
        fixes: [
          {
            role: "client",
            text: "Ask by a command: “refused” means that nothing listens there.",
            setting: "nc -vz {host} {port}",
          },
          {
            role: "server",
            text: "Start the server and see that it listens.",
            setting: "ss -ltn 'sport = :{port}'",
          },
        ],
      },
      offline: {
        title: "Offline: no network when {hostPort} was contacted",
        explanation: "The browser was offline. Nothing is known about the server.",
        causes: ["The network of this computer was down.", "DevTools simulates “Offline”."],
        fixes: [
          {
            role: "client",
            text: "Reconnect when the browser fires “online”, rather than by a timer.",
            setting: "addEventListener('online', connect);",
          },
        ],
      },
      changed: {
        title: "The network changed while connecting[ to {hostPort}]",
        explanation:
          "The computer moved to another network in the middle of the handshake. Trying again is all it needs.",
        causes: ["Wi-Fi, cable or VPN switched over."],
        fixes: [{ role: "client", text: "Reconnect after a short random delay." }],
      },
      suspended: {
        title: "The computer was falling asleep or waking[ when {hostPort} was contacted]",
        explanation:
          "While a computer sleeps the browser lets nothing into the network. Nothing is known about the server; trying again once it is awake is all it needs.",
        causes: ["Sleep or hibernation of the computer."],
        fixes: [
          {
            role: "client",
            text: "Try again on waking, and do not give up for good after the attempts that failed in sleep.",
            setting:
              "addEventListener('online', connect); document.addEventListener('visibilitychange', connect);",
          },
        ],
      },
      proxy: {
        title: "The proxy did not let the browser through[ to {hostPort}]",
        explanation: "This browser uses a proxy, and the proxy refused or failed to make a tunnel.",
        causes: ["The proxy's policy forbids the host or the port.", "The proxy itself is down."],
        fixes: [
          { role: "proxy", text: "Allow CONNECT to {host} on port {port}." },
          { role: "server", text: "Serve wss:// on port 443, which most proxies let through." },
        ],
      },
      reset: {
        title: "Reset: [{hostPort} ]cut the connection during the handshake",
        explanation:
          "Something accepted the connection and then cut it (TCP reset) before it gave an HTTP answer.",
        causes: [
          "The server process crashed or refused the connection.",
          "A firewall or a filter on the way cuts WebSocket traffic; a VPN's web protection and an antivirus program on this computer do so, too.",
          "A load balancer has no healthy server behind it.",
        ],
        fixes: [
          { role: "server", text: "Look in the server's log at the time of the attempt." },
          {
            role: "proxy",
            text: "Check the load balancer's health checks and the firewall's log.",
          },
          {
            role: "client",
            text: "Try without the VPN and without the antivirus program's web shield: if it opens then, exempt the host there.",
          },
        ],
      },
      closed: {
        title: "Cut off: [{hostPort} ]closed the connection before it answered",
        explanation: "The connection was accepted and then closed without an answer.",
        causes: [
          "The server process crashed or refused the connection.",
          "A TLS terminator or proxy gave up.",
        ],
        fixes: [
          {
            role: "server",
            text: "Look in the log of the server and of the proxy before it, at the time of the attempt.",
          },
        ],
      },
    },
  },
  "handshake-timeout": {
    title: "No answer: the page gave up on {hostPort} after {waited}",
    explanation:
      "The server did not answer the handshake, and the page closed the socket while it was still connecting.",
    causes: [
      "The server is overloaded or hangs.",
      "A firewall drops packets.",
      "The page's own time limit is too short for a slow network.",
    ],
    fixes: [
      { role: "server", text: "Answer the handshake at once, and do slow work after open." },
      { role: "client", text: "Give the handshake at least 10 s before giving up." },
    ],
    variants: {
      browser: {
        title: "No answer: the browser gave up on {hostPort} after {age}",
        explanation:
          "No answer to the connection or to the handshake came. A program that is down on a running machine would have refused; a machine that is gone, or a firewall, answers nothing at all.",
        causes: [
          "A firewall drops packets.",
          "The machine is down or not in the network any more: it cannot refuse.",
          "The server is overloaded or hangs.",
          "The address is wrong.",
        ],
      },
      "held-back": {
        title: "Given up while {browser} held it back: [{hostPort} ]after {waited}",
        explanation:
          "After failed attempts {browser} itself waits before it connects to the same address again, and the page closed the socket within that time. The server can't have answered: for most of it nothing had been sent.",
        causes: ["The attempts before it failed: what they failed of is what counts."],
        fixes: [
          {
            role: "client",
            text: "Let the page's own limit for the handshake exceed the browser's wait, and retry less often.",
          },
        ],
      },
      waiting: {
        title: "No answer yet: [{hostPort} ]has been silent for {waited}",
        explanation:
          "The handshake was sent and nothing came back. The browser itself waits for up to four minutes.",
      },
    },
  },
} as const satisfies Record<string, FindingText>;
