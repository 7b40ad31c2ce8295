/** As much of well-known services as their own client libraries need. */
import type { WebSocket } from "ws";
import { acceptWebSocket } from "./accept.ts";
import { numberAt, type Route, type Visit } from "./visit.ts";

/** SignalR ends each message by this character. */
/** HubConnectionOptions.MaximumReceiveMessageSize, where nobody sets it. */
const SIGNALR_BYTES = 32_768;
const RECORD_SEPARATOR = "\u001e";

/** By path and client: those that SignalR has let in once are turned away when they return. */
const seen = new WeakMap<Set<WebSocket>, Set<string>>();

function isFirstVisit({ connections, request }: Visit): boolean {
  const urls = seen.get(connections) ?? new Set();
  seen.set(connections, urls);
  const url = request.url ?? "";
  if (urls.has(url)) return false;
  urls.add(url);
  return true;
}

const listenTo = (connection: WebSocket, hear: (text: string) => void) =>
  connection.on("message", (data) => hear(String(data)));

export const vendorRoutes: Record<string, Route> = {
  /** Phoenix channels: joins and heartbeats get their replies. */
  phoenix: (visit) =>
    acceptWebSocket(visit, (connection) => {
      listenTo(connection, (text) => {
        const [joinRef, ref, topic] = JSON.parse(text) as unknown[];
        const reply = { status: "ok", response: {} };
        connection.send(JSON.stringify([joinRef, ref, topic, "phx_reply", reply]));
      });
    }),

  /** /app/:key. Pusher; the key says how it goes: `steady`, `lost`, or the code of an error. */
  app: (visit) =>
    acceptWebSocket(visit, (connection) => {
      if (visit.args[0] === "lost") {
        setTimeout(() => visit.socket.destroy(), 40);
        return;
      }
      const send = (event: string, data: object) =>
        connection.send(JSON.stringify({ event, data: JSON.stringify(data) }));
      const [key = ""] = visit.args;
      if (key !== "steady") {
        const code = numberAt(visit.args, 0, 4001);
        send("pusher:error", { code, message: "the application is not reachable" });
        connection.close(code);
        return;
      }
      send("pusher:connection_established", { socket_id: "1.1", activity_timeout: 120 });
      listenTo(connection, (text) => {
        const { event, data } = JSON.parse(text) as { event: string; data: { channel?: string } };
        if (event === "pusher:ping") send("pusher:pong", {});
        if (event !== "pusher:subscribe") return;
        const { channel } = data;
        connection.send(
          JSON.stringify({ event: "pusher_internal:subscription_succeeded", channel, data: "{}" }),
        );
      });
    }),

  /** STOMP 1.2: lets everyone in and sends back what is sent. */
  stomp: (visit) =>
    acceptWebSocket(
      visit,
      (connection) => {
        listenTo(connection, (text) => {
          if (text.startsWith("CONNECT\n")) {
            connection.send("CONNECTED\nversion:1.2\nheart-beat:0,0\n\n\0");
          }
          const body = /^SEND\n[\s\S]*?\n\n([\s\S]*)\0/.exec(text)?.[1];
          if (body === undefined) return;
          const headers = "destination:/weather\nsubscription:sub-0\nmessage-id:1";
          connection.send(`MESSAGE\n${headers}\n\n${body}\0`);
        });
      },
      { handleProtocols: () => "v12.stomp" },
    ),

  /**
   * /signalr/:fate?. Lets in; with `lost`, cuts the first one and refuses whoever comes back; with
   * `small`, ends whoever sends more than ASP.NET Core's 32 KiB, in its words.
   */
  signalr: (visit) => {
    const isLost = visit.args[0] === "lost";
    if (isLost && !isFirstVisit(visit)) {
      visit.socket.end("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");
      return;
    }
    acceptWebSocket(visit, (connection) => {
      listenTo(connection, (text) => {
        if (visit.args[0] === "small" && text.length > SIGNALR_BYTES) {
          const error = "Connection closed with an error.";
          const farewell = { type: 7, error, allowReconnect: true };
          connection.send(`${JSON.stringify(farewell)}${RECORD_SEPARATOR}`);
          connection.close(1000);
          return;
        }
        // The handshake; what else comes are pings and invocations.
        if (!text.includes('"protocol"')) return;
        connection.send(`{}${RECORD_SEPARATOR}`);
        if (isLost) setTimeout(() => visit.socket.destroy(), 100);
      });
    });
  },

  /** Socket.IO 2: connects on its own, and leaves pinging to the client. */
  "socket.io": (visit) =>
    acceptWebSocket(visit, (connection) => {
      connection.send('0{"sid":"x","upgrades":[],"pingInterval":2500,"pingTimeout":500}');
      connection.send("40");
      listenTo(connection, (text) => {
        if (text === "2") connection.send("3");
      });
    }),

  /** /graphql-old: takes the new subprotocol, and speaks the old one. */
  "graphql-old": (visit) =>
    acceptWebSocket(
      visit,
      (connection) => {
        listenTo(connection, (text) => {
          if (!text.includes("connection_init")) return;
          connection.send('{"type":"connection_ack"}');
          connection.send('{"type":"ka"}');
        });
      },
      { handleProtocols: () => "graphql-transport-ws" },
    ),

  /** Centrifugo: lets everyone in. */
  centrifugo: (visit) =>
    acceptWebSocket(visit, (connection) => {
      listenTo(connection, (text) => {
        for (const line of text.split("\n")) {
          const { id, connect } = JSON.parse(line) as { id?: number; connect?: object };
          const reply = { id, connect: { client: "one", version: "6", ping: 25 } };
          if (connect) connection.send(JSON.stringify(reply));
        }
      });
    }),
};
