/** Real TLS servers behind a proxy, each with something wrong about its certificate. */
import { writeFile } from "node:fs/promises";
import { createServer } from "node:https";
import { join } from "node:path";
import { WebSocketServer } from "ws";
import { makeCertificate } from "./certificate.ts";
import { listen } from "./listen.ts";

/** Under which name a proxy asks for each of them. */
export const UPSTREAM_NAME = "localhost";
const DAY_MS = 86_400_000;

export type TlsUpstreams = {
  /** Nobody whom the proxy trusts has signed it; it is over; it is for another name. */
  ports: Record<"refused" | "expired" | "name", string>;
  /** What the proxy trusts, as PEM. */
  trusted: string;
  stop(): Promise<void>;
};

export async function startTlsUpstreams(): Promise<TlsUpstreams> {
  const certificates = {
    refused: makeCertificate({ host: UPSTREAM_NAME }),
    expired: makeCertificate({ host: UPSTREAM_NAME, validUntilMs: Date.now() - DAY_MS }),
    name: makeCertificate({ host: "other.test" }),
  };
  const stops: (() => Promise<void>)[] = [];
  const portOf = async (certificate: { key: string; cert: string }): Promise<string> => {
    const server = createServer(certificate);
    // A proxy that refuses the certificate is no fault of the server's.
    server.on("tlsClientError", () => {});
    new WebSocketServer({ server });
    const { port, stop } = await listen(server);
    stops.push(stop);
    return String(port);
  };
  return {
    ports: {
      refused: await portOf(certificates.refused),
      expired: await portOf(certificates.expired),
      name: await portOf(certificates.name),
    },
    trusted: `${certificates.expired.cert}\n${certificates.name.cert}\n`,
    stop: async () => {
      for (const stop of stops) await stop();
    },
  };
}

/** Where a proxy's configuration finds what it trusts. */
export async function writeTrusted(folder: string, { trusted }: TlsUpstreams): Promise<void> {
  await writeFile(join(folder, "trusted.pem"), trusted);
}
