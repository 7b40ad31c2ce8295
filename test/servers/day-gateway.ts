import { createServer } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";
import { type Listening, listen, takeFreePort } from "./listen.ts";

/** How the gateway answers: as one that has only just been started, or as one that works. */
type Mode = "starting" | "working";

export type DayGateway = {
  url: string;
  /** Sockets that are open right now. */
  openCount(): number;
  /** The process dies: its sockets break without a word, and nothing listens any more. */
  kill(): Promise<void>;
  start(mode: Mode): Promise<void>;
  become(mode: Mode): void;
  /** A deploy: each socket is closed with 1012, and the next process is there at once. */
  deploy(): void;
};

const HOST = "127.0.0.1";

/** A gateway that lives through a day: it asks for a token, dies, starts again, and is deployed. */
export async function startDayGateway(token: string): Promise<DayGateway> {
  const port = await takeFreePort(HOST);
  const sockets = new WebSocketServer({ noServer: true });
  let process: Listening | null = null;
  let mode: Mode = "working";

  function serve(socket: WebSocket): void {
    if (mode === "starting") socket.close(1013, "the gateway is still starting up");
    else socket.on("message", (data) => socket.send(`got ${String(data)}`));
  }

  return {
    url: `ws://${HOST}:${port}`,
    openCount: () => sockets.clients.size,
    async kill() {
      await process?.stop();
      process = null;
    },
    async start(first) {
      mode = first;
      const server = createServer((_request, response) => response.end());
      server.on("upgrade", (request, stream, head) => {
        if (request.url?.includes(`token=${token}`)) {
          sockets.handleUpgrade(request, stream, head, serve);
        } else {
          stream.end("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
      });
      process = await listen(server, HOST, port);
    },
    become(next) {
      mode = next;
    },
    deploy() {
      for (const socket of sockets.clients) socket.close(1012, "deploy");
    },
  };
}
