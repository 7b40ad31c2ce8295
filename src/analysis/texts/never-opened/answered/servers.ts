import { FORWARD_UPGRADE } from "../../settings.ts";
import type { Words } from "../../text.ts";
import { BACKOFF } from "./backoff.ts";

/** What servers mean by it that cannot upgrade, or do not let in. */
export const BY_SERVERS = {
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
  "switched-off": {
    title: "WebSockets are switched off in the hosting, it seems: {hostPort} answered 503",
    explanation:
      "IIS and Azure App Service have a switch of their own for WebSockets; while it is off, an upgrade is refused.",
    causes: [
      "WebSockets are off in the app's configuration.",
      "The plan allows only a few WebSockets at a time (Azure App Service: Free has 5), and all are in use.",
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
} as const satisfies Record<string, Partial<Words>>;
