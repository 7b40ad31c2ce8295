import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { encodeAnswer, refuseWith } from "./http-answer.ts";
import { listen } from "./listen.ts";

export type SignalrServer = {
  /** `http://127.0.0.1:41234`: `/events/hub` and `/polls/hub` say what is left besides WebSockets. */
  url: string;
  stop(): Promise<void>;
};

/** Ends each of SignalR's messages. */
const RECORD_SEPARATOR = "\u001e";
const READING_EVERY_MS = 500;
/** A poll without news is answered after this long. */
const POLL_MS = 5_000;
/** What a server without WebSockets, or behind a proxy that strips the upgrade, answers to one. */
const NO_UPGRADE = 404;

/** One client over HTTP: what waits to be heard, and who is told of it. */
type Client = { waiting: string[]; wake: () => void; polled: boolean; greeted: boolean };

/**
 * As much of a SignalR server as its client needs (dotnet/aspnetcore: TransportProtocols.md). It
 * offers WebSockets first, refuses the upgrade, and pushes `reading`s over what the client takes then.
 */
export async function startSignalrServer(): Promise<SignalrServer> {
  const clients = new Map<string, Client>();

  const tell = (client: Client, message: object) => {
    client.waiting.push(JSON.stringify(message) + RECORD_SEPARATOR);
    client.wake();
  };
  const reading = { type: 1, target: "reading", arguments: [{ hPa: 1013 }] };
  const timer = setInterval(() => {
    for (const client of clients.values()) if (client.greeted) tell(client, reading);
  }, READING_EVERY_MS);

  const negotiate = (path: string, response: ServerResponse) => {
    const connectionToken = randomBytes(16).toString("base64url");
    const others = path.startsWith("/events/") ? ["ServerSentEvents"] : ["LongPolling"];
    const availableTransports = ["WebSockets", ...others].map((transport) => ({
      transport,
      transferFormats: ["Text"],
    }));
    clients.set(connectionToken, { waiting: [], wake: () => {}, polled: false, greeted: false });
    const connectionId = randomBytes(16).toString("base64url");
    const answer = { negotiateVersion: 1, connectionId, connectionToken, availableTransports };
    response.end(JSON.stringify(answer));
  };

  const hear = (client: Client, request: IncomingMessage, response: ServerResponse) => {
    request.on("data", (data) => {
      // The handshake; what else comes are pings.
      if (!String(data).includes('"protocol"')) return;
      client.greeted = true;
      tell(client, {});
    });
    request.on("end", () => response.end());
  };

  const stream = (client: Client, response: ServerResponse) => {
    response.setHeader("Content-Type", "text/event-stream");
    response.write(":\r\n\r\n");
    client.wake = () => {
      for (const message of client.waiting.splice(0)) response.write(`data: ${message}\r\n\r\n`);
    };
  };

  const poll = (client: Client, response: ServerResponse) => {
    const answer = () => {
      client.wake = () => {};
      clearTimeout(patience);
      response.end(client.waiting.splice(0).join(""));
    };
    // The first poll is answered at once: it only says that the way is free.
    const patience = setTimeout(answer, client.polled ? POLL_MS : 0);
    client.polled = true;
    client.wake = answer;
    if (client.waiting.length > 0) answer();
  };

  const answer = (request: IncomingMessage, response: ServerResponse) => {
    allowOrigin(request, response);
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
    const client = clients.get(searchParams.get("id") ?? "");
    if (request.method === "OPTIONS") response.end();
    else if (pathname.endsWith("/negotiate")) negotiate(pathname, response);
    else if (!client) response.writeHead(NO_UPGRADE).end();
    else if (request.method === "POST") hear(client, request, response);
    else if (request.headers.accept?.includes("text/event-stream")) stream(client, response);
    else poll(client, response);
  };

  const server = createServer(answer);
  server.on("upgrade", (_request, socket) => socket.end(encodeAnswer(refuseWith(NO_UPGRADE))));
  const { host, port, stop } = await listen(server);
  return {
    url: `http://${host}:${port}`,
    stop: async () => {
      clearInterval(timer);
      await stop();
    },
  };
}

/** The page comes from another port, and SignalR's client sends credentials. */
function allowOrigin({ headers }: IncomingMessage, response: ServerResponse): void {
  response.setHeader("Access-Control-Allow-Origin", headers.origin ?? "*");
  response.setHeader("Access-Control-Allow-Credentials", "true");
  response.setHeader(
    "Access-Control-Allow-Headers",
    headers["access-control-request-headers"] ?? "",
  );
}
