import type { Refusal } from "./refusal.ts";

/** Whatever a server says that took the upgrade for a plain request, or broke at it. */
const AS_PLAIN = [0, 101, 200, 204, 400, 404, 405, 426, 500, 501];

/** Servers that run other people's applications, and cannot pass an upgrade on to them. */
export const CONTAINERS: readonly Refusal[] = [
  // phusion/passenger#2493, phusion/passenger-ruby-websocket-demo#2
  {
    statuses: AS_PLAIN,
    header: /^server: apache\b.{0,80}phusion.passenger/i,
    cause:
      "Phusion Passenger carries no WebSockets within Apache; in nginx and standalone it does.",
    fix: {
      role: "server",
      text: "Run Passenger in nginx or standalone, or let Apache pass the path on to a process of its own.",
      settings: [
        { product: "Apache", text: 'ProxyPass "/ws" "ws://127.0.0.1:3001/ws"' },
        { product: "Passenger", text: "passenger start --port 3000" },
      ],
    },
  },
  // phusion/passenger#2571; https://www.phusionpassenger.com/docs/advanced_guides/in_depth/python/
  {
    statuses: [400, 404, 426, 500, 501],
    header: /^(?:server|x-powered-by): .{0,80}phusion.passenger/i,
    cause:
      "If the application is in Python: Passenger runs it by WSGI, which knows no upgrades and gives it no socket.",
    fix: {
      role: "server",
      text: "Run the WebSocket part by a server of its own (ASGI, or gunicorn with gevent), and pass its path on to that.",
    },
  },
  // https://learn.microsoft.com/iis/get-started/whats-new-in-iis-8/iis-80-websocket-protocol-support
  {
    statuses: AS_PLAIN,
    header: /^server: microsoft-iis\/[67]\b/i,
    cause: "IIS 6 and 7 have no WebSockets; they came with IIS 8, of Windows Server 2012.",
    fix: {
      role: "server",
      text: "Serve from IIS 8 or newer, or pass the path on to another server.",
    },
  },
  // tjanczuk/iisnode: README, "WebSockets"
  {
    statuses: AS_PLAIN,
    header: /^x-powered-by: iisnode/i,
    cause:
      "IIS' own WebSocket module takes the upgrade before iisnode gets it, unless it is switched off for the site.",
    fix: {
      role: "server",
      text: "Switch IIS' module off in web.config, so that Node answers.",
      settings: [{ product: "iisnode", text: '<webSocket enabled="false" />' }],
    },
  },
];
