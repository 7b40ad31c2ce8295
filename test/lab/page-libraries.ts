/** What the client libraries' own scripts add to a page's window. */
import type * as signalr from "@microsoft/signalr";
import type * as stomp from "@stomp/stompjs";
import type { Centrifuge } from "centrifuge";
import type * as graphql from "graphql-ws";
import type { MqttClient } from "mqtt";
import type PartySocket from "partysocket/ws";
import type Pusher from "pusher-js";
import type ReconnectingWebSocket from "reconnecting-websocket";
import type { ManagerOptions, Socket, SocketOptions } from "socket.io-client";

declare global {
  function io(url: string, options?: Partial<ManagerOptions & SocketOptions>): Socket;

  interface Window {
    Centrifuge: typeof Centrifuge;
    PartySocket: typeof PartySocket;
    Phoenix: { Socket: typeof PhoenixSocket };
    Pusher: typeof Pusher;
    ReconnectingWebSocket: typeof ReconnectingWebSocket;
    RobustWebSocket: typeof RobustWebSocket;
    StompJs: typeof stomp;
    graphqlWs: typeof graphql;
    mqtt: { connect(url: string, options: object): MqttClient };
    signalR: typeof signalr;
    /** Ends what a scenario has started in the page. */
    stopLibrary(): void;
  }

  /** The two that come without types. */
  class PhoenixSocket {
    constructor(url: string, options?: { heartbeatIntervalMs?: number });
    connect(): void;
    disconnect(): void;
    channel(topic: string): { join(): { receive(status: string, then: () => void): void } };
  }
  class RobustWebSocket {
    constructor(
      url: string,
      protocols: string[],
      options: { shouldReconnect(event: Event, socket: { attempts: number }): number | undefined },
    );
    close(): void;
  }
}
