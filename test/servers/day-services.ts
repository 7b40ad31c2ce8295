import { createServer, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { Aedes, type AuthenticateError } from "aedes";
import { buildSchema } from "graphql";
import { useServer } from "graphql-ws/use/ws";
import { Server as SocketIo } from "socket.io";
import { createWebSocketStream, type WebSocket, WebSocketServer } from "ws";

/** A request to upgrade, which is not answered yet. */
type Upgrade = (request: IncomingMessage, stream: Duplex, head: Buffer) => void;
export type Services = { upgrade: Upgrade; stop(): Promise<void> };

/** Where each client library finds its own server. */
export const SERVICE_PATHS = {
  socketIo: "/socket.io/",
  signalr: "/hub",
  mqtt: "/mqtt",
  graphql: "/graphql",
};

/** MQTT 3.1.1 §3.2.2.3: the answer to a user name or password that is wrong. */
const BAD_CREDENTIALS = 4;
/** Ends each of SignalR's messages. */
const RECORD_SEPARATOR = "\u001e";
const UNAUTHORIZED = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/** Real servers of four libraries and a hand-written one behind one port; each asks for the token. */
export async function startServices(token: string): Promise<Services> {
  const rooms = acceptAll((socket) =>
    socket.on("message", (data) => socket.send(`got ${String(data)}`)),
  );
  // It listens by a server of its own, which hears only what is handed to it.
  const http = createServer();
  const io = new SocketIo(http, { transports: ["websocket"] });
  io.use((socket, next) =>
    next(socket.handshake.auth.token === token ? undefined : new Error("invalid token")),
  );
  const byPath = new Map<string, Upgrade>([
    [SERVICE_PATHS.socketIo, (...upgrade) => http.emit("upgrade", ...upgrade)],
    [SERVICE_PATHS.signalr, byToken("access_token", token, acceptAll(serveHub))],
    [SERVICE_PATHS.graphql, serveGraphql(token)],
  ]);
  const broker = await startBroker(token);
  byPath.set(
    SERVICE_PATHS.mqtt,
    acceptAll((socket, request) => {
      const stream = createWebSocketStream(socket);
      stream.on("error", () => {});
      broker.handle(stream, request);
    }),
  );
  return {
    upgrade(request, stream, head) {
      const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
      const answer = byPath.get(pathname) ?? byToken("token", token, rooms);
      answer(request, stream, head);
    },
    stop: async () => {
      io.engine.close();
      await new Promise<void>((resolve) => broker.close(resolve));
    },
  };
}

/** Says yes to every upgrade, and hands the socket over. */
function acceptAll(serve: (socket: WebSocket, request: IncomingMessage) => void): Upgrade {
  const sockets = new WebSocketServer({ noServer: true });
  return (request, stream, head) =>
    sockets.handleUpgrade(request, stream, head, (socket) => serve(socket, request));
}

const byToken =
  (parameter: string, token: string, accept: Upgrade): Upgrade =>
  (request, stream, head) => {
    const { searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
    if (searchParams.get(parameter) === token) accept(request, stream, head);
    else stream.end(UNAUTHORIZED);
  };

/** As much of a hub as its client needs (dotnet/aspnetcore: HubProtocol.md). */
function serveHub(socket: WebSocket): void {
  socket.on("message", (data) => {
    const isHandshake = String(data).includes('"protocol"');
    socket.send((isHandshake ? "{}" : '{"type":6}') + RECORD_SEPARATOR);
  });
}

function serveGraphql(token: string): Upgrade {
  const sockets = new WebSocketServer({ noServer: true });
  useServer(
    {
      schema: buildSchema("type Query { weather: String }"),
      onConnect: ({ connectionParams }) => connectionParams?.token === token,
    },
    sockets,
  );
  return (request, stream, head) =>
    sockets.handleUpgrade(request, stream, head, (socket) =>
      sockets.emit("connection", socket, request),
    );
}

const startBroker = (token: string) =>
  Aedes.createBroker({
    authenticate: (_client, _username, password, done) => {
      if (String(password) === token) return done(null, true);
      const error = new Error("not authorized") as AuthenticateError;
      error.returnCode = BAD_CREDENTIALS;
      done(error, null);
    },
  });
