import { createServer } from "node:http";
import { Aedes, type AuthenticateError } from "aedes";
import { createWebSocketStream, WebSocketServer } from "ws";
import { listen } from "./listen.ts";

export type MqttBroker = {
  /** `ws://127.0.0.1:41234/mqtt`; whoever calls himself `stranger` is not let in. */
  url: string;
  stop(): Promise<void>;
};

/** MQTT 3.1.1 §3.2.2.3: the answer to a user name or password that is wrong. */
const BAD_CREDENTIALS = 4;

/** A real MQTT broker over WebSocket, as a browser reaches it. */
export async function startMqttBroker(): Promise<MqttBroker> {
  const broker = await Aedes.createBroker({
    authenticate: (_client, username, _password, done) => {
      if (username !== "stranger") return done(null, true);
      const error = new Error("not authorized") as AuthenticateError;
      error.returnCode = BAD_CREDENTIALS;
      done(error, null);
    },
  });
  const server = createServer();
  const sockets = new WebSocketServer({ server, handleProtocols: () => "mqtt" });
  sockets.on("connection", (socket, request) => {
    const stream = createWebSocketStream(socket);
    // A client that goes without a word is none of the broker's business.
    stream.on("error", () => {});
    broker.handle(stream, request);
  });
  const { host, port, stop } = await listen(server);
  return {
    url: `ws://${host}:${port}/mqtt`,
    stop: async () => {
      await new Promise<void>((resolve) => broker.close(resolve));
      await stop();
    },
  };
}
