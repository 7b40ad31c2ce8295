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

/** RFC 6143 §7.2 and the IANA registry of RFB security types: what viewers in a browser can do, and what not. */
const RFB_KNOWN = new Set([1, 2, 6, 16, 19, 22, 30, 113, 129]);
/** Of one vendor (RealVNC's, Apple's), or with a TLS that no page can speak. */
const RFB_NAMES: Record<number, string> = {
  5: "RA2",
  13: "RA2_256",
  18: "TLS",
  129: "RA2_256 without encryption",
  130: "RA2ne_256",
  133: "RA2r_256",
  192: "RealVNC's own",
};
const MAX_TYPES = 16;

/** RFC 6143 §7.1.2: how many types there are, and their numbers. noVNC's own are in noVNC:core/rfb.js. */
const rfb: Judge = (said) => {
  const heard = said.filter(({ direction }) => direction === "receive").map(({ body }) => body);
  for (const body of heard.slice(0, 4)) {
    if (typeof body === "string" || body.length < 2 || body.length > MAX_TYPES + 1) continue;
    if (body[0] !== body.length - 1) continue;
    const types = [...body.subarray(1)];
    if (types.some((type) => RFB_KNOWN.has(type))) return null;
    const names = types.map((type) => RFB_NAMES[type] ?? String(type)).join(", ");
    return {
      page: "those of open VNC servers",
      server: `only ${names}`,
      sign: `the VNC server offers the security types ${types.join(", ")}, of which viewers in a browser know none (noVNC: “Unsupported security types”). Let the VNC server offer VNC authentication or none, as RealVNC does with Encryption=PreferOff and Authentication=VncAuth, or use another VNC server`,
    };
  }
  return null;
};

const JUDGES: Partial<Record<ProtocolId, Judge>> = {
  "socket.io": socketIo,
  "graphql-transport-ws": graphql(OLD_WORDS, NEW, OLD),
  "graphql-ws": graphql(NEW_WORDS, OLD, NEW),
  signalr,
  rfb,
};

/** Null where both speak alike, or nothing shows that they do not. */
export const readMismatch = (
  protocol: ProtocolId,
  said: readonly Said[],
  url: string,
): Mismatch | null => JUDGES[protocol]?.(said, url) ?? null;
