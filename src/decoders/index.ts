/** What messages say: which protocol a connection speaks, and each body in one line. */

import type { ProtocolId } from "../services/services.ts";
import type { Body, Described, Direction } from "./described.ts";
import { describePlain } from "./plain.ts";
import { describeActionCable } from "./protocols/actioncable.ts";
import { describeCentrifuge } from "./protocols/centrifuge.ts";
import { describeDdp } from "./protocols/ddp.ts";
import { describeGraphql } from "./protocols/graphql.ts";
import { describeGrpcWeb } from "./protocols/grpc-web.ts";
import { describeJsonRpc } from "./protocols/json-rpc.ts";
import { describeLiveKit } from "./protocols/livekit.ts";
import { describeMqtt } from "./protocols/mqtt.ts";
import { describeOpenAi } from "./protocols/openai.ts";
import { describeOpenClaw } from "./protocols/openclaw.ts";
import { describePhoenix } from "./protocols/phoenix.ts";
import { describePusher } from "./protocols/pusher.ts";
import { describeRfb } from "./protocols/rfb.ts";
import { describeSignalR } from "./protocols/signalr.ts";
import { describeSocketIo } from "./protocols/socket-io.ts";
import { describeSockJs } from "./protocols/sockjs.ts";
import { describeStomp } from "./protocols/stomp.ts";
import { describeWamp } from "./protocols/wamp.ts";
import { describeXmpp } from "./protocols/xmpp.ts";

export type { Traits } from "../services/recognise.ts";
export { PROTOCOLS, type ProtocolId } from "../services/services.ts";
export { decodeBinary } from "./binary/decode-binary.ts";
export type { Body, Described, Direction, Farewell, SpokenError } from "./described.ts";
export { detectProtocol } from "./detect.ts";
export { readMismatch } from "./dialects.ts";
export { readNotice } from "./notices.ts";
export { readClientPromise } from "./promises.ts";
export { isWholePacket } from "./protocols/mqtt.ts";
export { readError } from "./read-error.ts";
export { readJson } from "./read-json.ts";
export { readProvider } from "./read-provider.ts";
export { readWatchdog, type Watchdog } from "./watchdogs.ts";
export { writeJson } from "./write-json.ts";

const DECODERS: Record<ProtocolId, (body: Body, direction: Direction) => Described> = {
  "socket.io": describeSocketIo,
  sockjs: describeSockJs,
  phoenix: describePhoenix,
  signalr: describeSignalR,
  "graphql-transport-ws": describeGraphql,
  "graphql-ws": describeGraphql,
  stomp: describeStomp,
  mqtt: describeMqtt,
  "json-rpc": describeJsonRpc,
  openai: describeOpenAi,
  pusher: describePusher,
  actioncable: describeActionCable,
  ddp: describeDdp,
  centrifuge: describeCentrifuge,
  openclaw: describeOpenClaw,
  wamp: describeWamp,
  "grpc-web": describeGrpcWeb,
  xmpp: describeXmpp,
  rfb: describeRfb,
  livekit: describeLiveKit,
  plain: describePlain,
};

/** One body in one line. Bounded work whatever the body holds; never throws. */
export const describeMessage = (
  protocol: ProtocolId,
  body: Body,
  direction: Direction,
): Described => DECODERS[protocol](body, direction);

/** How people know it. */
export const PROTOCOL_NAMES: Record<ProtocolId, string> = {
  "socket.io": "Socket.IO",
  sockjs: "SockJS",
  phoenix: "Phoenix channels",
  signalr: "SignalR",
  "graphql-transport-ws": "GraphQL",
  "graphql-ws": "GraphQL (the older graphql-ws)",
  stomp: "STOMP",
  mqtt: "MQTT",
  "json-rpc": "JSON-RPC",
  openai: "OpenAI's realtime API, or one like it",
  pusher: "Pusher",
  actioncable: "Action Cable",
  ddp: "DDP",
  centrifuge: "Centrifugo",
  openclaw: "OpenClaw gateway",
  wamp: "WAMP",
  "grpc-web": "gRPC-Web",
  xmpp: "XMPP",
  rfb: "RFB (VNC)",
  livekit: "LiveKit",
  plain: "an unknown protocol",
};
