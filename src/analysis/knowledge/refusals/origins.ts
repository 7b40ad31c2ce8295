import type { Refusal } from "./refusal.ts";

/**
 * Applications that let only pages of their own address in, and the setting in which that address
 * stands. Behind a proxy they refuse their own page as well.
 */
export const ORIGINS: readonly Refusal[] = [
  // phoenixframework/phoenix:lib/phoenix/socket/transport.ex
  {
    statuses: [403],
    who: ["phoenix-channels"],
    cause:
      "Phoenix knows itself by another name: check_origin compares the page's origin with the host in the endpoint's url, whatever Host says.",
    fix: {
      role: "server",
      text: "Set the endpoint's host to the page's, or list the page's origin.",
      settings: [
        { product: "Phoenix", text: 'url: [host: "app.example.com"]' },
        { product: "Phoenix, several", text: 'check_origin: ["//app.example.com"]' },
      ],
    },
  },
  // https://grafana.com/docs/grafana/latest/setup-grafana/set-up-grafana-live/
  {
    statuses: [403],
    path: /\/api\/live\/ws(?:\?|$)/,
    cause: "Grafana compares the page's origin with its root_url, and the two differ.",
    fix: {
      role: "server",
      text: "Set root_url to the address that the browser shows, or list further origins.",
      settings: [
        { product: "Grafana", text: "[server]\nroot_url = https://app.example.com/" },
        { product: "Grafana, several", text: "[live]\nallowed_origins = https://app.example.com" },
      ],
    },
  },
  // n8n-io/n8n:packages/cli/src/push/index.ts
  {
    statuses: [400, 401, 403],
    path: /\/rest\/push\?/,
    also: /[?&]pushRef=/,
    cause:
      "n8n compares the page's origin with Host, or with X-Forwarded-Host where a proxy sends it.",
    fix: {
      role: "proxy",
      text: "Pass the page's host and scheme on, with the port.",
      settings: [
        {
          product: "nginx",
          text: "proxy_set_header Host $http_host; proxy_set_header X-Forwarded-Host $http_host; proxy_set_header X-Forwarded-Proto $scheme;",
        },
      ],
    },
    last: [400],
  },
  // mattermost/mattermost:server/channels/app/web_conn.go; docs.mattermost.com: SiteURL, AllowCorsFrom
  {
    statuses: [400, 403, 500],
    path: /\/api\/v\d\/(?:users\/)?websocket(?:\?|$)/,
    cause:
      "Mattermost takes only pages from the origin of its SiteURL, and older versions answer another origin with 500 or 400.",
    fix: {
      role: "server",
      text: "Set SiteURL to the address that the browser shows, or list the page's origin.",
      settings: [{ product: "Mattermost", text: '"SiteURL": "https://app.example.com"' }],
    },
    last: [400],
  },
  // jupyter-server/jupyter_server:jupyter_server/base/handlers.py (allow_origin, check_origin)
  {
    statuses: [403],
    who: ["jupyter"],
    cause: "Jupyter takes only pages from its own host, by Host, unless it is told of another.",
    fix: {
      role: "server",
      text: "Allow the page's origin.",
      settings: [
        { product: "Jupyter", text: "c.ServerApp.allow_origin = 'https://app.example.com'" },
      ],
    },
  },
  // coder/code-server:src/node/http.ts (authenticateOrigin), docs/FAQ.md
  {
    statuses: [403],
    path: /\/(?:stable|oss-dev)-[0-9a-f]{40}/,
    cause:
      "code-server compares the page's origin with Host, or with X-Forwarded-Host where a proxy sends it.",
    fix: {
      role: "server",
      text: "Trust the page's host, or let the proxy pass it on.",
      settings: [{ product: "code-server", text: "--trusted-origins=app.example.com" }],
    },
  },
  // streamlit/streamlit:lib/streamlit/web/server/server_util.py (is_url_from_allowed_origins)
  {
    statuses: [400, 403],
    path: /\/_stcore\/stream(?:\?|$)/,
    cause:
      "Streamlit takes only pages from the addresses that it knows of itself; behind a proxy that is not the page's.",
    fix: {
      role: "server",
      text: "Tell Streamlit the page's host.",
      settings: [
        {
          product: "Streamlit",
          text: "streamlit run app.py --browser.serverAddress app.example.com",
        },
      ],
    },
    last: [400],
  },
  // cockpit-project/cockpit:doc/man/pages/cockpit.conf.adoc (Origins)
  {
    statuses: [403],
    subprotocol: /^cockpit1$/,
    cause:
      "Cockpit takes only pages of its own address, or of those in its Origins; behind a proxy it also has to be told of the page's https.",
    fix: {
      role: "server",
      text: "List the page's origin in cockpit.conf.",
      settings: [
        {
          product: "Cockpit",
          text: "[WebService]\nOrigins = https://app.example.com wss://app.example.com\nProtocolHeader = X-Forwarded-Proto",
        },
      ],
    },
  },
  // bokeh/bokeh:src/bokeh/server/util.py (check_allowlist)
  {
    statuses: [403],
    subprotocol: /^bokeh$/,
    cause: "Bokeh takes only pages from hosts and ports that it was started with.",
    fix: {
      role: "server",
      text: "Allow the page's host.",
      settings: [{ product: "Bokeh, Panel", text: "--allow-websocket-origin=app.example.com" }],
    },
  },
  // spring-projects/spring-framework:spring-websocket, OriginHandshakeInterceptor
  {
    statuses: [403],
    who: ["sockjs"],
    cause:
      "Spring refuses with 403 what its endpoint does not allow: without a list, pages of its own origin only.",
    fix: {
      role: "server",
      text: "Allow the page's origin at the endpoint.",
      settings: [
        {
          product: "Spring",
          text: 'registry.addEndpoint("/ws").setAllowedOriginPatterns("https://*.example.com").withSockJS()',
        },
      ],
    },
  },
  // socketio/socket.io:packages/engine.io/lib/server.ts (FORBIDDEN: allowRequest)
  {
    statuses: [403],
    who: ["socket.io"],
    cause: "Socket.IO itself answers 403 only where its allowRequest says no.",
    fix: {
      role: "server",
      text: "Look what allowRequest asks for: a header, an origin, a cookie.",
    },
  },
  // jitsi/jitsi-meet:doc/debian/jitsi-meet-prosody/prosody.cfg.lua-jvb.example
  {
    statuses: [403],
    path: /\/xmpp-websocket(?:\?|$)/,
    cause: "Prosody takes WebSockets only from pages of its own host unless it is told otherwise.",
    fix: {
      role: "server",
      text: "Allow the page's origin in Prosody.",
      settings: [
        { product: "Prosody", text: 'cross_domain_websocket = { "https://app.example.com" }' },
      ],
    },
  },
  // gorilla/websocket:server.go (checkSameOrigin, returnError)
  {
    statuses: [403],
    header: /^sec-websocket-version: 13$/i,
    cause:
      "The header Sec-WebSocket-Version beside a 403 is gorilla/websocket's: its CheckOrigin said no. Without one of the server's own it compares the page's Origin with Host, port included.",
    fix: {
      role: "server",
      text: "Allow the page's origin in CheckOrigin, or let the proxy pass the page's Host on.",
      settings: [
        {
          product: "gorilla/websocket",
          text: 'upgrader.CheckOrigin = func(r *http.Request) bool { return r.Header.Get("Origin") == "https://app.example.com" }',
        },
      ],
    },
  },
  // vitejs/vite:packages/vite/src/node/server/ws.ts (shouldHandle, hasValidToken, allowedHosts)
  {
    statuses: [400, 403],
    subprotocol: /^vite-/,
    cause:
      "Vite refuses a name of its host that it was not told, and an address without its token.",
    fix: {
      role: "server",
      text: "Tell Vite the name by which the page was opened, and load the page anew.",
      settings: [{ product: "Vite", text: 'server: { allowedHosts: ["app.example.com"] }' }],
    },
  },
  // https://nextjs.org/docs/app/api-reference/config/next-config-js/allowedDevOrigins
  {
    statuses: [401, 403],
    path: /\/_next\/webpack-hmr(?:\?|$)/,
    cause: "Next.js' development server refuses pages of a host that it was not told.",
    fix: {
      role: "server",
      text: "Allow the name by which the page was opened.",
      settings: [{ product: "Next.js", text: 'allowedDevOrigins: ["app.example.com"]' }],
    },
  },
];
