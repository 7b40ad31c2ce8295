import type { AddressInfo } from "node:net";
import { WebSocket, WebSocketServer } from "ws";
import { received, sent } from "./talk.ts";

/** What went over one WebSocket, as a page would have seen it. */
export type Tapped = {
  url: string;
  protocols: string[];
  protocol: string;
  lines: (ReturnType<typeof sent> | ReturnType<typeof received>)[];
};

/** A server between a real client and a real server that writes down what they say. */
export async function startTap(target: string) {
  const tapped: Tapped[] = [];
  const server = new WebSocketServer({
    port: 0,
    host: "127.0.0.1",
    // The server behind chooses; the tests' servers all take what is offered first.
    handleProtocols: (offered) => [...offered][0] ?? false,
  });
  await new Promise((resolve) => server.once("listening", resolve));
  server.on("connection", (client, request) => {
    const protocols = client.protocol === "" ? [] : [client.protocol];
    const record: Tapped = {
      url: `wss://h.example${request.url ?? "/"}`,
      protocols,
      protocol: client.protocol,
      lines: [],
    };
    tapped.push(record);
    const upstream = new WebSocket(target + (request.url ?? ""), protocols);
    const opened = new Promise((resolve) => upstream.once("open", resolve));
    client.on("message", async (data: Buffer, isBinary) => {
      record.lines.push(sent(bodyOf(data, isBinary)));
      await opened;
      upstream.send(data, { binary: isBinary });
    });
    upstream.on("message", (data: Buffer, isBinary) => {
      record.lines.push(received(bodyOf(data, isBinary)));
      client.send(data, { binary: isBinary });
    });
    client.on("close", () => upstream.close());
    upstream.on("close", () => client.close());
    for (const socket of [client, upstream]) socket.on("error", () => socket.terminate());
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}`,
    tapped,
    close: () => {
      for (const client of server.clients) client.terminate();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const bodyOf = (data: Buffer, isBinary: boolean) =>
  isBinary ? Uint8Array.from(data) : data.toString("utf8");
