import { FORWARD_UPGRADE } from "../../settings.ts";
import type { Words } from "../../text.ts";
import { BACKOFF } from "./backoff.ts";

/** What libraries with a session or a mount of their own mean by it. */
export const BY_SESSIONS = {
  "session-socket-io": {
    title: "Socket.IO's upgrade refused: {hostPort} answered {status} to its session id",
    explanation:
      "The first request of Socket.IO got an id, and the upgrade with that id was refused. A server that does not know the id answers so, and so does one that gets the request without its Upgrade header.",
    causes: [
      "Several servers or processes behind one address, without sticky sessions: the session was made by another server.",
      "A proxy does not pass the Upgrade header on.",
      "The server was restarted between the two requests.",
    ],
    fixes: [
      {
        role: "proxy",
        text: "Switch sticky sessions on, so that one client always comes to the same server.",
        settings: [
          {
            product: "nginx",
            text: "upstream app { ip_hash; server 10.0.0.1:8080; server 10.0.0.2:8080; }",
          },
          { product: "HAProxy", text: "cookie SERVERID insert indirect nocache" },
        ],
      },
      { role: "proxy", text: "Forward the upgrade.", settings: FORWARD_UPGRADE },
      {
        role: "client",
        text: "Or skip the first request: one connection then needs no stickiness.",
        setting: 'io(url, { transports: ["websocket"] })',
      },
    ],
  },
  "engine-io": {
    title: "Refused by Socket.IO: {hostPort} answered {status} to its first request",
    explanation:
      "Socket.IO's servers answer 400 to what they do not take for a request of theirs. The body of the answer says which of the causes it is.",
    causes: [
      "The page's origin is not allowed: servers in Python answer that with 400. Behind a proxy that ends TLS they compare it with http:// unless X-Forwarded-Proto and Host are passed on.",
      "Client and server are of versions that do not fit: the address says EIO=4 for version 3 and newer, EIO=3 for version 2.",
      "The upgrade is lost on the way, or the server runs without a worker that can hold WebSockets.",
    ],
    fixes: [
      {
        role: "server",
        text: "Allow the page's origin, and serve with a worker for WebSockets.",
        settings: [
          {
            product: "python-socketio",
            text: 'cors_allowed_origins=["https://app.example.com"]',
          },
          { product: "Socket.IO", text: "new Server(server, { allowEIO3: true })" },
          { product: "gunicorn", text: "gunicorn -k gevent -w 1 app:app" },
        ],
      },
      {
        role: "proxy",
        text: "Tell the server the page's scheme and host, and forward the upgrade.",
        settings: [
          {
            product: "nginx",
            text: "proxy_set_header X-Forwarded-Proto $scheme; proxy_set_header Host $http_host;",
          },
          ...FORWARD_UPGRADE,
        ],
      },
      BACKOFF,
    ],
  },
  "engine-io-proxied": {
    title: "Refused by Socket.IO: {hostPort} answered {status} through {who}",
    explanation:
      "Before Socket.IO is {who}. Its servers answer 400 to an upgrade that arrives as a plain request, and to what they refuse for other reasons; the body of the answer says which.",
    causes: [
      "The upgrade is lost on the way: the proxy does not forward Upgrade and Connection, or speaks HTTP/1.0 to the server.",
      "The page's origin is not allowed: servers in Python answer that with 400. Behind a proxy that ends TLS they compare it with http:// unless X-Forwarded-Proto and Host are passed on.",
      "Client and server are of versions that do not fit: the address says EIO=4 for version 3 and newer, EIO=3 for version 2.",
    ],
    fixes: [
      { role: "proxy", text: "Forward the upgrade.", settings: FORWARD_UPGRADE },
      {
        role: "proxy",
        text: "Tell the server the page's scheme and host.",
        settings: [
          {
            product: "nginx",
            text: "proxy_set_header X-Forwarded-Proto $scheme; proxy_set_header Host $http_host;",
          },
        ],
      },
      {
        role: "server",
        text: "Allow the page's origin and the client's version.",
        settings: [
          { product: "python-socketio", text: 'cors_allowed_origins=["https://app.example.com"]' },
          { product: "Socket.IO", text: "new Server(server, { allowEIO3: true })" },
        ],
      },
      BACKOFF,
    ],
  },
  "sockjs-upgrade": {
    title: "Upgrade lost on the way to SockJS, it seems: {hostPort} answered {status}",
    explanation:
      'SockJS knows the address and answers 400 to what arrives there without its Upgrade header (“Can "Upgrade" only to "WebSocket"”). A session made by another server plays no part: over a WebSocket each connection is its own.',
    causes: [
      "The upgrade is lost on the way: a proxy does not forward Upgrade and Connection, or speaks HTTP/1.0 to the server.",
      "The server's own origin check refused it.",
    ],
    fixes: [
      { role: "proxy", text: "Forward the upgrade.", settings: FORWARD_UPGRADE },
      { role: "server", text: "Check that websocket is among the transports that it serves." },
    ],
  },
  "action-cable": {
    title: "Refused by Action Cable, it seems: {hostPort} answered 404 at {path}",
    explanation:
      "Action Cable answers 404 not only where nothing is mounted at the path, but also where it does not allow the page's origin, and where what arrived is no upgrade. The server's log says which: “Request origin not allowed”, or “Failed to upgrade to WebSocket”.",
    causes: [
      "The page's origin is not among the allowed ones; behind a proxy that ends TLS, Rails takes it for another scheme.",
      "A proxy drops the Upgrade header.",
      "Action Cable is mounted at another path.",
    ],
    fixes: [
      {
        role: "server",
        text: "Allow the page's origin.",
        settings: [
          {
            product: "Action Cable",
            text: 'config.action_cable.allowed_request_origins = ["https://app.example.com"]',
          },
          { product: "Rails behind TLS", text: "config.assume_ssl = true" },
        ],
      },
      {
        role: "proxy",
        text: "Forward the upgrade, and pass scheme and host on.",
        settings: [
          { product: "nginx", text: "proxy_set_header X-Forwarded-Proto $scheme;" },
          ...FORWARD_UPGRADE,
        ],
      },
      BACKOFF,
    ],
  },
  "session-signalr": {
    title: "Connection made by another server: {hostPort} answered {status} to its id",
    explanation:
      "SignalR's negotiate got a connection id from one server, and the upgrade with that id came to one that does not know it.",
    causes: [
      "Another instance made the id: several servers behind one address, without sticky sessions.",
      "The server was restarted between negotiate and the upgrade.",
      "A proxy strips the upgrade, or WebSockets are switched off in the server: then other transports work with the same id.",
    ],
    fixes: [
      {
        role: "proxy",
        text: "Switch sticky sessions (session affinity) on, or use Azure SignalR Service.",
      },
      {
        role: "client",
        text: "Or leave negotiate out: one connection then needs no stickiness.",
        setting:
          ".withUrl(url, { skipNegotiation: true, transport: signalR.HttpTransportType.WebSockets })",
      },
    ],
  },
  "session-sockjs": {
    title: "SockJS session not known: {hostPort} answered {status}",
    explanation:
      "The address is a session of SockJS, and the server that was asked does not have it, or has no SockJS at this prefix.",
    causes: [
      "Several servers behind one address, without sticky sessions.",
      "SockJS is served under another prefix.",
      "WebSockets are switched off in the SockJS server.",
    ],
    fixes: [
      {
        role: "proxy",
        text: "Send all requests with the same prefix and server number to the same server.",
      },
      { role: "server", text: "Check the prefix, and that websocket is among the transports." },
    ],
  },
  "sockjs-raw": {
    title: "A SockJS endpoint, asked by a plain WebSocket: {hostPort} answered {status}",
    explanation:
      "What answers at {path} is SockJS. It takes plain WebSockets only at its own sub-path, websocket.",
    causes: ["The page uses new WebSocket() with the address that is meant for SockJS."],
    fixes: [
      {
        role: "client",
        text: "Use SockJS, or its address for plain WebSockets.",
        setting: 'new WebSocket(url + "/websocket")',
      },
      { role: "server", text: "Or add an endpoint without SockJS beside it." },
    ],
  },
} as const satisfies Record<string, Partial<Words>>;
