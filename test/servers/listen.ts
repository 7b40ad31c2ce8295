import { createServer, type Server, type Socket } from "node:net";

export type Listening = { host: string; port: number; stop(): Promise<void> };

/** Starts a server on a loopback address; port 0 takes a free one. `stop` cuts what is still open. */
export async function listen(server: Server, host = "127.0.0.1", port = 0): Promise<Listening> {
  if (!host.startsWith("127.")) throw new Error(`${host} is not a loopback address`);
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    // A peer that resets is what these servers are for; unheard, the event would end the process.
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening on a port");
  return {
    host,
    port: address.port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** A port on which nothing listens: whoever connects to it is refused. */
export async function takeFreePort(host = "127.0.0.1"): Promise<number> {
  const { port, stop } = await listen(createServer(), host);
  await stop();
  return port;
}
