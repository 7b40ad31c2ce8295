/** What a client sees of one connection, from its handshake to its end. */
import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { createConnection } from "node:net";
import { WebSocket } from "ws";

export type Seen = {
  opened: boolean;
  protocol: string;
  /** The status of an answer other than 101, with its headers. */
  status: number | null;
  headers: Record<string, string | string[] | undefined>;
  error: string | null;
  code: number;
  reason: string;
  messages: string[];
};

/** Connects, sends what it is given, and waits for the end. */
export function watchSocket(
  url: string,
  { protocols = [], send = [] }: { protocols?: string[]; send?: string[] } = {},
): Promise<Seen> {
  const socket = new WebSocket(url, protocols, { rejectUnauthorized: false });
  const seen: Seen = {
    opened: false,
    protocol: "",
    status: null,
    headers: {},
    error: null,
    code: 0,
    reason: "",
    messages: [],
  };
  socket.on("open", () => {
    seen.opened = true;
    seen.protocol = socket.protocol;
    for (const body of send) socket.send(body);
  });
  socket.on("message", (data) => seen.messages.push(data.toString()));
  socket.on("unexpected-response", (_request, response) => {
    seen.status = response.statusCode ?? null;
    seen.headers = response.headers;
    socket.terminate();
  });
  socket.on("error", (error) => {
    seen.error ??= error.message;
  });
  return new Promise((resolve) => {
    socket.on("close", (code, reason) => resolve({ ...seen, code, reason: reason.toString() }));
  });
}

/** Not open yet: for servers whose first message comes together with the handshake's answer. */
export const connectSocket = (url: string): WebSocket =>
  new WebSocket(url, { rejectUnauthorized: false });

/** An open connection, for what has no end of its own. */
export async function openSocket(url: string): Promise<WebSocket> {
  const socket = connectSocket(url);
  await once(socket, "open");
  return socket;
}

export async function nextMessage(socket: WebSocket): Promise<string> {
  const [data] = await once(socket, "message");
  return String(data);
}

/** The status of a plain GET; unlike `fetch`, this takes a 407 as it comes. */
export async function getStatus(url: string): Promise<number | undefined> {
  const [response]: IncomingMessage[] = await once(get(url), "response");
  response?.resume();
  return response?.statusCode;
}

/** How a bare TCP connection ends that asked to upgrade: in order, by a reset, or not yet. */
export function watchTcp(url: string, waitMs: number): Promise<{ end: string; bytes: string }> {
  const { hostname, port, pathname } = new URL(url);
  const socket = createConnection(Number(port), hostname);
  let bytes = "";
  socket.on("data", (chunk) => {
    bytes += chunk.toString("latin1");
  });
  socket.write(
    `GET ${pathname} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n`,
  );
  return new Promise((resolve) => {
    const settle = (end: string) => {
      socket.destroy();
      resolve({ end, bytes });
    };
    socket.on("end", () => settle("ended"));
    socket.on("error", (error: NodeJS.ErrnoException) => settle(error.code ?? error.message));
    setTimeout(() => settle("open"), waitMs);
  });
}
