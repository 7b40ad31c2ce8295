import { headerOf } from "../../protocol/headers.ts";
import { parseUrl } from "../../session/endpoint.ts";
import type { Connection } from "../../session/session.ts";

/** How a service or library is known: by any one of these. */
type Signs = {
  vendor: string;
  host?: RegExp;
  path?: RegExp;
  query?: RegExp;
  /** Of the path and the query together. */
  address?: RegExp;
  subprotocol?: RegExp;
  /** Of the first messages, either way. */
  message?: RegExp;
  /** Of the handshake's `Server` header. */
  server?: RegExp;
  source: string;
};

/** The most telling first: a subprotocol or a service's own host before what libraries share. */
const VENDORS: Signs[] = [
  {
    vendor: "graphql-transport-ws",
    subprotocol: /^graphql-transport-ws$/,
    source: "enisdenjo/graphql-ws:src/common.ts",
  },
  {
    vendor: "subscriptions-transport-ws",
    subprotocol: /^graphql-ws$/,
    source: "enisdenjo/graphql-ws:src/common.ts",
  },
  {
    vendor: "vite-hmr",
    subprotocol: /^vite-(hmr|ping)$/,
    source: "vitejs/vite:packages/vite/src/node/server/ws.ts",
  },
  {
    vendor: "stomp",
    subprotocol: /^v1[012]\.stomp$/,
    source: "stomp-js/stompjs:src/versions.ts",
  },
  {
    vendor: "jupyter",
    subprotocol: /^v1\.kernel\.websocket\.jupyter\.org$/,
    source: "jupyterlab/jupyterlab:packages/services/src/kernel/serialize.ts",
  },
  {
    vendor: "actioncable",
    subprotocol: /^actioncable-v1-json$/,
    source: "rails/rails:actioncable/lib/action_cable.rb",
  },
  {
    vendor: "discord-gateway",
    host: /^gateway[\w-]*\.discord\.gg$/,
    source: "discord/discord-api-docs:developers/events/gateway.mdx",
  },
  {
    vendor: "discord-voice",
    host: /\.discord\.media$/,
    source: "discord/discord-api-docs:developers/topics/voice-connections.mdx",
  },
  {
    vendor: "pusher",
    host: /^ws(-[\w-]+)?\.pusher\.com$/,
    // Soketi and Laravel Reverb serve the same on any host.
    address: /^\/app\/[\w-]+\/?\?(?:.*&)?protocol=\d/,
    message: /^\{"event":"pusher:connection_established"/,
    source: "https://asyncapi.apis.io/asyncapis/pusher/pusher-asyncapi/",
  },
  {
    vendor: "twitch-eventsub",
    host: /^eventsub\.wss\.twitch\.tv$/,
    message: /"message_type":"session_welcome"/,
    source: "https://dev.twitch.tv/docs/eventsub/handling-websocket-events",
  },
  {
    vendor: "liveblocks",
    host: /(^|\.)liveblocks\.io$/,
    source: "https://liveblocks.io/docs/platform/websocket-infrastructure",
  },
  {
    vendor: "deepgram",
    host: /(^|\.)deepgram\.com$/,
    source: "https://developers.deepgram.com/reference",
  },
  { vendor: "elevenlabs", host: /(^|\.)elevenlabs\.io$/, source: "https://elevenlabs.io/docs" },
  {
    vendor: "speechmatics",
    host: /(^|\.)speechmatics\.com$/,
    source: "https://docs.speechmatics.com/",
  },
  {
    vendor: "assemblyai-streaming-v3",
    host: /^streaming(\.[\w-]+)?\.assemblyai\.com$/,
    source: "https://www.assemblyai.com/docs",
  },
  {
    vendor: "assemblyai-realtime-v2",
    host: /^api(\.[\w-]+)?\.assemblyai\.com$/,
    source: "https://www.assemblyai.com/docs",
  },
  {
    vendor: "aws-api-gateway",
    host: /\.execute-api\.[\w-]+\.amazonaws\.com(\.cn)?$/,
    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html",
  },
  {
    vendor: "supabase-realtime",
    path: /^\/realtime\/v1\/websocket$/,
    source: "supabase/realtime-js:src/RealtimeClient.ts",
  },
  {
    vendor: "metered-realtime",
    host: /(^|\.)metered\.ca$/,
    source: "https://www.metered.ca/docs/realtime-messaging/protocol/close-codes",
  },
  {
    vendor: "pandascore",
    host: /(^|\.)pandascore\.co$/,
    source: "https://developers.pandascore.co/docs",
  },
  {
    vendor: "fluxer-gateway",
    host: /(^|\.)fluxer\.app$/,
    source: "fluxerapp/fluxer:fluxer_docs/gateway",
  },
  {
    vendor: "slack-socket-mode",
    host: /^wss-[\w-]+\.slack\.com$/,
    source: "slackapi/node-slack-sdk:packages/socket-mode/src/SocketModeClient.ts",
  },
  {
    vendor: "binance",
    host: /(^|\.)binance\.(com|us|vision)$/,
    source: "binance/binance-spot-api-docs:web-socket-streams.md",
  },
  {
    vendor: "gemini-live",
    host: /^generativelanguage\.googleapis\.com$/,
    source: "https://ai.google.dev/api/live",
  },
  {
    vendor: "ably",
    host: /(^|\.)(ably\.io|ably-realtime\.com|realtime\.ably\.net)$/,
    source: "ably/ably-js:src/common/lib/util/defaults.ts",
  },
  {
    vendor: "home-assistant",
    message: /^\{"type":"auth_required"/,
    source: "home-assistant/home-assistant-js-websocket:lib/socket.ts",
  },
  {
    vendor: "centrifugo",
    path: /\/connection\/(uni_)?websocket$/,
    subprotocol: /^centrifuge-(json|protobuf)$/,
    message: /^\{("id":1,)?"connect":\{/,
    source: "centrifugal/centrifugal.dev:docs/transports/client_api.md",
  },
  {
    vendor: "openclaw-gateway",
    message: /"event":"connect\.challenge"/,
    source: "openclaw/openclaw:docs/gateway/protocol.md",
  },
  {
    vendor: "sockjs",
    path: /\/\d{3}\/[\w-]{8}\/websocket$/,
    source: "sockjs/sockjs-client:lib/main.js",
  },
  {
    vendor: "socket.io",
    query: /(^|&)EIO=\d(&|$)/,
    source: "socketio/socket.io:docs/engine.io-protocol/v4-current.md",
  },
  {
    vendor: "meteor-ddp",
    message: /^\{"msg":"connect(ed)?"/,
    source: "meteor/meteor:packages/ddp/DDP.md",
  },
  {
    vendor: "phoenix-channels",
    query: /(^|&)vsn=2\.0\.0(&|$)/,
    message: /^\[[^[]*"phx_join"/,
    source: "phoenixframework/phoenix:assets/js/phoenix/socket.js",
  },
  {
    vendor: "signalr",
    message: /^\{"protocol":"(json|messagepack)","version":\d\}/,
    source: "dotnet/aspnetcore:src/SignalR/docs/specs/HubProtocol.md",
  },
  // What answered the handshake, where nothing that speaks through it is known.
  { vendor: "uvicorn", server: /^uvicorn$/i, source: "Kludex/uvicorn:uvicorn/config.py" },
  {
    vendor: "python-websockets",
    server: /\bwebsockets\//i,
    source: "python-websockets/websockets:src/websockets/http11.py",
  },
];

/** The service or library on the other side, or null where nothing gives it away. */
export function detectVendor(connection: Connection): string | null {
  const url = parseUrl(connection.url);
  const subprotocols = connection.open?.protocol
    ? [connection.open.protocol]
    : (connection.protocols ?? []);
  const server = headerOf(connection.handshake?.responseHeaders, "server");
  for (const signs of VENDORS) {
    if (url && signs.host?.test(url.host)) return signs.vendor;
    if (url && signs.path?.test(url.path)) return signs.vendor;
    if (url?.query && signs.query?.test(url.query)) return signs.vendor;
    if (url && signs.address?.test(`${url.path}?${url.query ?? ""}`)) return signs.vendor;
    if (server !== undefined && signs.server?.test(server)) return signs.vendor;
    if (subprotocols.some((name) => signs.subprotocol?.test(name))) return signs.vendor;
    for (const { body } of connection.first) {
      if (typeof body === "string" && signs.message?.test(body)) return signs.vendor;
    }
  }
  return null;
}
