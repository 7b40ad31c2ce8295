import { createServer } from "node:net";
import { listen } from "./listen.ts";

export type BannerServer = { url: string; stop(): Promise<void> };

/** Speaks, but not HTTP: says a line as a mail server would, and nothing else. */
export async function startBannerServer(): Promise<BannerServer> {
  const server = createServer((socket) => {
    socket.write("220 weather.example ESMTP ready\r\n");
    socket.resume();
  });
  const { host, port, stop } = await listen(server);
  return { url: `ws://${host}:${port}`, stop };
}
