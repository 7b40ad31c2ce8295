import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { type RawData, type WebSocket, WebSocketServer } from "ws";
import { listen } from "./listen.ts";
import { judgeConnect, parseRequest, type Refusal } from "./openclaw-protocol.ts";

export type OpenclawGateway = {
  url: string;
  /** From now on no connection gets ticks: as a gateway that hangs. */
  pauseTicks(): void;
  /** Says so and closes with 1012, as it does at SIGTERM. */
  restart(): void;
  stop(): Promise<void>;
};

type Options = {
  /** The real one waits for 15 s. */
  handshakeTimeoutMs?: number;
  /** The real one ticks every 30 s. */
  tickIntervalMs?: number;
  /** The real one holds 50 MiB for a client that reads too slowly. */
  maxBufferedBytes?: number;
};

/**
 * The OpenClaw gateway as a browser meets it: challenge, connect, hello-ok, then requests, events
 * and ticks. Its codes are those that were measured on gateway 2026.9.6, which are not the ones
 * that guides name: a handshake that takes too long ends with a clean 1000 and no reason.
 */
export async function startOpenclawGateway({
  handshakeTimeoutMs = 1_500,
  tickIntervalMs = 400,
  maxBufferedBytes = 4 * 1024 * 1024,
}: Options = {}): Promise<OpenclawGateway> {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  const ready = new Set<WebSocket>();
  let ticking = true;

  sockets.on("connection", (socket) => {
    let seq = 0;
    const send = (frame: object) => socket.send(JSON.stringify(frame));
    const sendEvent = (event: string, payload: object) =>
      send({ type: "event", event, payload, seq: ++seq });
    const refuse = (id: string | null, { code, reason, error }: Refusal) => {
      if (id !== null && error) send({ type: "res", id, ok: false, error });
      socket.close(code, reason);
    };

    const becomeReady = (id: string) => {
      clearTimeout(timeout);
      ready.add(socket);
      const policy = { maxPayload: 26_214_400, maxBufferedBytes, tickIntervalMs };
      const about = { version: "2026.9.6", connId: randomUUID(), bootId: randomUUID() };
      const payload = { type: "hello-ok", protocol: 4, server: about, policy };
      send({ type: "res", id, ok: true, payload });
      const ticks = setInterval(() => {
        if (ticking) sendEvent("tick", { ts: Date.now() });
      }, tickIntervalMs);
      socket.on("close", () => clearInterval(ticks));
    };

    const answer = (id: string, method: string) => {
      if (method === "logs.tail") flood();
      else send({ type: "res", id, ok: true, payload: { method } });
    };

    /** More than the client can have read: what is not dropped closes the connection. */
    const flood = () => {
      const line = "x".repeat(65_536);
      while (socket.bufferedAmount <= maxBufferedBytes) sendEvent("log", { line });
      socket.close(1008, "slow consumer");
    };

    const hear = (data: RawData, isBinary: boolean) => {
      const request = isBinary ? null : parseRequest(String(data));
      if (ready.has(socket)) {
        if (request?.type === "req") answer(request.id, request.method);
        return;
      }
      // Only the server's log says that it could not be parsed.
      if (request === null) return refuse(null, { code: 1000, reason: "" });
      const refusal = judgeConnect(request);
      if (refusal) refuse(request.type === "req" ? request.id : null, refusal);
      else becomeReady(request.id);
    };

    const timeout = setTimeout(() => socket.close(1000), handshakeTimeoutMs);
    socket.on("error", () => {});
    socket.on("message", hear);
    socket.on("close", () => {
      clearTimeout(timeout);
      ready.delete(socket);
    });
    sendEvent("connect.challenge", { nonce: randomUUID(), ts: Date.now(), capabilities: [] });
  });

  const { host, port, stop } = await listen(server);
  return {
    url: `ws://${host}:${port}`,
    pauseTicks: () => {
      ticking = false;
    },
    restart: () => {
      const payload = { reason: "gateway stopping" };
      const shutdown = JSON.stringify({ type: "event", event: "shutdown", payload });
      for (const socket of sockets.clients) {
        socket.send(shutdown);
        socket.close(1012, "service restart");
      }
    },
    stop,
  };
}
