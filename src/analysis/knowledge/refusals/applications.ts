import type { Refusal } from "./refusal.ts";

/** What applications and servers mean by a refusal that is about no origin. */
export const APPLICATIONS: readonly Refusal[] = [
  // https://www.home-assistant.io/integrations/http/#reverse-proxies
  {
    statuses: [400],
    path: /^\/api\/websocket(?:\?|$)/,
    cause:
      "If this is Home Assistant: it answers 400 to a proxy that it was not told to trust; then the page itself gets 400, too.",
    fix: {
      role: "server",
      text: "Tell Home Assistant of the proxy's address.",
      settings: [
        {
          product: "Home Assistant",
          text: "http:\n  use_x_forwarded_for: true\n  trusted_proxies:\n    - 172.30.33.0/24",
        },
      ],
    },
    last: [400],
  },
  // https://kubernetes.io/docs/reference/access-authn-authz/authorization/
  {
    statuses: [401, 403],
    path: /\/(?:api\/v1|apis\/[\w.-]{1,80}\/v\w{1,20})\//,
    also: /[?&](?:watch|follow)=|\/(?:exec|attach|portforward)(?:[?/]|$)/,
    cause:
      "The API server of Kubernetes got no login (it then speaks of system:anonymous), or the user may not watch this or run something there.",
    fix: {
      role: "credentials",
      text: "Ask the cluster what the user may do, and see that proxies pass the login on.",
      setting: "kubectl auth can-i watch pods --as USER",
    },
  },
  // dani-garcia/vaultwarden wiki: Enabling WebSocket notifications
  {
    statuses: [400, 404],
    path: /\/notifications\/(?:anonymous-)?hub\b/,
    cause:
      "If this is Vaultwarden: versions before 1.29 serve notifications on a port of their own (3012), newer ones on the same.",
    fix: { role: "proxy", text: "Route the path to the port that this version serves it on." },
    last: [400, 404],
  },
  // supabase/realtime:lib/realtime_web/channels/user_socket.ex
  {
    statuses: [401, 403],
    path: /\/realtime\/v1\/websocket\?/,
    cause: "Supabase did not take the apikey in the address, or its token has run out.",
    fix: {
      role: "credentials",
      text: "Compare the key with the project's, and the host with the project's address.",
    },
  },
  // https://learn.microsoft.com/aspnet/core/fundamentals/websockets
  {
    statuses: [400, 404],
    header: /^server: kestrel/i,
    cause:
      "ASP.NET Core takes no upgrade without its middleware: UseWebSockets() is missing, or stands after the endpoint.",
    fix: {
      role: "server",
      text: "Add the middleware before what handles the path.",
      settings: [{ product: "ASP.NET Core", text: "app.UseWebSockets();" }],
    },
  },
  // pallets/werkzeug:src/werkzeug/serving.py; miguelgrinberg/simple-websocket
  {
    statuses: [400, 404, 405, 500],
    header: /^server: werkzeug/i,
    cause:
      "What answers is Flask's development server, which has WebSockets only through an extension (Flask-Sock, Flask-SocketIO) with simple-websocket.",
    fix: {
      role: "server",
      text: "Install it, and look for the route of the path.",
      setting: "pip install simple-websocket",
    },
  },
  // gorilla/websocket:server.go (returnError), and its forks; no other server sends the header with a 500
  {
    statuses: [500],
    header: /^sec-websocket-version: 13$/i,
    cause:
      "The header Sec-WebSocket-Version beside a 500 is gorilla/websocket's: its Upgrade could not take the connection over, most often as a middleware wraps the ResponseWriter without http.Hijacker (logging, metrics, compression, timeouts).",
    fix: {
      role: "server",
      text: "Log the error that Upgrade returns; take the path out of the middleware, or let its writer pass Hijack on.",
      settings: [
        {
          product: "Go",
          text: "func (w *wrapped) Hijack() (net.Conn, *bufio.ReadWriter, error) { return http.NewResponseController(w.ResponseWriter).Hijack() }",
        },
      ],
    },
  },
  // https://docs.openlitespeed.org/config/advanced/websocket/
  {
    statuses: [400, 404, 426, 500, 502],
    header: /^server: litespeed/i,
    cause:
      "LiteSpeed passes WebSockets on only where its virtual host has a WebSocket proxy for the path.",
    fix: {
      role: "proxy",
      text: "Add one for the path: Virtual Hosts, the host, Web Socket Proxy; then restart gracefully.",
    },
  },
];
