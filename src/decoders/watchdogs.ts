import type { ProtocolId } from "../services/services.ts";
import { readKeepAlive } from "./binary/mqtt-keep-alive.ts";
import type { Body, Direction } from "./described.ts";
import { readPingLimits } from "./protocols/socket-io.ts";
import { isObject, readObject } from "./read-json.ts";

/** How long a client library listens to nothing before it closes the connection by itself. */
export type Watchdog = {
  library: string;
  limitMs: number;
  /** Its timers look now and then, so that it may take up to so long. */
  latestMs: number;
  /** Its own question is the last thing on the wire before it gives up. */
  asks?: true;
  /** What the client's side of it is called, and what the server's. */
  client: string;
  server: string;
};

type Kept = { body: Body; direction: Direction };

/** A busy page's timer is late. */
const LATE = 1.25;

const watchdog = (
  library: string,
  limitMs: number,
  client: string,
  server: string,
  latest = LATE,
): Watchdog | null =>
  limitMs > 0 && Number.isFinite(limitMs)
    ? { library, limitMs, latestMs: limitMs * latest, client, server }
    : null;

const asking = (watched: Watchdog | null): Watchdog | null => watched && { ...watched, asks: true };

const texts = (kept: readonly Kept[], from: Direction): string[] =>
  kept.flatMap(({ body, direction }) =>
    direction === from && typeof body === "string" ? [body] : [],
  );

const firstOf = <T>(values: readonly T[], read: (value: T) => number | null): number | null => {
  for (const value of values) {
    const found = read(value);
    if (found !== null) return found;
  }
  return null;
};

const numberIn = (value: unknown): number | null => (typeof value === "number" ? value : null);

/** Of the protocols whose clients watch, by what the two sides agreed on in their first messages. */
const WATCHDOGS: Partial<Record<ProtocolId, (kept: readonly Kept[]) => Watchdog | null>> = {
  "socket.io": (kept) => {
    const limits = kept.map(({ body }) => readPingLimits(body)).find(Boolean);
    return limits
      ? watchdog(
          "Socket.IO",
          limits.intervalMs + limits.timeoutMs,
          "pingInterval + pingTimeout, which the server tells it",
          "pingInterval, pingTimeout",
        )
      : null;
  },
  // dotnet/aspnetcore:src/SignalR/clients/ts/signalr/src/HubConnection.ts
  signalr: () => watchdog("SignalR", 30_000, "serverTimeoutInMilliseconds", "KeepAliveInterval"),
  // stomp-js/stompjs:src/stomp-handler.ts: twice the agreed interval, looked at once in each.
  stomp: (kept) => {
    const beats = (from: Direction) =>
      texts(kept, from)
        .map((text) => /heart-beat:(\d{1,9}),(\d{1,9})/.exec(text))
        .find((match) => match !== null);
    const [, , wanted] = beats("send") ?? [];
    const [, offered] = beats("receive") ?? [];
    if (!wanted || !offered || !Number(wanted) || !Number(offered)) return null;
    const everyMs = Math.max(Number(wanted), Number(offered));
    return watchdog("stomp.js", everyMs * 2, "heartbeatIncoming", "its heart-beat", 1.7);
  },
  // mqttjs/MQTT.js:src/lib/KeepaliveManager.ts: one and a half of it without an answer to PINGREQ.
  mqtt: (kept) => {
    const seconds = firstOf(
      kept.filter(({ direction }) => direction === "send"),
      ({ body }) => (typeof body === "string" ? null : readKeepAlive(body)),
    );
    return asking(
      watchdog("MQTT.js", (seconds ?? 0) * 1_000, "keepalive", "its answer to PINGREQ", 2.3),
    );
  },
  // centrifugal/centrifuge-js:src/centrifuge.ts (maxServerPingDelay)
  centrifuge: (kept) => {
    const seconds = firstOf(texts(kept, "receive"), (text) => {
      const connect = readObject(text.split("\n")[0] ?? "")?.connect;
      return isObject(connect) ? numberIn(connect.ping) : null;
    });
    return seconds === null
      ? null
      : watchdog("Centrifuge", seconds * 1_000 + 10_000, "maxServerPingDelay", "ping_interval");
  },
  // pusher/pusher-js:src/core/connection/connection_manager.ts (activityTimeout, pongTimeout)
  pusher: (kept) => {
    const seconds = firstOf(texts(kept, "receive"), (text) => {
      const { data } = readObject(text) ?? {};
      const told = typeof data === "string" ? readObject(data) : isObject(data) ? data : null;
      return numberIn(told?.activity_timeout);
    });
    return seconds === null
      ? null
      : asking(
          watchdog(
            "Pusher",
            seconds * 1_000 + 30_000,
            "activityTimeout + pongTimeout",
            "activity_timeout",
          ),
        );
  },
};

/**
 * yjs/y-websocket:src/y-websocket.js (messageReconnectTimeout, looked at ten times in it). Its first
 * message is the first step of a synchronisation (yjs/y-protocols:PROTOCOL.md): sync, step 1.
 */
const Y_WEBSOCKET_MS = 30_000;

function readYWebsocket(kept: readonly Kept[]): Watchdog | null {
  const sent = kept.find(({ direction }) => direction === "send")?.body;
  const isSync =
    typeof sent === "object" &&
    sent[0] === 0 &&
    sent[1] === 0 &&
    kept.every(({ body }) => typeof body !== "string");
  return isSync
    ? watchdog(
        "y-websocket",
        Y_WEBSOCKET_MS,
        "messageReconnectTimeout (30 s)",
        "its sync and awareness messages, which must come more often than that",
      )
    : null;
}

/** Null where the protocol's client has no watch, or what it waits for is not known. */
export const readWatchdog = (protocol: ProtocolId, kept: readonly Kept[]): Watchdog | null =>
  WATCHDOGS[protocol]?.(kept) ?? (protocol === "plain" ? readYWebsocket(kept) : null);
