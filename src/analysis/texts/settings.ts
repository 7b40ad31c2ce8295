import type { Fix } from "../finding.ts";
import type { FixWords } from "./text.ts";

/**
 * Makes each proxy forward the upgrade and leave a quiet connection alone. Each works as it is
 * pasted, into a server block of nginx, the defaults of HAProxy, a virtual host of Apache (2.4.47 or
 * newer, with proxy and proxy_http) and a site of Caddy; `test/unit/servers` pastes them.
 */
export const forwardUpgrade = <const Location extends string>(location: Location) => [
  {
    product: "nginx",
    text: `location ${location} { proxy_pass http://localhost:8080; proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"; proxy_set_header Host $host; proxy_read_timeout 1h; proxy_send_timeout 1h; }`,
  },
  {
    product: "Apache",
    text: `ProxyPass "${location}" "http://localhost:8080${location}" upgrade=websocket timeout=3600`,
  },
  { product: "Caddy", text: `reverse_proxy ${location}* localhost:8080` },
  // It forwards upgrades by itself; without this its shorter timeouts count.
  { product: "HAProxy", text: "timeout tunnel 1h" },
];

/** Of a finding about a connection. */
export const FORWARD_UPGRADE = forwardUpgrade("{location}");

/** Where no lines are written: the switches of proxies that people set up in windows. */
export const FORWARD_BY_HAND = {
  role: "proxy",
  text: "In Nginx Proxy Manager switch “Websockets Support” on for the proxy host; on a Synology NAS add the custom header “WebSocket” to the rule of the reverse proxy (Control Panel, Login Portal, Advanced).",
} as const satisfies Fix;

/** A server that compares a page's origin with Host sees the page's own. */
export const PASS_HOST_ON = {
  role: "proxy",
  text: "Pass the page's host on to the server, with its port.",
  settings: [
    { product: "nginx", text: "proxy_set_header Host $http_host;" },
    { product: "Apache", text: "ProxyPreserveHost On" },
  ],
} as const satisfies Fix;

/** By the names that frameworks have for it. */
export const ALLOW_ORIGIN = {
  role: "server",
  text: "Allow the page's origin.",
  settings: [
    { product: "Phoenix", text: 'check_origin: ["https://app.example.com"]' },
    {
      product: "Spring",
      text: 'registry.addEndpoint("/ws").setAllowedOrigins("https://app.example.com")',
    },
    { product: "Django Channels", text: 'ALLOWED_HOSTS = ["app.example.com"]' },
    { product: "Grafana", text: "[live] allowed_origins = https://app.example.com" },
    {
      product: "gorilla/websocket",
      text: 'upgrader.CheckOrigin = func(r *http.Request) bool { return r.Header.Get("Origin") == "https://app.example.com" }',
    },
  ],
} as const satisfies Fix;

/** 32 MiB: above the defaults of most libraries, and no invitation to fill the memory. */
export const SIZE_SETTINGS = [
  { product: "ws", text: "maxPayload: 33_554_432" },
  { product: "Socket.IO", text: "maxHttpBufferSize: 33_554_432" },
  { product: "uvicorn", text: "--ws-max-size 33554432" },
];

/** Full jitter, doubling, a cap. */
export const GOOD_BACKOFF =
  "const delayMs = Math.random() * Math.min(30_000, 1_000 * 2 ** attempt);";

/** What a fix has to paste, whether it is one line or one for each product. */
export const settingsOf = ({
  setting,
  settings = [],
}: FixWords): readonly { product: string | null; text: string }[] =>
  setting ? [{ product: null, text: setting }, ...settings] : settings;
