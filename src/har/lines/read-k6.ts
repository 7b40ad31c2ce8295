import { isoTime } from "../../words/iso-time.ts";
import { countOf } from "../../words/words.ts";
import { HarError } from "../har-error.ts";
import { JsonPart } from "../json-part.ts";
import type { Log } from "../read-log.ts";
import { type K6Point, readPoints } from "./k6-points.ts";
import { type K6Socket, socketsOf } from "./k6-sockets.ts";
import { NO_ADDRESS } from "./no-address.ts";

export function readK6(text: string): Log {
  const notes: string[] = [];
  let lastAt = 0;
  const watched = function* (): Generator<K6Point> {
    for (const point of readPoints(text, notes)) {
      lastAt = Math.max(lastAt, point.at);
      yield point;
    }
  };
  const { sockets, unclear } = socketsOf(watched());
  if (sockets.length === 0) {
    throw new HarError("the file", "is k6's, and has no measurement of a WebSocket (ws_sessions)");
  }
  if (unclear > 0) {
    notes.push(
      `Several sockets with the same tags were open at once: ${countOf(unclear, "message")} may be any one's, and ${unclear === 1 ? "was" : "were"} left out. Run k6 with --system-tags that include vu and iter, and each has its own.`,
    );
  }
  return {
    log: { version: "1.2", creator: { name: "k6", version: "" } },
    entries: sockets.map((socket) => new JsonPart(JSON.stringify(toEntry(socket, lastAt)))),
    placeOf: (index) => `line ${sockets[index]?.start.line}`,
    clientOf: (index) => clientOf(sockets[index], index),
    endedAt: lastAt,
    notes,
  };
}

/** Each iteration of a virtual user is a visit of its own; without these tags each socket may be. */
const clientOf = (socket: K6Socket | undefined, index: number): string => {
  const { vu, iter } = socket?.start.tags ?? {};
  return typeof vu === "string" && typeof iter === "string"
    ? `user ${vu}, iteration ${iter}`
    : `socket ${index + 1}`;
};

function toEntry({ start, connectingMs, endAt, messages }: K6Socket, lastAt: number) {
  const { url, status, subproto } = start.tags;
  const answered = typeof status === "string" ? Number(status) : 0;
  const untilAt = answered === 101 ? (endAt ?? lastAt) : start.at + connectingMs;
  const protocol = typeof subproto === "string" && subproto !== "" ? subproto : null;
  return {
    startedDateTime: isoTime(start.at),
    time: Math.max(0, untilAt - start.at),
    _resourceType: "websocket",
    request: { method: "GET", url: addressOf(url), headers: [] },
    response: {
      status: answered,
      headers: protocol === null ? [] : [{ name: "Sec-WebSocket-Protocol", value: protocol }],
      ...(answered === 0 ? { _error: "no answer" } : {}),
    },
    timings: {
      send: 0,
      wait: connectingMs,
      receive: Math.max(0, untilAt - start.at - connectingMs),
    },
    ...(messages || answered !== 101
      ? {
          _webSocketMessages: (messages ?? []).map(({ metric, at }) => ({
            type: metric === "ws_msgs_sent" ? "send" : "receive",
            time: at / 1000,
            _notKept: true,
          })),
        }
      : {}),
    ...(answered === 101 && endAt !== null ? { _webSocketClose: { timestamp: endAt / 1000 } } : {}),
  };
}

/** A name may stand in the address's place. */
const addressOf = (url: unknown): string =>
  typeof url === "string" && /^(?:ws|http)s?:\/\//i.test(url) ? url : NO_ADDRESS;
