/** Which measurements of k6 are one socket's: they have no number, only times and tags. */
import type { K6Point } from "./k6-points.ts";

export type K6Socket = {
  start: K6Point;
  connectingMs: number;
  /** Epoch ms; null: it was still open, or k6 was stopped. */
  endAt: number | null;
  /** Null where some of them may have been another socket's. */
  messages: K6Point[] | null;
};

/** From the construction, by which a duration is counted, to the dialling, by which a start is. */
const DIALLED_WITHIN_MS = 250;

export function socketsOf(points: Iterable<K6Point>): { sockets: K6Socket[]; unclear: number } {
  const byKey = new Map<string, K6Point[]>();
  for (const point of points) {
    const alike = byKey.get(point.key) ?? [];
    byKey.set(point.key, alike);
    alike.push(point);
  }
  const sockets: K6Socket[] = [];
  let unclear = 0;
  for (const alike of byKey.values()) {
    const found = alikeSockets(alike);
    unclear += shareMessages(found, alike);
    for (const socket of found) sockets.push(socket);
  }
  sockets.sort((a, b) => a.start.at - b.start.at);
  return { sockets, unclear };
}

const byTime = (a: K6Point, b: K6Point) => a.at - b.at;
const named = (points: readonly K6Point[], ...metrics: K6Point["metric"][]) =>
  points.filter(({ metric }) => metrics.includes(metric)).sort(byTime);

function alikeSockets(points: readonly K6Point[]): K6Socket[] {
  const starts = named(points, "ws_sessions");
  const connecting = named(points, "ws_connecting");
  const sockets = starts.map((start, i): K6Socket => {
    // Both are written at once, with the same time.
    const took = connecting[i];
    const connectingMs = took?.at === start.at ? Math.max(0, took.value) : 0;
    return { start, connectingMs, endAt: null, messages: null };
  });
  const opened = sockets.filter(({ start }) => start.tags.status === "101");
  const isStart = new Set(starts.map(({ at }) => at));
  const lives = named(points, "ws_session_duration")
    // k6/ws writes it with the time of the start, k6/websockets with that of the end.
    .map(({ at, value }) => {
      const from = isStart.has(at) ? at : at - value;
      return { from, until: from + Math.max(0, value) };
    })
    .sort((a, b) => a.from - b.from);
  let next = 0;
  for (const { from, until } of lives) {
    while ((opened[next]?.start.at ?? Infinity) < from - DIALLED_WITHIN_MS) next++;
    const socket = opened[next];
    if (!socket) break;
    if (socket.start.at > from + DIALLED_WITHIN_MS) continue;
    socket.endAt = Math.max(until, socket.start.at);
    next++;
  }
  return sockets;
}

/**
 * Gives each message to the one socket that was open; where there were several, none of those is
 * known to have been silent. Says how many messages that were.
 */
function shareMessages(sockets: readonly K6Socket[], points: readonly K6Point[]): number {
  const opened = sockets.filter(({ start }) => start.tags.status === "101");
  const ends = opened
    .filter(({ endAt }) => endAt !== null)
    .sort((a, b) => (a.endAt ?? 0) - (b.endAt ?? 0));
  const open = new Set<K6Socket>();
  /** Those of `open` whose messages are all known. */
  const clear = new Set<K6Socket>();
  let started = 0;
  let ended = 0;
  let unclear = 0;
  for (const socket of opened) socket.messages = [];
  for (const message of named(points, "ws_msgs_sent", "ws_msgs_received")) {
    for (; started < opened.length; started++) {
      const socket = opened[started];
      if (!socket || socket.start.at > message.at) break;
      open.add(socket);
      clear.add(socket);
    }
    for (; (ends[ended]?.endAt ?? Infinity) < message.at; ended++) {
      const socket = ends[ended];
      if (!socket) continue;
      open.delete(socket);
      clear.delete(socket);
    }
    const [only] = clear;
    if (only && open.size === 1) only.messages?.push(message);
    else {
      unclear++;
      for (const socket of clear) socket.messages = null;
      clear.clear();
    }
  }
  return unclear;
}
