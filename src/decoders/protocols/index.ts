/** Written by `npm run docs` from the files of this folder that have decoders. */

import { actioncableDecoders } from "./actioncable.ts";
import { centrifugeDecoders } from "./centrifuge.ts";
import { ddpDecoders } from "./ddp.ts";
import { graphqlDecoders } from "./graphql.ts";
import { grpcWebDecoders } from "./grpc-web.ts";
import { jsonRpcDecoders } from "./json-rpc.ts";
import { livekitDecoders } from "./livekit.ts";
import { mqttDecoders } from "./mqtt.ts";
import { openaiDecoders } from "./openai.ts";
import { openclawDecoders } from "./openclaw.ts";
import { phoenixDecoders } from "./phoenix.ts";
import { pusherDecoders } from "./pusher.ts";
import { rfbDecoders } from "./rfb.ts";
import { signalrDecoders } from "./signalr.ts";
import { socketIoDecoders } from "./socket-io.ts";
import { sockjsDecoders } from "./sockjs.ts";
import { stompDecoders } from "./stomp.ts";
import { wampDecoders } from "./wamp.ts";
import { xmppDecoders } from "./xmpp.ts";

export const PROTOCOL_DECODERS = {
  ...actioncableDecoders,
  ...centrifugeDecoders,
  ...ddpDecoders,
  ...graphqlDecoders,
  ...grpcWebDecoders,
  ...jsonRpcDecoders,
  ...livekitDecoders,
  ...mqttDecoders,
  ...openaiDecoders,
  ...openclawDecoders,
  ...phoenixDecoders,
  ...pusherDecoders,
  ...rfbDecoders,
  ...signalrDecoders,
  ...socketIoDecoders,
  ...sockjsDecoders,
  ...stompDecoders,
  ...wampDecoders,
  ...xmppDecoders,
};
