import { createHash, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { acceptRaw } from "../../servers/accept.ts";
import { type BannerServer, startBannerServer } from "../../servers/banner-server.ts";
import { certificates, makeCertificate } from "../../servers/certificate.ts";
import { createFaultHandlers, type FaultHandlers } from "../../servers/fault-handlers.ts";
import { type FaultServer, startFaultServer } from "../../servers/fault-server.ts";
import { encodeClose } from "../../servers/frame.ts";
import { listen, takeFreePort } from "../../servers/listen.ts";
import { type PageServer, startPageServer } from "../../servers/page-server.ts";
import { type SocketIoServer, startSocketIoServer } from "../../servers/socket-io-server.ts";
import { numberAt, type Route } from "../../servers/visit.ts";

export type MatrixServers = {
  pages: PageServer;
  faults: { url: string; requests: FaultHandlers["requests"] };
  /** On an address of its own: a handshake that hangs holds back the next ones to its host. */
  hanging: FaultServer;
  selfSigned: FaultServer;
  /** Serves pages over https, to a browser that was told to trust its certificate. */
  secure: FaultServer;
  banner: BannerServer;
  socketIo: SocketIoServer;
  refusedUrl: string;
  /** For Chromium: makes it trust `secure`, and nothing else. */
  trustArgument: string;
  stop(): Promise<void>;
};

const EMPTY_PAGE = '<!doctype html><link rel="icon" href="data:,"><title>Matrix</title>';

/** /answer-close/:code. Answers the page's close frame by one with another code. */
const answerClose: Route = (visit) => {
  acceptRaw(visit);
  visit.socket.once("data", () => {
    visit.socket.end(encodeClose(numberAt(visit.args, 0, 1011), "first"));
  });
};

export async function startMatrixServers(): Promise<MatrixServers> {
  const handlers = createFaultHandlers({ "answer-close": answerClose });
  const server = createServer(handlers.answerRequest).on("upgrade", handlers.answerUpgrade);
  const { host, port, stop: stopFaults } = await listen(server);
  const trusted = makeCertificate();
  const hanging = await startFaultServer({ host: "127.0.0.2" });
  const selfSigned = await startFaultServer({ certificate: certificates.selfSigned() });
  const secure = await startFaultServer({ certificate: trusted });
  const banner = await startBannerServer();
  const socketIo = await startSocketIoServer();
  const pages = await startPageServer({
    "/": EMPTY_PAGE,
    "/next": EMPTY_PAGE,
    "/policy": { body: EMPTY_PAGE, headers: { "Content-Security-Policy": "connect-src 'self'" } },
    "/socket.io.js": readLibrary("socket.io-client/dist/socket.io.min.js"),
    "/reconnecting-websocket.js": readLibrary(
      "reconnecting-websocket/dist/reconnecting-websocket-iife.min.js",
    ),
  });
  const stoppable = [{ stop: stopFaults }, hanging, selfSigned, secure, banner, socketIo, pages];
  return {
    pages,
    faults: { url: `ws://${host}:${port}`, requests: handlers.requests },
    hanging,
    selfSigned,
    secure,
    banner,
    socketIo,
    refusedUrl: `ws://${host}:${await takeFreePort()}`,
    trustArgument: `--ignore-certificate-errors-spki-list=${fingerprintOf(trusted.cert)}`,
    stop: async () => {
      await Promise.all(stoppable.map(({ stop }) => stop()));
    },
  };
}

const readLibrary = (path: string): string => readFileSync(`node_modules/${path}`, "utf8");

/** As Chromium wants it: the hash of the public key. */
function fingerprintOf(certificate: string): string {
  const key = new X509Certificate(certificate).publicKey.export({ type: "spki", format: "der" });
  return createHash("sha256").update(key).digest("base64");
}
