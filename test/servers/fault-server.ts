import { createServer as createHttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { Certificate } from "./certificate.ts";
import { createFaultHandlers, type FaultHandlers } from "./fault-handlers.ts";
import { listen } from "./listen.ts";
import type { Route } from "./visit.ts";

export type FaultServer = Pick<FaultHandlers, "requests" | "closeAll" | "dropAll"> & {
  /** `ws://127.0.0.1:41234`, without a slash at the end; `wss:` with a certificate. */
  url: string;
  /** The same for plain requests. */
  httpUrl: string;
  stop(): Promise<void>;
};

/** A server whose paths are faults: see `handshake-routes.ts` and `connection-routes.ts`. */
export async function startFaultServer({
  host = "127.0.0.1",
  certificate,
  more,
}: {
  host?: string;
  certificate?: Certificate;
  /** Further routes. */
  more?: Record<string, Route>;
} = {}): Promise<FaultServer> {
  const handlers = createFaultHandlers(more);
  const server = certificate ? createHttpsServer(certificate) : createHttpServer();
  server.on("request", handlers.answerRequest);
  server.on("upgrade", handlers.answerUpgrade);
  const { port, stop } = await listen(server, host);
  const secure = certificate ? "s" : "";
  return {
    url: `ws${secure}://${host}:${port}`,
    httpUrl: `http${secure}://${host}:${port}`,
    requests: handlers.requests,
    closeAll: handlers.closeAll,
    dropAll: handlers.dropAll,
    stop,
  };
}
