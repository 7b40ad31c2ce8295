import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import { connectionRoutes } from "./connection-routes.ts";
import { handshakeRoutes } from "./handshake-routes.ts";
import { encodeAnswer, refuseWith } from "./http-answer.ts";
import { numberAt, type Route, readPath } from "./visit.ts";

export type SeenRequest = { at: number; path: string; upgrade: boolean };

export type FaultHandlers = {
  answerRequest(request: IncomingMessage, response: ServerResponse): void;
  answerUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** What has been asked so far, oldest first. */
  requests: SeenRequest[];
  /** Sends a close frame to every open connection in one go, as a server does that restarts. */
  closeAll(code: number, reason?: string): void;
  /** Ends them without a close frame, as a process does that is killed. */
  dropAll(): void;
};

/** The faults without a server, so that a server with more to offer, or `more` routes, can hold them. */
export function createFaultHandlers(more: Record<string, Route> = {}): FaultHandlers {
  const routes = new Map(Object.entries({ ...handshakeRoutes, ...connectionRoutes, ...more }));
  const requests: SeenRequest[] = [];
  const connections = new Set<WebSocket>();
  const note = (request: IncomingMessage, upgrade: boolean): void => {
    requests.push({ at: Date.now(), path: request.url ?? "/", upgrade });
  };
  return {
    requests,
    answerRequest(request, response) {
      note(request, false);
      const { route, args } = readPath(request.url);
      // A server that speaks only WebSocket answers a plain request with 426.
      const plain = route === "status" ? numberAt(args, 0, 400) : routes.has(route) ? 426 : 404;
      const { status, headers, body } = refuseWith(plain);
      response.writeHead(status, headers).end(body);
    },
    answerUpgrade(request, stream, head) {
      note(request, true);
      // Typed as any stream, but always the request's own socket.
      const socket = stream as Socket;
      // Where the server speaks TLS, this is not the socket that `listen` looks after.
      socket.on("error", () => {});
      const { route, args } = readPath(request.url);
      const answer = routes.get(route);
      if (answer) answer({ request, socket, head, args, connections });
      else socket.end(encodeAnswer(refuseWith(404)));
    },
    closeAll(code, reason = "") {
      for (const connection of connections) connection.close(code, reason);
    },
    dropAll() {
      for (const connection of connections) connection.terminate();
    },
  };
}
