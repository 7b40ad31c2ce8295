import type { ProtocolId } from "../../decoders/index.ts";
import type { Connection } from "../../session/session.ts";
import { rememberPerConnection } from "../remember.ts";
import { type Conversation, readConversation } from "./conversation.ts";

/**
 * How far the application's own handshake came. `none`: the protocol has none that is known, or not
 * all that was received is; then a connection is as ready as it is open.
 */
export type Readiness = { kind: "ready"; at: number } | { kind: "unready" | "none" };

/**
 * Protocols in which nothing of use is said before a message that `isReady` marks; by what the page
 * asks for it with, null where it need not ask. A Phoenix socket without a channel waits for nothing.
 */
const HANDSHAKES: ReadonlyMap<ProtocolId, string | null> = new Map<ProtocolId, string | null>([
  ["socket.io", null],
  ["sockjs", null],
  ["graphql-transport-ws", null],
  ["graphql-ws", null],
  ["signalr", null],
  ["mqtt", null],
  ["stomp", null],
  ["pusher", null],
  ["actioncable", null],
  ["ddp", null],
  ["wamp", null],
  ["openclaw", null],
  ["phoenix", "phx_join"],
  ["centrifuge", "connect"],
  ["xmpp", "auth"],
  ["rfb", null],
]);

/** When hello-ok, connection_ack, CONNACK, Socket.IO's CONNECT … came. Epoch ms. */
export const readinessOf = (connection: Connection): Readiness => readOnce(connection, null);

const readOnce = rememberPerConnection((connection: Connection): Readiness => {
  const conversation = readConversation(connection);
  const ready = conversation.messages.find(
    ({ isReady, direction }) => isReady && direction === "receive",
  );
  if (ready) return { kind: "ready", at: ready.at };
  return { kind: hasBegun(conversation) && isUnready(conversation) ? "unready" : "none" };
});

function hasBegun({ protocol, messages }: Conversation): boolean {
  const asks = HANDSHAKES.get(protocol);
  if (asks === undefined || asks === null) return asks === null;
  const asked = messages.find(({ kind, direction }) => direction === "send" && kind === asks);
  // Phoenix 1 answers a join as it answers everything else.
  return asked !== undefined && (protocol !== "phoenix" || /^\s*\[/.test(String(asked.body)));
}

/** Those whose every message is one of bytes. */
const BINARY: ReadonlySet<ProtocolId> = new Set<ProtocolId>(["mqtt", "rfb"]);

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
    (BINARY.has(protocol) ||
      messages.every(({ body, direction }) => direction === "send" || typeof body === "string"))
  );
}
