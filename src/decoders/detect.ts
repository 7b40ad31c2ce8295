import type { Body, Direction } from "./described.ts";
import { isJsonRpc } from "./protocols/json-rpc.ts";
import { isRfbVersion } from "./protocols/rfb.ts";
import { looksLikeStomp } from "./protocols/stomp.ts";
import { looksLikeXmpp } from "./protocols/xmpp.ts";
import { readJson } from "./read-json.ts";

export const PROTOCOLS = [
  "socket.io",
  "sockjs",
  "phoenix",
  "signalr",
  "graphql-transport-ws",
  "graphql-ws",
  "stomp",
  "mqtt",
  "json-rpc",
  "openai",
  "pusher",
  "actioncable",
  "ddp",
  "centrifuge",
  "openclaw",
  "wamp",
  "grpc-web",
  "xmpp",
  "rfb",
  "plain",
] as const;

export type ProtocolId = (typeof PROTOCOLS)[number];

/** What of a connection gives its protocol away. */
export type Traits = {
  url: string;
  /** What the page offered. */
  protocols: readonly string[] | null;
  /** `protocol`: what the server chose. */
  open: { protocol: string } | null;
  first: readonly { body: Body; direction: Direction }[];
};

type Sign = { protocol: ProtocolId; pattern: RegExp };

const BY_SUBPROTOCOL: Sign[] = [
  { protocol: "graphql-transport-ws", pattern: /^graphql-transport-ws$/ },
  { protocol: "graphql-ws", pattern: /^graphql-ws$/ },
  { protocol: "stomp", pattern: /^v1[012]\.stomp$/ },
  { protocol: "mqtt", pattern: /^mqtt(?:v3\.1)?$/ },
  { protocol: "actioncable", pattern: /^actioncable-v1-/ },
  { protocol: "openai", pattern: /^(?:realtime|openai-insecure-api-key\..*)$/ },
  { protocol: "centrifuge", pattern: /^centrifuge-/ },
  { protocol: "wamp", pattern: /^wamp\.2\.(?:json|msgpack|cbor)$/ },
  { protocol: "grpc-web", pattern: /^grpc-websockets$/ },
  { protocol: "xmpp", pattern: /^xmpp(?:-framing)?$/ },
];

/** `path`: of what stands before the `?`; `query`: of what stands behind it. */
const BY_URL: { protocol: ProtocolId; path?: RegExp; query?: RegExp }[] = [
  { protocol: "socket.io", query: /(?:^|&)EIO=\d/ },
  { protocol: "phoenix", path: /\/websocket$/, query: /(?:^|&)vsn=[12]\.0\.0/ },
  { protocol: "pusher", path: /\/app\/[\w-]+\/?$/, query: /(?:^|&)protocol=\d/ },
  { protocol: "sockjs", path: /\/\d{3}\/[\w-]{8}\/websocket$/ },
  { protocol: "openai", path: /^wss:\/\/api\.openai\.com\/v1\/realtime/ },
];

/** Of the first messages. The direction matters where both sides could say the same. */
const BY_MESSAGE: Sign[] = [
  { protocol: "socket.io", pattern: /^0\{"sid":/ },
  { protocol: "signalr", pattern: /^\{"protocol":"(?:json|messagepack)","version":\d\}/ },
  { protocol: "openclaw", pattern: /"event":"connect\.challenge"/ },
  { protocol: "pusher", pattern: /^\{"event":"pusher:connection_established"/ },
  { protocol: "ddp", pattern: /^\{"msg":"connect(?:ed)?"/ },
  { protocol: "phoenix", pattern: /^\[[^[]{0,200}"phx_join"/ },
  { protocol: "phoenix", pattern: /^\{[^{]{0,200}"event":"phx_join"/ },
  { protocol: "graphql-transport-ws", pattern: /^\{"type":"connection_init"/ },
  { protocol: "centrifuge", pattern: /^\{(?:"id":1,)?"connect":\{/ },
  { protocol: "openai", pattern: /^\{"type":"(?:session\.(?:created|update)|response\.create)"/ },
];

const MAX_HEAD = 1_024;

/** How the two sides speak; "plain" where nothing gives it away. */
export function detectProtocol({ url, protocols, open, first }: Traits): ProtocolId {
  // What the server chose decides; before it has chosen, what was offered.
  const names = open && open.protocol !== "" ? [open.protocol] : (protocols ?? []);
  for (const { protocol, pattern } of BY_SUBPROTOCOL) {
    if (names.some((name) => pattern.test(name))) return protocol;
  }
  const [path = "", ...queries] = url.split("?");
  const query = queries.join("?");
  for (const sign of BY_URL) {
    if ((sign.path?.test(path) ?? true) && (sign.query?.test(query) ?? true)) return sign.protocol;
  }
  for (const { body } of first) {
    const found = detectInMessage(body);
    if (found) return found;
  }
  return "plain";
}

function detectInMessage(body: Body): ProtocolId | null {
  if (typeof body !== "string") {
    return isMqttConnect(body) ? "mqtt" : isRfbVersion(body) ? "rfb" : null;
  }
  const head = body.slice(0, MAX_HEAD);
  const sign = BY_MESSAGE.find(({ pattern }) => pattern.test(head));
  if (sign) return sign.protocol;
  if (looksLikeStomp(head)) return "stomp";
  if (looksLikeXmpp(head)) return "xmpp";
  return head.includes('"jsonrpc"') && speaksJsonRpc(body) ? "json-rpc" : null;
}

function speaksJsonRpc(text: string): boolean {
  const value = readJson(text);
  return isJsonRpc(Array.isArray(value) ? value[0] : value);
}

/** A CONNECT packet names its protocol: "MQTT", in version 3.1 "MQIsdp". */
function isMqttConnect(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x10) return false;
  const text = String.fromCharCode(...bytes.subarray(0, 16));
  return text.includes("MQTT") || text.includes("MQIsdp");
}
