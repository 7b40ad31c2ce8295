import { createServer } from "node:http";
import { Server } from "socket.io";
import { listen } from "./listen.ts";

export type SocketIoServer = {
  /** For `io(url)`; the client's own script is at `/socket.io/socket.io.min.js`. */
  url: string;
  /** The server itself, for a test that wants to send or to disconnect. */
  io: Server;
  stop(): Promise<void>;
};

/** A real Socket.IO server: answers `say` with an acknowledgement and pushes `reading`s. */
export async function startSocketIoServer({
  pingIntervalMs = 25_000,
  pingTimeoutMs = 20_000,
  readingEveryMs = 500,
}: {
  pingIntervalMs?: number;
  pingTimeoutMs?: number;
  readingEveryMs?: number;
} = {}): Promise<SocketIoServer> {
  const server = createServer();
  const io = new Server(server, {
    pingInterval: pingIntervalMs,
    pingTimeout: pingTimeoutMs,
    cors: { origin: true },
  });
  io.on("connection", (socket) => {
    socket.on("say", (text: unknown, acknowledge: unknown) => {
      if (typeof acknowledge === "function") acknowledge(text);
    });
    const timer = setInterval(() => socket.emit("reading", { hPa: 1013 }), readingEveryMs);
    socket.on("disconnect", () => clearInterval(timer));
  });
  const { host, port, stop } = await listen(server);
  return {
    url: `http://${host}:${port}`,
    io,
    stop: async () => {
      io.engine.close();
      await stop();
    },
  };
}
