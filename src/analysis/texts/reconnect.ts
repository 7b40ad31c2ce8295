import { NGINX_UPGRADE } from "./settings.ts";
import type { FindingText } from "./text.ts";

const GOOD_BACKOFF = "const delayMs = Math.random() * Math.min(30_000, 1_000 * 2 ** attempt);";

const SPREAD_CLOSES = {
  role: "server",
  text: "When restarting, close the sockets over some seconds rather than all at once.",
} as const;

/** How a page comes back, or does not. */
export const RECONNECT_TEXTS = {
  "reconnect-storm": {
    title:
      "Reconnect storm: {attempts} attempts in {span} ({rate} a minute), {policy}; 1,000 such pages make {load} handshakes a second in the first minute of an outage",
    explanation:
      "None of the attempts at {hostPort} held for 30 s, and the next came too soon. A client with backoff and full jitter would have made about {good} in the same time. A storm keeps a struggling server down.",
    causes: [
      "Reconnecting in onclose without a growing delay.",
      "The delay is reset by each connection that opens and dies at once.",
      "The server ends each connection for a reason that retrying does not change.",
    ],
    fixes: [
      {
        role: "client",
        text: "Reconnect with exponential backoff, full jitter and a cap, and count the attempts anew only after 30 s of being open.",
        setting: GOOD_BACKOFF,
      },
      {
        role: "server",
        text: "Close with 1013, or answer 429 with Retry-After, to slow clients down.",
      },
    ],
    variants: {
      // Without a policy nobody knows how the same page would behave in another outage.
      unpriced: {
        title: "Reconnect storm: {attempts} attempts in {span} ({rate} a minute), {policy}",
      },
    },
  },
  "no-backoff": {
    title: "No backoff: {hostPort} is retried every {delay} ({n} times)",
    explanation:
      "The wait before each retry stays the same, however often it fails. When a server is down, all its clients keep knocking at full rate.",
    causes: [
      "A fixed timer in the close handler.",
      "A library's backoff is switched off or reset too early.",
    ],
    fixes: [
      {
        role: "client",
        text: "Let the wait grow, with jitter and a cap, and start small again only after 30 s of being open.",
        setting: GOOD_BACKOFF,
      },
    ],
    variants: {
      immediate: {
        title: "No backoff: {hostPort} is retried at once, {n} times after {delay} on average",
        explanation:
          "A new connection is opened the moment the old one ends. When a server is down, all its clients hit it as fast as they can.",
        causes: ["new WebSocket is called directly in onclose or onerror."],
      },
    },
  },
  "no-jitter": {
    title: "Backoff without jitter: {waits} on the same curve ({policy})",
    explanation:
      "The waits grow, which spares {hostPort}. But they are the same for every client: after an outage all that lost their connection together also come back together, wave after wave.",
    causes: ["The delay is computed from the attempt's number alone."],
    fixes: [
      { role: "client", text: "Draw each wait at random below the curve.", setting: GOOD_BACKOFF },
    ],
  },
  "thundering-herd": {
    title: "Thundering herd: {sockets} came back to {hostPort} within {span} ({times})",
    explanation:
      "These sockets of the page were lost together and all returned in the same instant, more than once. With many such pages open, a server that has just recovered gets all of them at once.",
    causes: [
      "Each socket or iframe reconnects by itself, on the same schedule and without jitter.",
      "One event, such as online or a timer, starts all reconnects.",
    ],
    fixes: [
      {
        role: "client",
        text: "Share one socket between the parts of the page, or give each its own random wait.",
        setting: GOOD_BACKOFF,
      },
      SPREAD_CLOSES,
    ],
    variants: {
      tabs: {
        title:
          "Thundering herd: {sockets} in {tabs} came back to {hostPort} within {span} ({times})",
        explanation:
          "This tab and other tabs of the same site lost their sockets together, and all of them returned in the same instant, more than once. Every user with several tabs open does the same, so a server that has just recovered gets all of them at once.",
        causes: [
          "Each tab reconnects by itself, on the same schedule and without jitter.",
          "One event that reaches all tabs, such as online, starts all reconnects.",
        ],
        fixes: [
          {
            role: "client",
            text: "Give each tab its own random wait, or let the tabs share one socket: in a SharedWorker, or in the tab that holds a lock (navigator.locks).",
            setting: GOOD_BACKOFF,
          },
          SPREAD_CLOSES,
        ],
      },
    },
  },
  "retry-hopeless": {
    title: "Retried in vain: {hostPort} answered {answer} {n} times in a row, about every {every}",
    explanation:
      "This answer does not change by asking again. Each retry costs both sides a handshake, and some servers lock a client out for it.",
    causes: [
      "The reconnect code does not look at the close code, and retries whatever happened.",
      "The page sees only 1006 for a refused handshake and cannot tell it from a lost network.",
      "The credentials are not renewed before the next attempt.",
    ],
    fixes: [
      {
        role: "client",
        text: "Stop on close codes that say do not retry, and tell the user.",
        setting: "if ([1008, 3000].includes(event.code)) return;",
      },
      {
        role: "credentials",
        text: "Renew the token before the next attempt; if it is refused again, ask for a new login.",
      },
      {
        role: "server",
        text: "Accept the handshake, then close with 3000 or 3003: unlike a status code, the page can read that.",
      },
    ],
    variants: {
      "too-soon": {
        title:
          "Retried too soon: {hostPort} asked to wait {asked}, and was tried again after {waited} ({times})",
        explanation:
          "The server said how long to wait. Each attempt before that is refused, and many servers begin their count anew with it.",
        causes: [
          "A page cannot read the headers of a refused handshake, Retry-After among them, so its reconnect code never learns of the wait.",
          "The reconnect code does not look at what the server said before the close.",
        ],
        fixes: [
          {
            role: "client",
            text: "Let the wait grow with each failure, up to {asked} or more, with jitter.",
          },
          {
            role: "server",
            text: "Accept the handshake, then close with 1013 and the wait in the reason: unlike a header, the page can read that.",
          },
        ],
      },
    },
  },
  flapping: {
    title: "Flapping: {n} connections to {hostPort} in a row opened and died within {longest}",
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
  },
  "leaked-sockets": {
    title: "Leaked sockets: {leaked} to {hostPort} still open while {place} opened new ones",
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
    title: "Gave up: no reconnect to {hostPort} for {waited} after {code}{reason}",
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
      retried: {
        title: "Gave up: no reconnect to {hostPort} for {waited}, after {retries}",
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
    title: "Socket.IO stays on HTTP polling: the upgrade to a WebSocket at {hostPort} failed",
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
        setting: NGINX_UPGRADE,
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
      signalr: {
        title: "SignalR's WebSocket to {hostPort} failed; it has probably gone on over HTTP",
        explanation:
          "SignalR asked over HTTP first, and the WebSocket that it then chose never opened. By default it goes on over Server-Sent Events or long polling, and tries no other WebSocket until that ends. We can't know whether it did, because these are plain requests, which Stormglass does not watch: look in the Network panel for requests to {path}.",
        causes: [
          "A proxy does not forward the upgrade.",
          "WebSockets are switched off at the server: on IIS and Azure App Service they are a setting of their own.",
          "Several servers without sticky sessions: the upgrade reached one that does not know the id.",
        ],
        fixes: [
          { role: "proxy", text: "Forward the upgrade.", setting: NGINX_UPGRADE },
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
} satisfies Record<string, FindingText>;
