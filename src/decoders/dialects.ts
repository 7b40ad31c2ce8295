import type { ProtocolId } from "../services/services.ts";
import type { Body, Direction } from "./described.ts";
import { firstWord, readObject } from "./read-json.ts";

/** Two sides that speak different versions of one protocol, by what they say rather than by its words. */
export type Mismatch = { page: string; server: string; sign: string };

type Said = { body: Body; direction: Direction };
type Judge = (said: readonly Said[], url: string) => Mismatch | null;

const texts = (said: readonly Said[], direction: Direction): string[] =>
  said.flatMap((each) =>
    each.direction === direction && typeof each.body === "string" ? [each.body] : [],
  );

/**
 * socketio/socket.io-protocol: since revision 5 the answer to CONNECT holds a session id; Engine.IO 4
 * lets the server ping, Engine.IO 3 the client.
 */
const socketIo: Judge = (said, url) => {
  const isNew = /[?&]EIO=4(?:&|$)/.test(url);
  const isOld = texts(said, "receive").some((text) => /^40(?:\/[^,{]{0,200},?)?$/.test(text));
  return isNew && isOld
    ? {
        page: "Socket.IO 3 or 4 (Engine.IO 4)",
        server: "Socket.IO 2 (Engine.IO 3)",
        sign: "CONNECT came without a session id (sid), and such a server leaves pinging to the client, while this client waits for the server's pings",
      }
    : null;
};

const kindsOf = (said: readonly Said[], direction: Direction): (string | null)[] =>
  texts(said, direction).map((text) => firstWord(readObject(text)?.type));

// enisdenjo/graphql-ws: PROTOCOL.md; apollographql/subscriptions-transport-ws: PROTOCOL.md
const OLD_WORDS = /^(?:start|stop|connection_terminate|data|ka)$/;
const NEW_WORDS = /^(?:subscribe|next|ping|pong)$/;
const OLD = "subscriptions-transport-ws (subprotocol graphql-ws)";
const NEW = "graphql-ws (subprotocol graphql-transport-ws)";

const graphql =
  (wrong: RegExp, agreed: string, other: string): Judge =>
  (said) => {
    const sent = kindsOf(said, "send").find((kind) => kind !== null && wrong.test(kind));
    if (sent) return { page: other, server: agreed, sign: `the page sent “${sent}”` };
    const heard = kindsOf(said, "receive").find((kind) => kind !== null && wrong.test(kind));
    return heard ? { page: agreed, server: other, sign: `the server sent “${heard}”` } : null;
  };

/** dotnet/aspnetcore: HubProtocol.md; the older SignalR of ASP.NET greets with `{"C":"…","S":1,"M":[]}`. */
const signalr: Judge = (said) => {
  const isOld = texts(said, "receive").some((text) => /^\{"(?:C|S)":/.test(text));
  return isOld
    ? {
        page: "SignalR of ASP.NET Core",
        server: "the older SignalR of ASP.NET",
        sign: "the server greets with a message id (C) instead of answering the handshake",
      }
    : null;
};

const JUDGES: Partial<Record<ProtocolId, Judge>> = {
  "socket.io": socketIo,
  "graphql-transport-ws": graphql(OLD_WORDS, NEW, OLD),
  "graphql-ws": graphql(NEW_WORDS, OLD, NEW),
  signalr,
};

/** Null where both speak alike, or nothing shows that they do not. */
export const readMismatch = (
  protocol: ProtocolId,
  said: readonly Said[],
  url: string,
): Mismatch | null => JUDGES[protocol]?.(said, url) ?? null;
