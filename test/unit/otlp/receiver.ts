/** A receiver on this computer that answers what a test wants. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";

type Request = { path: string; headers: IncomingMessage["headers"]; body: Buffer };
type Respond = (response: ServerResponse, request: Request, nth: number) => void;

export async function startReceiver(respond: Respond) {
  const requests: Request[] = [];
  const server = createServer(async (incoming, response) => {
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part);
    const packed = Buffer.concat(parts);
    const { headers, url: path = "" } = incoming;
    const body = headers["content-encoding"] === "gzip" ? gunzipSync(packed) : packed;
    const request = { path, headers, body };
    requests.push(request);
    respond(response, request, requests.length);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    stop: () =>
      new Promise<void>((stopped) => {
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  };
}

export const takeAll: Respond = (response, { headers }) => {
  const type = headers["content-type"] ?? "";
  response.writeHead(200, { "content-type": type });
  response.end(type === "application/json" ? "{}" : "");
};
