/** Faults before the connection is open. */
import { acceptRaw, acceptWebSocket } from "./accept.ts";
import { echo } from "./connection-routes.ts";
import { encodeAnswer, refuseWith } from "./http-answer.ts";
import { numberAt, type Route } from "./visit.ts";

const refuse: Route = ({ socket, args }) => {
  socket.end(encodeAnswer(refuseWith(numberAt(args, 0, 400))));
};

export const handshakeRoutes: Record<string, Route> = {
  /** /status/:n. A plain GET gets the same status. */
  status: refuse,

  /** /upgrade-only/:n. Only the upgrade gets this status; a plain GET gets 426. */
  "upgrade-only": refuse,

  /** Takes the request and never answers. */
  hang: ({ socket }) => {
    socket.on("end", () => socket.destroy());
    socket.resume();
  },

  /** /slow/:ms. Answers late, then echoes. */
  slow: (visit) => {
    setTimeout(
      () => {
        if (!visit.socket.destroyed) acceptWebSocket(visit, echo);
      },
      numberAt(visit.args, 0, 1_000),
    );
  },

  "bad-accept": (visit) => acceptRaw(visit, { accept: "d3Jvbmcgb24gcHVycG9zZSE=" }),

  /** /bad-extension/:parameters. Answers the offer of compression with these. */
  "bad-extension": (visit) =>
    acceptWebSocket(visit, echo, {
      headers: [`Sec-WebSocket-Extensions: permessage-deflate; ${visit.args[0] ?? ""}`],
    }),

  /** /bare. Opens; nginx has the same path without the upgrade. */
  bare: (visit) => acceptWebSocket(visit, echo),

  "bad-upgrade": (visit) => acceptRaw(visit, { upgrade: "weather" }),

  /** Ends in the midst of its answer. */
  "half-handshake": ({ socket }) => {
    socket.end("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnec");
  },

  /** Closes the TCP connection in order, without a word. */
  "drop-handshake": ({ socket }) => socket.destroy(),

  "reset-handshake": ({ socket }) => {
    socket.resetAndDestroy();
  },

  /** /subprotocol/:name. Chooses this one, whether or not it was offered. */
  subprotocol: (visit) =>
    acceptWebSocket(visit, echo, {
      handleProtocols: () => false,
      headers: [`Sec-WebSocket-Protocol: ${visit.args[0] ?? "weather"}`],
    }),

  /** Accepts, but chooses none of the subprotocols that were offered. */
  "no-subprotocol": (visit) => acceptWebSocket(visit, echo, { handleProtocols: () => false }),
};
