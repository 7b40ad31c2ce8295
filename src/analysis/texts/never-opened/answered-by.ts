import { FORWARD_UPGRADE } from "../settings.ts";
import type { Words } from "../text.ts";

const BACKOFF = {
  role: "client" as const,
  text: "Retry with exponential backoff and jitter; a refusal does not change by itself.",
};

/** What a status means where it is known who gave it: see `knowledge/answered-by.ts`. */
export const ANSWERED_BY: Record<string, Partial<Words>> = {
  challenge: {
    title: "Stopped by a bot check: {hostPort} answered {status} with a challenge page",
    explanation:
      "A service before the server wants proof of a human by a page with a script. A socket cannot show that page, so it is refused until the browser has passed the check.",
    causes: [
      "The WebSocket path is behind a challenge that the page's own host is not, or passed before.",
      "The cookie of the passed check has expired, or is not sent to this host.",
    ],
    fixes: [
      {
        role: "proxy",
        text: "Exempt the WebSocket path from challenges in the rules of the firewall.",
      },
      { role: "client", text: "Open {httpUrl} in a tab once, and pass the check there." },
    ],
  },
  "tls-port": {
    title: "Plain text to a TLS port: {hostPort} wants wss://",
    explanation: "The port speaks TLS, and the handshake came to it unencrypted.",
    causes: ["The URL begins with ws:// where the server speaks TLS."],
    fixes: [{ role: "client", text: "Use wss:// in the URL." }],
  },
  airplay: {
    title: "Another program answers on {hostPort}: AirPlay of macOS, not the server ({status})",
    explanation:
      "The answer is from the AirPlay receiver, which takes ports 5000 and 7000 on a Mac.",
    causes: [
      "The server could not listen on port {port}, or listens only on another address of it.",
    ],
    fixes: [
      {
        role: "server",
        text: "Use another port, or switch the AirPlay receiver off in System Settings, General, AirDrop & Handoff.",
      },
    ],
  },
  "headers-too-large": {
    title: "Request too large: {hostPort} answered {status} to {requestSize} of headers",
    explanation:
      "The server takes only so many bytes of headers, and the browser sends every cookie of the host with the handshake.",
    causes: [
      "Cookies of the host have grown, or there are many of them.",
      "A long token stands in the URL or in the subprotocol.",
    ],
    fixes: [
      {
        role: "client",
        text: "Delete the host's cookies to try; keep large state out of cookies.",
      },
      {
        role: "server",
        text: "Allow larger headers, or serve the socket from a host without cookies.",
        settings: [
          { product: "nginx", text: "large_client_header_buffers 4 32k;" },
          { product: "Node", text: "node --max-http-header-size=32768 server.js" },
        ],
      },
    ],
  },
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
  "no-library": {
    title: "The server has no WebSocket library, it seems: uvicorn at {hostPort} answered 404",
    explanation:
      "uvicorn passes an upgrade on as a plain request where no WebSocket library is installed, and a route for WebSockets answers that with 404. A path that does not exist is refused with 403 where there is one.",
    causes: [
      "uvicorn is installed without websockets or wsproto; its log says “No supported WebSocket library detected”.",
      "The upgrade was stripped by a proxy before it.",
    ],
    fixes: [
      {
        role: "server",
        text: "Install the library, and start the server again.",
        setting: 'pip install "uvicorn[standard]"',
      },
      { role: "proxy", text: "Forward the upgrade.", settings: FORWARD_UPGRADE },
    ],
  },
  wsgi: {
    title: "The server cannot open WebSockets, it seems: WSGI at {hostPort} answered {status}",
    explanation:
      "What answers is a WSGI server, such as Django's or gunicorn's. WSGI knows requests and answers, and no upgrade; only a worker made for it can hold a WebSocket.",
    causes: [
      "The application runs under WSGI rather than ASGI.",
      "With Flask: gunicorn runs without a worker for WebSockets (gevent, eventlet).",
      "With Django Channels: daphne is not first among INSTALLED_APPS, or the proxy sends the path to the WSGI server.",
    ],
    fixes: [
      {
        role: "server",
        text: "Run it under ASGI.",
        settings: [
          { product: "Django", text: "daphne -p 8000 mysite.asgi:application" },
          {
            product: "gunicorn",
            text: "gunicorn mysite.asgi:application -k uvicorn.workers.UvicornWorker",
          },
        ],
      },
    ],
  },
  static: {
    title: "No WebSockets there: {who} answered {status} at {hostPort}",
    explanation:
      "Such hosting hands out files and runs short functions; it keeps no connection open, so there is nothing that could upgrade.",
    causes: [
      "The page connects to the host that it came from, and the WebSocket server is another one.",
      "The server was deployed as a serverless function.",
    ],
    fixes: [
      {
        role: "server",
        text: "Run the WebSocket server where a process can stay, and give the page its address.",
      },
      { role: "client", text: "Do not derive the address from location.host." },
    ],
  },
  asgi: {
    title: "Refused before it was accepted: {hostPort} answered 403",
    explanation:
      "An ASGI server (Starlette, FastAPI, Channels) answers 403 both where no WebSocket route has this path and where the application closes before it accepts.",
    causes: [
      "No WebSocket route has this path: compare it, with its prefix and its last slash.",
      "The application refused: a token, a cookie, an origin, or a dependency that failed before accept().",
      "With Channels: AllowedHostsOriginValidator does not find the host of the page's origin in ALLOWED_HOSTS.",
    ],
    fixes: [
      { role: "server", text: "List the routes, and look in the log at the time of the attempt." },
      {
        role: "server",
        text: "To tell a refusal from a missing route, accept first and then close with a code and a reason.",
        setting: 'await websocket.accept(); await websocket.close(4401, "token expired")',
      },
      BACKOFF,
    ],
  },
  tornado: {
    title: "Refused: Tornado at {hostPort} answered 403",
    explanation:
      "Tornado answers an upgrade with 403 where the page's origin is another host, or where the application wants a login.",
    causes: [
      "The Origin is not the server's own host: behind a proxy, Host is not passed on.",
      "The token or the cookie of the login is missing.",
    ],
    fixes: [
      {
        role: "proxy",
        text: "Pass the host on.",
        settings: [{ product: "nginx", text: "proxy_set_header Host $host;" }],
      },
      { role: "server", text: "Allow the page's origin in check_origin()." },
    ],
  },
  "tornado-login": {
    title: "Refused: Tornado at {hostPort} answered 403",
    explanation:
      "The page is from the same host and port, so it is not about its origin: the application wants a login that did not come, or does not allow what was asked.",
    causes: [
      "The browser sent no cookie of the login: they are blocked, or the login is of another name of this computer (127.0.0.1 and localhost are two).",
      "The token is missing or old, as after a restart of the server.",
    ],
    fixes: [
      {
        role: "client",
        text: "Log in again under the very address that the socket uses, with cookies allowed.",
      },
      { role: "server", text: "Look in the server's log for the request and the reason." },
    ],
  },
  "upgrades-off": {
    title: "Refused: Envoy at {hostPort} answered 403",
    explanation:
      "Envoy refuses upgrades with 403 unless they are allowed for the route. It puts its name on the answers of the application behind it as well.",
    causes: [
      "The listener's connection manager has no upgrade of type websocket.",
      "A policy of the mesh forbids the request.",
      "The application behind Envoy refused: a token, a cookie or an origin.",
    ],
    fixes: [
      {
        role: "proxy",
        text: "Allow the upgrade in the HTTP connection manager or the route.",
        settings: [{ product: "Envoy", text: 'upgrade_configs: [{ upgrade_type: "websocket" }]' }],
      },
      {
        role: "server",
        text: "Look into the application's log: a 403 that stands there is its own.",
      },
    ],
  },
  "switched-off": {
    title: "WebSockets are switched off in the hosting, it seems: {hostPort} answered 503",
    explanation:
      "IIS and Azure App Service have a switch of their own for WebSockets; while it is off, an upgrade is refused.",
    causes: [
      "WebSockets are off in the app's configuration.",
      "The app is stopped, starting or overloaded.",
    ],
    fixes: [
      {
        role: "server",
        text: "Switch WebSockets on.",
        settings: [
          {
            product: "Azure App Service",
            text: "az webapp config set --name APP --resource-group GROUP --web-sockets-enabled true",
          },
          { product: "IIS", text: "Install-WindowsFeature Web-WebSockets" },
        ],
      },
      BACKOFF,
    ],
  },
  iis: {
    title: "Not upgraded: IIS at {hostPort} answered {status}",
    explanation: "IIS upgrades only where its WebSocket feature is installed and switched on.",
    causes: [
      "The WebSocket Protocol feature of IIS is not installed, or off for this site.",
      "The path is wrong.",
    ],
    fixes: [
      {
        role: "server",
        text: "Install the feature.",
        settings: [{ product: "IIS", text: "Install-WindowsFeature Web-WebSockets" }],
      },
    ],
  },
  "dev-server": {
    title: "The development server answered: {hostPort} gave {status}, not the WebSocket server",
    explanation:
      "What answers is the page's development server. It passes sockets on only where its proxy is told to.",
    causes: [
      "The path is not in the development server's proxy, or without ws: true.",
      "The page connects to its own host rather than to the server's.",
    ],
    fixes: [
      {
        role: "proxy",
        text: "Pass the path on, with WebSockets.",
        settings: [
          {
            product: "Vite",
            text: "server: { proxy: { '{location}': { target: 'ws://localhost:8080', ws: true } } }",
          },
        ],
      },
      { role: "client", text: "Or use the WebSocket server's own address in development." },
    ],
  },
  "no-route": {
    title: "{who} knows no {path}: {hostPort} answered 404 by itself",
    explanation:
      "The page of the 404 is the proxy's own, so the request did not come to any server behind it.",
    causes: [
      "The proxy has no route for this path or this host name.",
      "The path in the URL is wrong.",
    ],
    fixes: [
      {
        role: "proxy",
        text: "Route the path to the WebSocket server.",
        settings: FORWARD_UPGRADE,
      },
      { role: "client", text: "Check the path, with and without a slash at its end." },
    ],
  },
  stripped: {
    title: "Upgrade lost on the way, it seems: {hostPort} answered {status} through {who}",
    explanation:
      "Before the server is {who}. Unless it is told otherwise a proxy drops Upgrade and Connection, and the server then answers what it answers to any plain request: here {status}.",
    causes: [
      "The proxy does not forward Upgrade and Connection, or speaks HTTP/1.0 to the server.",
      "The path is wrong, or the server behind refuses it.",
    ],
    fixes: [
      { role: "proxy", text: "Forward the upgrade.", settings: FORWARD_UPGRADE },
      {
        role: "proxy",
        text: "In Nginx Proxy Manager, switch “Websockets Support” on for the proxy host.",
      },
      {
        role: "server",
        text: "Ask the server directly, around the proxy: if that opens, it is the proxy.",
      },
    ],
  },
  "not-its-path": {
    title: "Bad request: {hostPort} answered 400 to the handshake at {path}",
    explanation:
      "A program on this computer got the handshake and did not take it. The library “ws” answers so where the path is not exactly the one that it was given.",
    causes: [
      "The path is not the server's: a slash too many or missing at the end, or a prefix.",
      "An id in the query that the server does not know any more, as after a restart.",
      "The request lacks something that the server asks for: a token, a subprotocol.",
    ],
    fixes: [
      {
        role: "client",
        text: "Compare the path with the server's, with and without a slash at its end.",
      },
      {
        role: "server",
        text: "Or let the server take it.",
        settings: [{ product: "ws", text: 'new WebSocketServer({ port: 8080, path: "{path}" })' }],
      },
    ],
  },
  gone: {
    title: "It opened here before: what {path} names is gone, {hostPort} now answers {status}",
    explanation:
      "The same address was accepted earlier on this page, so host, path and proxy are right. What it names is not there any more.",
    causes: [
      "What the address names was deleted or ended: a room, a session, a kernel, a job.",
      "The server was restarted, and what it held in memory is lost.",
      "A deploy changed or removed the route.",
    ],
    fixes: [
      {
        role: "client",
        text: "Do not retry the same address: ask the server for a new session, and connect to that.",
      },
      {
        role: "server",
        text: "Keep sessions over a restart, or close with a code that says they are gone.",
      },
    ],
  },
  "other-host": {
    title: "{hostPort} answered {status}, while the same path opened at {other}",
    explanation:
      "The same path was accepted at another host or port, so the server is there and knows it. What differs is the way through {hostPort}.",
    causes: [
      "{hostPort} is a proxy that does not forward the upgrade.",
      "{hostPort} does not route the path, or leads to another server or version.",
    ],
    fixes: [
      { role: "proxy", text: "Forward the upgrade.", settings: FORWARD_UPGRADE },
      { role: "client", text: "Until then use {other}, where the page can reach it." },
    ],
  },
  "402": {
    title: "Payment required: {hostPort} answered 402 to the handshake",
    explanation:
      "The service, or the hosting of the server, refuses for the account's plan or balance.",
    causes: [
      "The plan does not cover it, or its credit is used up.",
      "The hosting has paused the deployment.",
    ],
    fixes: [
      { role: "credentials", text: "Look at the account's plan, balance and usage." },
      { role: "client", text: "Stop retrying, and tell the user." },
    ],
  },
  "408": {
    title: "The server waited for the request: {hostPort} answered 408",
    explanation:
      "The server, or a balancer before it, had a connection and got no whole request on it in time.",
    causes: [
      "Something on the way holds the request back, or cuts it.",
      "A tunnel, VPN or proxy lets only a part of the headers through.",
    ],
    fixes: [
      { role: "client", text: "Try another network, or without the VPN." },
      {
        role: "proxy",
        text: "Look for the attempt in the log of each proxy: how far did it come?",
      },
    ],
  },
  "511": {
    title: "The network wants a login: {hostPort} is behind a captive portal (511)",
    explanation:
      "The answer is from this network, such as a hotel's or a train's, and not from the server.",
    causes: ["The network's login page was not passed yet, or its time is over."],
    fixes: [{ role: "client", text: "Open http://{host}/ in a tab, and log in to the network." }],
  },
};
