import { forwardUpgrade, GOOD_BACKOFF } from "./settings.ts";
import type { FindingText } from "./text.ts";

/** Coming back that leads to nothing: lives too short, too many, or none any more. */
const NOT_TRIED_YET =
  "The connection ended for a reason that passes. The page is in front and online, and has not tried again. It may still be about to: what is known of its waits does not rule that out.";

export const RETURN_TEXTS = {
  flapping: {
    title: "Flapping: {n} connections[ to {hostPort}] in a row opened and died within {longest}",
    explanation:
      "The connection succeeds and is lost again at once. A client that takes each opening for a success starts its backoff anew every time, and so never slows down.",
    causes: [
      "The server or a proxy accepts the handshake and then drops the connection.",
      "What the page sends first makes the server close.",
      "The backoff is reset in onopen.",
    ],
    fixes: [
      {
        role: "client",
        text: "Reset the backoff only once a connection has proved stable.",
        setting: "socket.onopen = () => { timer = setTimeout(() => { attempt = 0; }, 30_000); }",
      },
      { role: "server", text: "Look in the log for what happens right after the handshake." },
    ],
    variants: {
      unseen: {
        title:
          "Flapping: {n} connections[ to {hostPort}] in a row ended within {longest}[, and each was opened again within {wait}]",
        explanation:
          "The file holds no close codes, so it does not say who ended them. A page that opens the next one at once wanted to stay connected, or it replaces a working socket again and again.",
        causes: [
          "The server asks to reconnect, or ends each connection after its first messages.",
          "The page closes a working socket and opens another, for instance in an effect that runs too often.",
        ],
        fixes: [
          { role: "server", text: "Look in the log for what ends each connection." },
          { role: "client", text: "Look where the page calls close() and opens the next socket." },
        ],
      },
      "taken-over": {
        explanation:
          "Each of these connections ends because another one of the same identity has opened, and the page opens the next all the same. What to do about it is told with the take-over.",
        causes: ["Another connection of the same identity ends each of these."],
        fixes: [
          {
            role: "client",
            text: "Give each connection an identity of its own, and do not reconnect when one was replaced.",
          },
        ],
      },
      goodbye: {
        title:
          "Flapping: [{hostPort} said ]goodbye to {n} connections in a row within {longest}[, after {messages} of the page each, and the page opened each again]",
        explanation:
          "Each end is in good order, which is what a server sends whose handler has come to its end. The page wants to stay connected, so it opens the same connection again and again.",
        causes: [
          "The connection's handler on the server ends after it has handled {messages}: it returns instead of waiting for the next one, and the library then closes the connection.",
          "The server means each connection for one exchange, and the page does not.",
        ],
        fixes: [
          {
            role: "server",
            text: "Keep the handler running for as long as the connection should live: read messages in a loop.",
            settings: [
              {
                product: "Python's websockets",
                text: "async for message in websocket: await handle(message)",
              },
              {
                product: "FastAPI",
                text: "while True: await handle(await websocket.receive_text())",
              },
            ],
          },
          {
            role: "client",
            text: "Where one exchange is meant, do not reconnect after a close with 1000.",
          },
        ],
      },
    },
  },
  "page-churn": {
    title:
      "Page churn: {place} closed {n} working connections[ to {hostPort}] in {span}[, and the page opened the next each time]",
    explanation:
      "Nothing was wrong with these connections: the page itself ends each one and replaces it by another. Each costs a handshake and a login, and what the server sends in between is lost.",
    causes: [
      "An effect of a component runs again at each rendering because its dependencies are missing or change each time (React's useEffect without its list).",
      "A timer that reconnects was started more than once, or is never cancelled.",
      "Code that connects is called again by what arrives on the connection.",
    ],
    fixes: [
      {
        role: "client",
        text: "Look at the place that calls close(), named in the evidence: open the socket once, and close it only when it is not needed any more.",
        setting:
          "useEffect(() => { const socket = new WebSocket(url); return () => socket.close(); }, [url]);",
      },
      {
        role: "client",
        text: "Cancel the timer before it is started again: clearInterval(timer).",
      },
    ],
  },
  "leaked-sockets": {
    title: "Leaked sockets: {leaked}[ to {hostPort}] still open while {place} opened new ones",
    explanation:
      "The same line of the page's code opens a socket again and again without closing the one before, and sends nothing more on the old ones. Each costs memory on both sides, and messages may be handled twice.",
    causes: [
      "A component opens a socket when it appears and does not close it when it goes.",
      "Reconnect code starts a new socket on a timer although the old one still lives.",
    ],
    fixes: [
      {
        role: "client",
        text: "Close the old socket before opening the next.",
        setting:
          "useEffect(() => { const socket = new WebSocket(url); return () => socket.close(); }, [url]);",
      },
    ],
  },
  "gave-up": {
    title: "Gave up: no reconnect[ to {hostPort}] for {waited} after {code}{reason}",
    explanation:
      "The connection ended for a reason that passes, the page is in front and online, and yet nothing was tried again. What the page shows may be out of date without anybody noticing.",
    causes: ["The page has no code to reconnect.", "An error in the close handler stopped it."],
    fixes: [
      {
        role: "client",
        text: "Reconnect with backoff, and show the user that the connection is lost.",
        setting: GOOD_BACKOFF,
      },
    ],
    variants: {
      noticed: {
        title: "Not tried again[ at {hostPort}] for {waited} after {code}{reason}",
        explanation: NOT_TRIED_YET,
      },
      "noticed-retried": {
        title: "Not tried again[ at {hostPort}] for {waited}; the last wait was {lastWait}",
        explanation: NOT_TRIED_YET,
        causes: ["The client's limit of attempts is reached.", "Its next wait is a longer one."],
      },
      retried: {
        title: "Gave up: no reconnect[ to {hostPort}] for {waited}, after {retries}",
        causes: [
          "The client's limit of attempts is reached.",
          "An error in the close handler stopped it.",
        ],
        fixes: [
          {
            role: "client",
            text: "After the last attempt go on trying at the longest wait, or offer a button; try again when the tab is shown or the network is back.",
            setting:
              "addEventListener('online', connect); document.addEventListener('visibilitychange', connect);",
          },
        ],
      },
    },
  },
  "fell-back-to-polling": {
    title: "Socket.IO stays on HTTP polling: the upgrade to a WebSocket[ at {hostPort}] failed",
    explanation:
      "The session began over HTTP, and the WebSocket that was to take over never opened. Socket.IO does not try again in the same session: every message now costs an HTTP request.",
    causes: [
      "A proxy does not forward the upgrade.",
      "Several servers behind a load balancer without sticky sessions: the upgrade reached one that does not know the session.",
      "The server's transports option leaves WebSockets out.",
    ],
    fixes: [
      {
        role: "proxy",
        text: "Forward the upgrade.",
        settings: forwardUpgrade("/"),
      },
      {
        role: "proxy",
        text: "Keep each client on one server; in nginx, by a line in the upstream block.",
        settings: [{ product: "nginx", text: "ip_hash;" }],
      },
      {
        role: "client",
        text: "Use WebSockets from the start, if every client can.",
        setting: 'io(url, { transports: ["websocket"] })',
      },
    ],
    variants: {
      seen: {
        title: "The page went on over HTTP polling: the WebSocket at {hostPort} failed",
        explanation:
          "Requests that poll the same host were answered after the WebSocket had failed. The application works, but every message now costs an HTTP request.",
      },
      signalr: {
        title: "SignalR's WebSocket[ to {hostPort}] failed[; it has probably gone on over HTTP]",
        explanation:
          "SignalR asked over HTTP first, and the WebSocket that it then chose never opened. By default it goes on over Server-Sent Events or long polling, and tries no other WebSocket until that ends. Whether it did would show in requests that poll this host, and none were seen: DevTools was not open, or they go elsewhere. Look in the Network panel for requests to {path}.",
        causes: [
          "A proxy does not forward the upgrade.",
          "WebSockets are switched off at the server: on IIS and Azure App Service they are a setting of their own.",
          "Several servers without sticky sessions: the upgrade reached one that does not know the id.",
        ],
        fixes: [
          { role: "proxy", text: "Forward the upgrade.", settings: forwardUpgrade("/") },
          {
            role: "server",
            text: "Switch WebSockets on.",
            setting: "az webapp config set --web-sockets-enabled true",
          },
          {
            role: "client",
            text: "Use WebSockets from the start, if every client can.",
            setting:
              "withUrl(url, { skipNegotiation: true, transport: HttpTransportType.WebSockets })",
          },
        ],
      },
    },
  },
} as const satisfies Record<string, FindingText>;
