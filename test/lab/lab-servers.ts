import { certificates } from "../servers/certificate.ts";
import { type FaultServer, startFaultServer } from "../servers/fault-server.ts";
import { takeFreePort } from "../servers/listen.ts";
import { type Nginx, startNginx } from "../servers/nginx.ts";
import { type PageServer, startPageServer } from "../servers/page-server.ts";
import { type SocketIoServer, startSocketIoServer } from "../servers/socket-io-server.ts";

export type LabServers = {
  pages: PageServer;
  faults: FaultServer;
  selfSigned: FaultServer;
  nginx: Nginx;
  socketIo: SocketIoServer;
  /** `ws://127.0.0.1:41234`, where nothing listens. */
  refusedUrl: string;
  stop(): Promise<void>;
};

/** What nginx waits for in the lab; its default is 60 s, which nobody wants to wait for. */
export const NGINX_READ_TIMEOUT_S = 2;

export async function startLabServers(): Promise<LabServers> {
  const faults = await startFaultServer();
  const selfSigned = await startFaultServer({ certificate: certificates.selfSigned() });
  const socketIo = await startSocketIoServer();
  const pages = await startPageServer({
    "/": '<!doctype html><link rel="icon" href="data:,"><title>Lab</title>',
  });
  const nginx = await startNginx({ upstreamUrl: faults.url, readTimeoutS: NGINX_READ_TIMEOUT_S });
  const refusedUrl = `ws://127.0.0.1:${await takeFreePort()}`;
  const stoppable = [nginx, pages, socketIo, selfSigned, faults];
  return {
    pages,
    faults,
    selfSigned,
    nginx,
    socketIo,
    refusedUrl,
    stop: async () => {
      await Promise.all(stoppable.map((server) => server.stop()));
    },
  };
}
