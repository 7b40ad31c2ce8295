import type { Traits } from "../../../src/services/recognise.ts";
import type { ServiceName } from "../../../src/services/services.ts";
import { ANSWERER_SAMPLES, page } from "./answerer-samples.ts";

/** What a connection shows, for each sign of a service one, in the order of its signs. */
export type Sample = Partial<Traits>;

const at = (...urls: string[]): Sample[] => urls.map((url) => ({ url }));
const chose = (protocol: string): Sample => ({ open: { protocol } });
const said = (body: string | Uint8Array): Sample => ({ first: [{ body, direction: "receive" }] });
const answered = (name: string, value: string): Sample => ({
  handshake: { responseHeaders: [{ name, value }] },
});
const bytes = (...parts: (number | string)[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === "string" ? [...Buffer.from(part)] : part)),
  );

/** None for what never shows itself, and is only known by its numbers. */
export const SAMPLES: Record<ServiceName, readonly Sample[]> = {
  nginx: [answered("Server", "nginx/1.27.0")],
  kong: [answered("Via", "kong/3.10.0")],
  haproxy: [],
  apache: [answered("Server", "Apache/2.4.62")],
  envoy: [answered("X-Envoy-Upstream-Service-Time", "3")],
  "aws-alb": [
    answered("Server", "awselb/2.0"),
    answered("Set-Cookie", "AWSALB=a; Path=/"),
    ...at("wss://a-1.eu-west-1.elb.amazonaws.com/"),
  ],
  "aws-clb": [
    answered("Server", "awselb/2.0"),
    answered("Set-Cookie", "AWSELB=a; Path=/"),
    ...at("wss://a-1.eu-west-1.elb.amazonaws.com/"),
  ],
  "aws-nlb": at("wss://a-0f.elb.eu-west-1.amazonaws.com/"),
  "aws-api-gateway": [
    ...at("wss://ab12.execute-api.eu-west-1.amazonaws.com/prod"),
    answered("Apigw-Requestid", "a="),
  ],
  cloudfront: [
    answered("Via", "1.1 abc.cloudfront.net (CloudFront)"),
    ...at("wss://d1.cloudfront.net/"),
  ],
  "azure-front-door": [answered("X-Azure-Ref", "0a"), ...at("wss://a.azurefd.net/")],
  "azure-app-service": [
    answered("Set-Cookie", "ARRAffinity=1f; Path=/"),
    ...at("wss://a.azurewebsites.net/"),
  ],
  azure: at("wss://a.westeurope.cloudapp.azure.com/"),
  cloudflare: [answered("CF-RAY", "8a1-FRA"), ...at("wss://a.workers.dev/")],
  heroku: [answered("Via", "1.1 vegur"), ...at("wss://a.herokuapp.com/")],
  fly: [answered("Server", "Fly/0a1b"), ...at("wss://a.fly.dev/")],
  "cloud-run": at("wss://a-uc.run.app/"),
  "google-lb": [answered("Via", "1.1 google")],
  tomcat: [],
  jetty: [answered("Server", "Jetty(12.0.9)")],
  cowboy: [answered("Server", "Cowboy")],
  uwebsockets: [answered("uWebSockets", "20")],
  "coder-websocket": [],
  "python-websockets": [answered("Server", "Python/3.12 websockets/13.1")],
  aiohttp: [answered("Server", "Python/3.12 aiohttp/3.10.5")],
  uvicorn: [answered("Server", "uvicorn")],
  "cloudflare-durable-objects": [],
  tungstenite: [],
  ws: [page("Upgrade Required")],
  "discord-gateway": at("wss://gateway.discord.gg/?v=10&encoding=json"),
  "discord-voice": at("wss://rotterdam1.discord.media/?v=8"),
  "discord-rpc": at("ws://127.0.0.1:6463/?v=1&client_id=123&encoding=json"),
  "fluxer-gateway": at("wss://gateway.fluxer.app/?v=1"),
  "twitch-eventsub": [
    ...at("wss://eventsub.wss.twitch.tv/ws"),
    said('{"metadata":{"message_id":"1","message_type":"session_welcome"},"payload":{}}'),
  ],
  "slack-socket-mode": at("wss://wss-primary.slack.com/link/?ticket=a"),
  "home-assistant": [said('{"type":"auth_required","ha_version":"2026.1"}')],
  "openclaw-gateway": [said('{"type":"event","event":"connect.challenge","payload":{}}')],
  deepgram: at("wss://api.deepgram.com/v1/listen"),
  elevenlabs: at("wss://api.elevenlabs.io/v1/text-to-speech/a/stream-input"),
  speechmatics: at("wss://eu2.rt.speechmatics.com/v2"),
  soniox: at("wss://stt-rt.soniox.com/transcribe-websocket"),
  "assemblyai-streaming-v3": at("wss://streaming.assemblyai.com/v3/ws"),
  "assemblyai-realtime-v2": at("wss://api.assemblyai.com/v2/realtime/ws"),
  openai: at("wss://api.openai.com/v1/realtime?model=a"),
  "openai-realtime": [chose("realtime"), said('{"type":"session.created","session":{}}')],
  "gemini-live": at(
    "wss://generativelanguage.googleapis.com/ws/google.ai",
    "wss://us-central1-aiplatform.googleapis.com/ws/google.cloud.aiplatform.v1.LlmBidiService/BidiGenerateContent",
  ),
  liveblocks: at("wss://api.liveblocks.io/v8"),
  "metered-realtime": at("wss://rms.metered.ca/v1"),
  pandascore: at("wss://live.pandascore.co/matches/1"),
  binance: at("wss://stream.binance.com:9443/ws/btcusdt@trade"),
  ably: at("wss://realtime.ably.io/?format=json"),
  "supabase-realtime": at("wss://a.supabase.co/realtime/v1/websocket?vsn=1.0.0"),
  "qst-trading": at("wss://api.quicksuitetrading.com/"),
  partykit: at("wss://a.b.partykit.dev/party/room"),
  livekit: at("wss://a.livekit.cloud/rtc?access_token=a&protocol=15"),
  "azure-web-pubsub": at("wss://a.webpubsub.azure.com/client/hubs/chat"),
  firebase: at("wss://s-usc1.firebaseio.com/.ws?v=5&ns=a"),
  pusher: [
    ...at("wss://ws-eu.pusher.com/app/key1", "wss://h.example/base/app/key1?protocol=7&client=js"),
    said('{"event":"pusher:connection_established","data":"{}"}'),
  ],
  centrifugo: [
    chose("centrifuge-protobuf"),
    ...at("wss://h.example/connection/websocket"),
    said('{"id":1,"connect":{"client":"a"}}'),
  ],
  "socket.io": [
    ...at("wss://h.example/socket.io/?EIO=4"),
    said('0{"sid":"a","pingInterval":1}'),
    page('{"code":0,"message":"Transport unknown"}'),
  ],
  sockjs: [...at("wss://h.example/ws/123/abcd1234/websocket"), page("Welcome to SockJS!\n")],
  "phoenix-channels": [
    ...at("wss://h.example/socket/websocket?vsn=1.0.0"),
    said('["1","1","room:1","phx_join",{}]'),
    said('{"topic":"room:1","event":"phx_join","payload":{},"ref":"1"}'),
  ],
  signalr: [
    said('{"protocol":"json","version":1}\x1e'),
    said('{"error":"Handshake was canceled."}\x1e'),
    page("Connection ID required"),
  ],
  actioncable: [chose("actioncable-v1-msgpack")],
  "meteor-ddp": [said('{"msg":"connected","session":"a"}')],
  "graphql-transport-ws": [chose("graphql-transport-ws"), said('{"type":"connection_init"}')],
  "subscriptions-transport-ws": [chose("graphql-ws")],
  "vite-hmr": [chose("vite-hmr")],
  jupyter: [
    chose("v1.kernel.websocket.jupyter.org"),
    ...at("wss://h.example/user/ada/api/kernels/251adc99-3c1b-4d97/channels"),
  ],
  spring: [said("CONNECTED\nversion:1.2\nheart-beat:0,0\nuser-name:ada\n\n\0")],
  stomp: [chose("v12.stomp"), said("CONNECT\naccept-version:1.2\n\n\0")],
  mqtt: [chose("mqtt"), said(bytes(0x10, 12, 0, 4, "MQTT", 4, 2, 0, 60, 0, 0))],
  wamp: [chose("wamp.2.json")],
  "grpc-web": [chose("grpc-websockets")],
  xmpp: [
    chose("xmpp"),
    said('<open xmlns="urn:ietf:params:xml:ns:xmpp-framing" to="h.example"/>'),
    said('<stream:stream xmlns="jabber:client" to="h.example">'),
  ],
  rfb: [said(bytes("RFB 003.008\n"))],
  "json-rpc": [
    said('{"jsonrpc":"2.0","id":1,"method":"a"}'),
    said('{"method":"a","params":{"b":1},"jsonrpc":"2.0"}'),
  ],
  "reconnecting-websocket": [],
  "y-websocket": [],
  ...ANSWERER_SAMPLES,
};

const slack = (reason: string) =>
  `{"type":"disconnect","reason":"${reason}","debug_info":{"host":"applink-1"}}`;
const cable = (reason: string) => `{"type":"disconnect","reason":"${reason}","reconnect":false}`;
const ably = (code: number) => `{"action":9,"error":{"code":${code},"message":"no"}}`;
const supabase = (reason: string) =>
  `{"topic":"realtime:a","event":"phx_reply","payload":{"status":"error","response":{"reason":"${reason}: no"}},"ref":"1"}`;

/** For each word of a service that is explained, a message in which it stands. */
export const MESSAGES: Record<string, string> = {
  "slack-socket-mode warning": slack("warning"),
  "slack-socket-mode refresh_requested": slack("refresh_requested"),
  "slack-socket-mode too_many_websockets": slack("too_many_websockets"),
  "slack-socket-mode link_disabled": slack("link_disabled"),
  "home-assistant auth_invalid": '{"type":"auth_invalid","message":"Invalid access token"}',
  "binance serverShutdown": '{"e":"serverShutdown","E":1}',
  "twitch-eventsub session_reconnect":
    '{"metadata":{"message_type":"session_reconnect"},"payload":{"session":{}}}',
  "gemini-live goAway": '{"goAway":{"timeLeft":"10s"}}',
  "ably 40140": ably(40140),
  "ably 40141": ably(40141),
  "ably 40142": ably(40142),
  "ably 40143": ably(40143),
  "ably 40144": ably(40144),
  "ably 40145": ably(40145),
  "ably 80003": ably(80003),
  "ably 80008": ably(80008),
  "supabase-realtime ConnectionRateLimitReached": supabase("ConnectionRateLimitReached"),
  "supabase-realtime ChannelRateLimitReached": supabase("ChannelRateLimitReached"),
  "supabase-realtime ClientJoinRateLimitReached": supabase("ClientJoinRateLimitReached"),
  "supabase-realtime MessagePerSecondRateLimitReached": supabase(
    "MessagePerSecondRateLimitReached",
  ),
  "supabase-realtime MalformedJWT": supabase("MalformedJWT"),
  "socket.io io server disconnect": "41",
  "signalr allowReconnect:true": '{"type":7,"allowReconnect":true}\x1e',
  "signalr error": '{"type":7,"error":"no"}\x1e',
  "signalr Handshake was canceled.": '{"error":"Handshake was canceled."}\x1e',
  "actioncable unauthorized": cable("unauthorized"),
  "actioncable invalid_request": cable("invalid_request"),
  "actioncable server_restart": cable("server_restart"),
  "actioncable remote": cable("remote"),
  ...Object.fromEntries(
    [
      "reset",
      "system-shutdown",
      "resource-constraint",
      "host-unknown",
      "host-gone",
      "connection-timeout",
      "remote-connection-failed",
      "see-other-host",
    ].map((condition) => [
      `xmpp ${condition}`,
      `<stream:error xmlns:stream="http://etherx.jabber.org/streams"><${condition} xmlns="urn:ietf:params:xml:ns:xmpp-streams"/></stream:error>`,
    ]),
  ),
  "phoenix-channels stale":
    '["4","4","lv:phx-F7YDJoL8","phx_reply",{"response":{"reason":"stale"},"status":"error"}]',
  "meteor-ddp failed": '{"msg":"failed","version":"1"}',
};
