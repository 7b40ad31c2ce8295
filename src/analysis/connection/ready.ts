import type { ProtocolId } from "../../decoders/index.ts";
import type { Connection } from "../../session/session.ts";
import { rememberPerConnection } from "../remember.ts";
import { type Conversation, readConversation } from "./conversation.ts";

/**
 * How far the application's own handshake came. `none`: the protocol has none that is known, or not
 * all that was received is; then a connection is as ready as it is open.
 */
export type Readiness = { kind: "ready"; at: number } | { kind: "unready" | "none" };

/** Protocols in which nothing else is said before a message that `isReady` marks. */
const WITH_HANDSHAKE: ReadonlySet<ProtocolId> = new Set<ProtocolId>([
  "socket.io",
  "graphql-transport-ws",
  "graphql-ws",
  "signalr",
  "mqtt",
  "stomp",
  "pusher",
  "actioncable",
  "ddp",
  "wamp",
  "openclaw",
]);

/** When hello-ok, connection_ack, CONNACK, Socket.IO's CONNECT … came. Epoch ms. */
export const readinessOf = (connection: Connection): Readiness => readOnce(connection, null);

const readOnce = rememberPerConnection((connection: Connection): Readiness => {
  const conversation = readConversation(connection);
  const ready = conversation.messages.find(({ isReady }) => isReady);
  if (ready) return { kind: "ready", at: ready.at };
  const isKnown = WITH_HANDSHAKE.has(conversation.protocol);
  return { kind: isKnown && isUnready(conversation) ? "unready" : "none" };
});

/**
 * Every received message is known and none of them was the ready one. A Socket.IO connection that
 * began with polling was ready before it had a WebSocket, and binary is another encoding.
 */
export function isUnready({ protocol, messages, holdsAllReceived }: Conversation): boolean {
  return (
    holdsAllReceived &&
    !messages.some(
      ({ isReady, kind }) => isReady || kind === "upgrade" || kind.endsWith("probe"),
    ) &&
    (protocol === "mqtt" ||
      messages.every(({ body, direction }) => direction === "send" || typeof body === "string"))
  );
}
