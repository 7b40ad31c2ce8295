import { createServer } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { type Services, startServices } from "./day-services.ts";
import { type Listening, listen, takeFreePort } from "./listen.ts";

/** How the gateway answers: as one that has only just been started, or as one that works. */
type Mode = "starting" | "working";

export type DayGateway = {
  url: string;
  /** The process dies: its sockets break without a word, and nothing listens any more. */
  kill(): Promise<void>;
  start(mode: Mode): Promise<void>;
  become(mode: Mode): void;
  /** A deploy: each socket is closed with 1012, and the next process is there at once. */
  deploy(): void;
  /** Every socket breaks without a word, as those of a network do that is gone. */
  cut(): void;
};

const HOST = "127.0.0.1";
/** A close frame with 1012 and "deploy": whichever library's the socket is. */
const DEPLOY = Buffer.from([0x88, 8, 0x03, 0xf4, ...Buffer.from("deploy")]);

/** A gateway that lives through a day: it asks for a token, dies, starts again, and is deployed. */
export async function startDayGateway(token: string): Promise<DayGateway> {
  const port = await takeFreePort(HOST);
  const turnAway = new WebSocketServer({ noServer: true });
  let life: { process: Listening; services: Services; streams: Set<Duplex> } | null = null;
  let mode: Mode = "working";

  return {
    url: `ws://${HOST}:${port}`,
    async kill() {
      const ending = life;
      life = null;
      await ending?.process.stop();
      await ending?.services.stop();
    },
    async start(first) {
      mode = first;
      const streams = new Set<Duplex>();
      const server = createServer((_request, response) => response.end());
      const services = await startServices(token);
      server.on("upgrade", (request, stream, head) => {
        streams.add(stream);
        stream.on("close", () => streams.delete(stream));
        if (mode === "starting") {
          turnAway.handleUpgrade(request, stream, head, (socket) =>
            socket.close(1013, "the gateway is still starting up"),
          );
          return;
        }
        services.upgrade(request, stream, head);
      });
      life = { process: await listen(server, HOST, port), services, streams };
    },
    become(next) {
      mode = next;
    },
    deploy() {
      for (const stream of life?.streams ?? []) stream.end(DEPLOY);
    },
    cut() {
      for (const stream of life?.streams ?? []) stream.destroy();
    },
  };
}
