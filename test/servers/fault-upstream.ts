/** A real `ws` server that fails in as many ways as a path asks for. */
import { createServer, type IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { listen } from "./listen.ts";

const AFTER_MS = 700;

export async function startFaultUpstream(): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer((_, response) => {
    response.statusCode = 426;
    response.end("Upgrade Required");
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1_024 });
  server.on("upgrade", (request: IncomingMessage, socket: Socket, head) => {
    const { url = "/" } = request;
    // It takes the request, and never answers.
    if (url.startsWith("/silent/")) return;
    if (url.startsWith("/refuse/")) {
      socket.end("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, socket, head, (peer) => behave(peer, socket, url));
  });
  const listening = await listen(server);
  return { url: `ws://${listening.host}:${listening.port}`, stop: listening.stop };
}

function behave(peer: WebSocket, socket: Socket, url: string): void {
  peer.on("message", (data) => peer.send(data));
  peer.on("error", () => {});
  const act = {
    "/reset/": () => socket.resetAndDestroy(),
    "/gone/": () => socket.destroy(),
    "/done/": () => peer.close(1000),
    "/restart/": () => peer.close(1012, "service restart"),
  };
  for (const [path, run] of Object.entries(act)) {
    if (url.startsWith(path)) setTimeout(run, AFTER_MS);
  }
}
