import { type BannerServer, startBannerServer } from "../servers/banner-server.ts";
import { certificates, makeCertificate } from "../servers/certificate.ts";
import { readClientLibraries } from "../servers/client-libraries.ts";
import { type DevServer, startDevServer } from "../servers/dev-server.ts";
import { type FaultServer, startFaultServer } from "../servers/fault-server.ts";
import { type GraphqlServer, startGraphqlServer } from "../servers/graphql-server.ts";
import { type Haproxy, startHaproxy } from "../servers/haproxy.ts";
import { takeFreePort } from "../servers/listen.ts";
import { type MortalServer, startMortalServer } from "../servers/mortal-server.ts";
import { type MqttBroker, startMqttBroker } from "../servers/mqtt-broker.ts";
import { type Nginx, startNginx } from "../servers/nginx.ts";
import { type OpenclawGateway, startOpenclawGateway } from "../servers/openclaw-gateway.ts";
import { type PageServer, startPageServer } from "../servers/page-server.ts";
import { type SignalrServer, startSignalrServer } from "../servers/signalr-server.ts";
import { type SocketIoServer, startSocketIoServer } from "../servers/socket-io-server.ts";
import { talkRoutes } from "../servers/talk-routes.ts";
import { vendorRoutes } from "../servers/vendor-routes.ts";
import { trustArgument } from "./trust-argument.ts";

export type LabServers = {
  pages: PageServer;
  faults: FaultServer;
  /** The same on other addresses, for what concerns one host and not another. */
  others: FaultServer[];
  selfSigned: FaultServer;
  expired: FaultServer;
  wrongHost: FaultServer;
  /** Its certificate is trusted. */
  secure: FaultServer;
  banner: BannerServer;
  nginx: Nginx;
  /** nginx in front of Socket.IO. */
  socketIoProxy: Nginx;
  haproxy: Haproxy;
  socketIo: SocketIoServer;
  /** SignalR without WebSockets. */
  signalr: SignalrServer;
  mqtt: MqttBroker;
  graphql: GraphqlServer;
  /** A new one for each scenario: what was paused in one ticks in the next. */
  startGateway(): Promise<OpenclawGateway>;
  startDevServer(): Promise<DevServer>;
  startMortalServer(): Promise<MortalServer>;
  /** `ws://127.0.0.1:41234`, where nothing listens. */
  refusedUrl: string;
  /** What the browser has to know of these servers. */
  browserArguments: string[];
  stop(): Promise<void>;
};

/** What proxies wait for in the lab; their defaults are 60 s and an hour, which nobody waits for. */
const PROXY_TIMEOUT_S = 2;
const EMPTY_PAGE = '<!doctype html><link rel="icon" href="data:,"><title>Lab</title>';
/** Leads to this computer, but not by its name: for what is held against plain text over a network. */
export const ELSEWHERE = "weather.example";

export async function startLabServers(): Promise<LabServers> {
  const more = { ...talkRoutes, ...vendorRoutes };
  const trusted = makeCertificate();
  const started: { stop(): Promise<void> }[] = [];
  const keep = async <Server extends { stop(): Promise<void> }>(starting: Promise<Server>) => {
    const server = await starting;
    started.push(server);
    return server;
  };
  const startFaults = (options: Parameters<typeof startFaultServer>[0]) =>
    keep(startFaultServer({ more, ...options }));
  const faults = await startFaults({});
  const socketIo = await keep(startSocketIoServer());
  const upstreamUrl = faults.url;
  return {
    faults,
    socketIo,
    others: await Promise.all(
      ["127.0.0.2", "127.0.0.3", "127.0.0.4"].map((host) => startFaults({ host })),
    ),
    selfSigned: await startFaults({ certificate: certificates.selfSigned() }),
    expired: await startFaults({ certificate: certificates.expired() }),
    wrongHost: await startFaults({ certificate: certificates.wrongHost() }),
    secure: await startFaults({ certificate: trusted }),
    banner: await keep(startBannerServer()),
    nginx: await keep(startNginx({ upstreamUrl, readTimeoutS: PROXY_TIMEOUT_S })),
    socketIoProxy: await keep(startNginx({ upstreamUrl: socketIo.url })),
    haproxy: await keep(startHaproxy({ upstreamUrl, tunnelMs: PROXY_TIMEOUT_S * 1_000 })),
    signalr: await keep(startSignalrServer()),
    mqtt: await keep(startMqttBroker()),
    graphql: await keep(startGraphqlServer()),
    pages: await keep(
      startPageServer({
        ...readClientLibraries(),
        "/": EMPTY_PAGE,
        "/next": EMPTY_PAGE,
        "/policy": {
          body: EMPTY_PAGE,
          headers: { "Content-Security-Policy": "connect-src 'self'" },
        },
      }),
    ),
    startGateway: () => keep(startOpenclawGateway()),
    startDevServer: () => keep(startDevServer()),
    startMortalServer: () => keep(startMortalServer()),
    refusedUrl: `ws://127.0.0.1:${await takeFreePort()}`,
    browserArguments: [trustArgument(trusted), `--host-resolver-rules=MAP ${ELSEWHERE} 127.0.0.1`],
    stop: async () => {
      await Promise.all(started.map((server) => server.stop()));
    },
  };
}
