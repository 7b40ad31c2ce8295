import { createHash } from "node:crypto";
import { type ServerOptions, type WebSocket, WebSocketServer } from "ws";
import type { Visit } from "./visit.ts";

/** Accepts by the book; `then` gets the open connection. */
export function acceptWebSocket(
  { request, socket, head, connections }: Visit,
  then: (connection: WebSocket) => void,
  options: Pick<ServerOptions, "maxPayload" | "handleProtocols"> & { headers?: string[] } = {},
): void {
  const { headers = [], ...serverOptions } = options;
  const server = new WebSocketServer({ noServer: true, ...serverOptions });
  server.on("headers", (lines) => lines.push(...headers));
  server.handleUpgrade(request, socket, head, (connection) => {
    // ws closes by itself after an error; unheard, the event would end the process.
    connection.on("error", () => {});
    connections.add(connection);
    connection.on("close", () => connections.delete(connection));
    then(connection);
  });
}

/** RFC 6455 §1.3: proves that the server understood a WebSocket handshake. */
const WEBSOCKET_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

const acceptKey = ({ request }: Visit): string =>
  createHash("sha1")
    .update(`${request.headers["sec-websocket-key"]}${WEBSOCKET_GUID}`)
    .digest("base64");

/** A 101 by hand, each of whose headers can be wrong; the socket is left to the caller. */
export function acceptRaw(
  visit: Visit,
  { upgrade = "websocket", accept = acceptKey(visit) }: { upgrade?: string; accept?: string } = {},
): void {
  visit.socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: ${upgrade}\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  // Node's HTTP server leaves its sockets half open; a peer that has gone ends them here.
  visit.socket.on("end", () => visit.socket.destroy());
  visit.socket.resume();
}
