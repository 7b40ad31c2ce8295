/** What is looked for in a log: the session's connections, and whatever names one of them on both sides. */
import { finish, type Steps } from "../analysis/turns.ts";
import { parseUrl } from "../protocol/parse-url.ts";
import { type Connection, connectionsInOrder, type Session } from "../session/session.ts";
import { idsIn, pathOf } from "./fields.ts";

export type Wanted = {
  connections: WantedConnection[];
  /** To the one connection that it names; what names several names none. */
  byId: ReadonlyMap<string, number>;
  paths: ReadonlySet<string>;
  from: number;
  until: number;
};

export type WantedConnection = {
  id: string;
  ordinal: number;
  endpoint: string;
  host: string;
  path: string;
  createdAt: number;
  openedAt: number | null;
  endedAt: number | null;
  /** The page itself was gone or called close(): the server hears of it late, or not at all. */
  code: number | null;
  status: number | null;
  sentBytes: number;
  receivedBytes: number;
  isDeflated: boolean;
};

const ID_HEADERS =
  /^(?:sec-websocket-key|x-request-id|request-id|x-correlation-id|traceparent|x-trace-id|cf-ray|x-amzn-trace-id|x-amzn-requestid|apigw-requestid|fly-request-id|x-envoy-.*request-id|x-unique-id)$/i;
/** Names under which protocols tell a page who it is: OpenClaw, Socket.IO, SignalR, Pusher and others. */
const SPOKEN =
  /"(?:connId|connectionId|connectionToken|connection_id|socket_id|socketId|sid|session_id|sessionId|requestId|request_id|traceId|trace_id|bootId)\\?"\s*:\s*\\?"([\w.:+/=-]{6,128})/g;
/** A request of OpenClaw's, whose id the gateway logs as `lastFrameId`. */
const REQUEST_ID = /"type":"req","id":"([\w:.-]{6,128})"/g;
const QUERY =
  /[?&](?:sid|id|connectionToken|connectionId|session_id|request_id|requestId)=([\w.:%+/=-]{6,128})/g;
const MAX_CONNECTIONS = 2_000;

export const listWanted = (session: Session): Wanted => finish(listWantedInSteps(session));

/** The same, step by step: messages are searched for names. */
export function* listWantedInSteps(session: Session): Steps<Wanted> {
  const all = connectionsInOrder(session).slice(-MAX_CONNECTIONS);
  const byId = new Map<string, number>();
  for (const [index, connection] of all.entries()) {
    yield;
    for (const id of new Set(namesOf(connection))) byId.set(id, byId.has(id) ? -1 : index);
  }
  for (const [id, index] of byId) if (index < 0) byId.delete(id);
  const connections = all.map(describe);
  return {
    connections,
    byId,
    paths: new Set(connections.map(({ path }) => path)),
    from: Math.min(...all.map(({ createdAt }) => createdAt)),
    until: Math.max(
      ...all.map(({ end, createdAt, lastMessage }) => end?.at ?? lastMessage?.at ?? createdAt),
    ),
  };
}

function describe(connection: Connection): WantedConnection {
  const { id, ordinal, endpoint, url, createdAt, open, end, handshake, send, receive } = connection;
  return {
    id,
    ordinal,
    endpoint,
    host: parseUrl(url)?.hostPort ?? "",
    path: pathOf(url) ?? "/",
    createdAt,
    openedAt: open?.at ?? null,
    endedAt: end?.by === "unwatched" ? null : (end?.at ?? null),
    code: end?.code ?? null,
    status: handshake?.status ?? null,
    sentBytes: send.sizeBytes + 6 * send.count,
    receivedBytes: receive.sizeBytes + 2 * receive.count,
    isDeflated: /deflate/.test(open?.extensions ?? ""),
  };
}

function* namesOf({ url, handshake, first, last }: Connection): Generator<string> {
  for (const { name, value } of [
    ...(handshake?.requestHeaders ?? []),
    ...(handshake?.responseHeaders ?? []),
  ]) {
    if (ID_HEADERS.test(name)) yield* idsIn(value);
  }
  for (const match of url.slice(0, 4_096).matchAll(QUERY)) if (match[1]) yield match[1];
  for (const { body } of [...first, ...last]) {
    if (typeof body !== "string") continue;
    const text = body.slice(0, 4_096);
    for (const pattern of [SPOKEN, REQUEST_ID]) {
      for (const match of text.matchAll(pattern)) if (match[1]) yield match[1];
    }
  }
}
