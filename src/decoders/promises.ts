import type { ProtocolId } from "../services/services.ts";
import { readKeepAlive } from "./binary/mqtt-keep-alive.ts";
import type { Body, Direction } from "./described.ts";
import { readPingLimits } from "./protocols/socket-io.ts";

/** How often a client has to say something, and when the server takes one that does not for gone. */
export type ClientPromise = {
  everyMs: number;
  /** By the rule; the server lets it go between these two. */
  letsGoMs: number;
  earliestMs: number;
  latestMs: number;
  /** What the client's side of it is called, and what the server's. */
  client: string;
  server: string;
};

type Kept = { body: Body; direction: Direction };

/** Clocks are read a moment apart, and servers look now and then. */
const EARLY = 0.97;
const LOOKS_EVERY_MS = 6_000;

const promise = (
  everyMs: number,
  [from, to]: readonly [number, number],
  client: string,
  server: string,
): ClientPromise | null =>
  everyMs > 0 && Number.isFinite(everyMs)
    ? {
        everyMs,
        letsGoMs: from,
        earliestMs: from * EARLY,
        latestMs: to + LOOKS_EVERY_MS,
        client,
        server,
      }
    : null;

const PROMISES: Partial<Record<ProtocolId, (kept: readonly Kept[]) => ClientPromise | null>> = {
  // MQTT 3.1.1 §3.1.2.10: one and a half of it, which brokers make between one and two.
  mqtt: (kept) => {
    for (const { body, direction } of kept) {
      const seconds = direction === "send" && typeof body !== "string" ? readKeepAlive(body) : null;
      if (seconds === null) continue;
      const ms = seconds * 1_000;
      return promise(ms, [ms, ms * 2], "keepalive", "its keep-alive multiplier");
    }
    return null;
  },
  // STOMP 1.2, "Heart-beating": the larger of what one offers and the other wants; servers allow two or three.
  stomp: (kept) => {
    const beats = (from: Direction) =>
      kept
        .map(({ body, direction }) =>
          direction === from && typeof body === "string"
            ? /heart-beat:(\d{1,9}),(\d{1,9})/.exec(body.slice(0, 2_048))
            : null,
        )
        .find((match) => match !== null);
    const offered = Number(beats("send")?.[1] ?? 0);
    const wanted = Number(beats("receive")?.[2] ?? 0);
    const ms = offered > 0 && wanted > 0 ? Math.max(offered, wanted) : 0;
    return promise(ms, [ms, ms * 3], "heartbeatOutgoing", "its heart-beat");
  },
  // dotnet/aspnetcore:src/SignalR/server/Core/src/HubOptions.cs (ClientTimeoutInterval); the client pings every 15 s.
  signalr: () =>
    promise(15_000, [30_000, 30_000], "keepAliveIntervalInMilliseconds", "ClientTimeoutInterval"),
  // socketio/engine.io-protocol: whichever of the two asks, the server waits so long for the other.
  "socket.io": (kept) => {
    const limits = kept.map(({ body }) => readPingLimits(body)).find(Boolean);
    const ms = limits ? limits.intervalMs + limits.timeoutMs : 0;
    return promise(limits?.intervalMs ?? 0, [ms, ms], "its pings or pongs", "pingTimeout");
  },
};

/** Null where the protocol has none, or its figures were not seen. */
export const readClientPromise = (
  protocol: ProtocolId,
  kept: readonly Kept[],
): ClientPromise | null => PROMISES[protocol]?.(kept) ?? null;
