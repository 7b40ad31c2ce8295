import { FORWARD_UPGRADE } from "../../settings.ts";
import type { Words } from "../../text.ts";

const ASK_DIRECTLY = {
  role: "server",
  text: "Ask the server directly, around the proxy: if that opens, it is the proxy.",
} as const;

/** What stands on the way to the server, or in its place. */
export const ON_THE_WAY = {
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
      "Where a page came (200): an earlier location, try_files or the fallback of a single-page application answered in the server's place.",
    ],
    fixes: [
      { role: "proxy", text: "Forward the upgrade.", settings: FORWARD_UPGRADE },
      ASK_DIRECTLY,
    ],
  },
  "stripped-behind": {
    title: "Upgrade lost behind {who}, it seems: {hostPort} answered {status}",
    explanation:
      "{who} passes upgrades on by itself, and hides who stands behind it. A proxy there that is not told otherwise drops Upgrade and Connection, and the server then answers what it answers to any plain request: here {status}.",
    causes: [
      "A proxy behind {who} does not forward Upgrade and Connection, or speaks HTTP/1.0 to the server.",
      "The path is wrong, or the server behind refuses it.",
      "WebSockets are switched off at {who} (Cloudflare: Network, WebSockets).",
    ],
    fixes: [
      { role: "proxy", text: "Forward the upgrade.", settings: FORWARD_UPGRADE },
      ASK_DIRECTLY,
    ],
  },
  "web-filter": {
    title: "A web filter answered, it seems: {status} on the way to {hostPort}",
    explanation:
      "The answer came through a filter of a company, a school or a provider, which names itself in a header. Such a program reads what is sent, also inside TLS where its certificate is installed, and many let no upgrade through. We can't know whether it or the server behind said no: the server's access log does.",
    causes: [
      "The filter's rules forbid the host, its category, or WebSockets at all.",
      "The filter drops the Upgrade header, and the server got a plain request.",
      "The server itself refused, and the filter only passed that on.",
    ],
    fixes: [
      {
        role: "proxy",
        text: "Ask who runs the filter to let the host through without inspection, WebSockets included.",
      },
      {
        role: "client",
        text: "Try another network, such as a phone's: if it opens there, it is the filter.",
      },
      { role: "server", text: "Serve wss:// on port 443, and offer another transport beside it." },
    ],
  },
  "envoy-400": {
    title: "Bad request: Envoy at {hostPort} answered 400 to the handshake",
    explanation:
      "Envoy carries an upgrade over HTTP/1.1, and over HTTP/2 only where extended CONNECT is allowed at both ends of the hop. The application behind it may have answered as well.",
    causes: [
      "The hop to the application is HTTP/2 (h2UpgradePolicy, an http2 port name), and the application or its sidecar does not take extended CONNECT there.",
      "The application answered 400: to a path, an origin, or an upgrade that was lost before Envoy.",
    ],
    fixes: [
      {
        role: "proxy",
        text: "Speak HTTP/1.1 to the application, or allow CONNECT over HTTP/2.",
        settings: [
          {
            product: "Istio",
            text: "trafficPolicy: { connectionPool: { http: { h2UpgradePolicy: DO_NOT_UPGRADE } } }",
          },
          { product: "Envoy", text: "http2_protocol_options: { allow_connect: true }" },
        ],
      },
      {
        role: "server",
        text: "Look whether the request stands in the application's log: then its 400 is its own.",
      },
    ],
  },
  "envoy-426": {
    title: "Upgrade Required: Envoy at {hostPort} answered 426",
    explanation:
      "Envoy itself answers 426 to a request of HTTP/1.0, and puts its name on the answers of the application behind it as well, which says the same to a request that came without its upgrade.",
    causes: [
      "A proxy before Envoy speaks HTTP/1.0 to it, as nginx did unless it was told otherwise.",
      "A proxy before or behind Envoy does not forward Upgrade and Connection.",
    ],
    fixes: [
      {
        role: "proxy",
        text: "Speak HTTP/1.1 to Envoy, and forward the upgrade.",
        settings: FORWARD_UPGRADE,
      },
      {
        role: "proxy",
        text: "Or let Envoy take HTTP/1.0; WebSockets still need 1.1.",
        settings: [{ product: "Envoy", text: "http_protocol_options: { accept_http_10: true }" }],
      },
    ],
  },
  "stripped-foreign": {
    title: "Bad request: {hostPort} answered 400 through {who}",
    explanation:
      "Before the server is {who}, and the page is from {pageOrigin}, which is another origin than the socket's. Two faults look like this: the upgrade is lost on the way, or the server refuses the origin. The server's log tells them apart.",
    causes: [
      "The proxy does not forward Upgrade and Connection, or speaks HTTP/1.0 to the server.",
      "The server does not allow {pageOrigin}: some answer a foreign origin with 400.",
    ],
    fixes: [
      { role: "proxy", text: "Forward the upgrade.", settings: FORWARD_UPGRADE },
      {
        role: "server",
        text: "Allow the page's origin, or set the server's own public address to the page's.",
      },
    ],
  },
  "failed-behind": {
    title: "Server error: {hostPort} answered {status} through {who}",
    explanation:
      "Before the server is {who}. The server failed while it handled the request, or could not make sense of an upgrade that the proxy had passed on as a plain request. This is no fault of the page.",
    causes: [
      "An exception in the server's upgrade handler.",
      "The proxy does not forward Upgrade and Connection, and the server has no answer to a plain request at {path}.",
      "Something that the server depends on is down.",
    ],
    fixes: [
      { role: "server", text: "Look in the server's log at the time of the attempt." },
      { role: "proxy", text: "Forward the upgrade.", settings: FORWARD_UPGRADE },
      ASK_DIRECTLY,
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
} as const satisfies Record<string, Partial<Words>>;
