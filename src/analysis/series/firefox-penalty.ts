import { parseUrl } from "../../protocol/parse-url.ts";
import type { Connection, ConnectionId } from "../../session/session.ts";
import { addressOf } from "../connection/address.ts";
import type { Interval } from "../finding.ts";

/**
 * Firefox lets one socket at a time connect to a host, and after a failure it holds the next one to
 * the same host, path and port back until `delay` after that failure: 200 to 400 ms at first, half
 * as long again with each further failure, at most 60 s. A success clears it, and so do 60 quiet
 * seconds after the delay (mozilla/gecko-dev: netwerk/protocol/websocket/WebSocketChannel.cpp,
 * FailDelay and nsWSAdmissionManager).
 */
const FIRST_MS: Interval = [200, 400];
const GROWTH = 1.5;
const MOST_MS = 60_000;
const FORGOTTEN_MS = 60_000;
/** Under this it is lost in the handshake itself. */
const NOTABLE_MS = 50;
/** Timers and the way to the server make a wait longer, never shorter. */
const LATE_MS = 100;

/** How long Firefox may have held an attempt back, and where that shows. */
export type Penalty = {
  ms: Interval;
  /**
   * handshake: it was constructed before, and stayed longer in CONNECTING; wait: what was seen is
   * its request, and so the wait before it says nothing of the page.
   */
  within: "handshake" | "wait";
};

type Failure = { at: number; delayMs: Interval };
type Step = { at: number; what: "began" | "opened" | "ended"; connection: Connection };

/** By connection, for those that a penalty touched. `inOrder`: all of the session. */
export function penaltiesOf(inOrder: readonly Connection[]): Map<ConnectionId, Penalty> {
  const penalties = new Map<ConnectionId, Penalty>();
  const failures = new Map<string, Failure>();
  const queues = new Map<string, Set<Connection>>();

  const admit = (connection: Connection, at: number): void => {
    const path = pathOf(connection);
    const failure = failures.get(path);
    if (!failure) return;
    if (at >= failure.at + failure.delayMs[1] + FORGOTTEN_MS) failures.delete(path);
    const penalty = penaltyFor(connection, failure, at);
    if (penalty) penalties.set(connection.id, penalty);
  };
  for (const { at, what, connection } of stepsOf(inOrder)) {
    const host = hostOf(connection);
    const queue = queues.get(host) ?? new Set();
    queues.set(host, queue);
    if (what === "began") {
      queue.add(connection);
      if (queue.size === 1) admit(connection, at);
      continue;
    }
    if (what === "opened") failures.delete(pathOf(connection));
    else if (hasFailed(connection)) noteFailure(failures, connection, at);
    const [first] = queue;
    queue.delete(connection);
    const [next] = queue;
    if (first === connection && next) admit(next, at);
  }
  return penalties;
}

/** Everything that moves a queue, in the order of time: what ends makes room for what begins. */
function stepsOf(inOrder: readonly Connection[]): Step[] {
  const steps = inOrder.flatMap((connection): Step[] => {
    const { createdAt, open, end } = connection;
    const began: Step = { at: createdAt, what: "began", connection };
    const opened: Step[] = open ? [{ at: open.at, what: "opened", connection }] : [];
    const ended: Step[] = end ? [{ at: end.at, what: "ended", connection }] : [];
    return [began, ...opened, ...ended].map((step) => ({
      ...step,
      at: Math.max(step.at, createdAt),
    }));
  });
  const orderOf = ({ at, what, connection }: Step) =>
    what === "began" ? 1 : at > connection.createdAt ? 0 : 2;
  return steps
    .filter(({ at }) => Number.isFinite(at))
    .sort((a, b) => a.at - b.at || orderOf(a) - orderOf(b));
}

function noteFailure(failures: Map<string, Failure>, connection: Connection, at: number): void {
  const path = pathOf(connection);
  const before = failures.get(path);
  if (!before) {
    failures.set(path, { at, delayMs: FIRST_MS });
    return;
  }
  // A page that gives up while it waits is no further failure.
  if (connection.open === null && connection.closing !== null) return;
  const [low, high] = before.delayMs;
  failures.set(path, {
    at,
    delayMs: [Math.min(MOST_MS, low * GROWTH), Math.min(MOST_MS, high * GROWTH)],
  });
}

/** A handshake that came to nothing, or a connection that broke. What CSP blocks is never tried. */
function hasFailed({ open, end, csp }: Connection): boolean {
  if (end === null || csp !== null || end.by === "page-gone" || end.by === "unwatched")
    return false;
  return open === null || end.code === 1006 || end.wasClean === false;
}

function penaltyFor(connection: Connection, failure: Failure, at: number): Penalty | null {
  const [low, high] = failure.delayMs;
  if (connection.documentId === null) {
    // Files of other tools: a proxy sees the request, and not when the page asked for it.
    const waitedMs = connection.createdAt - failure.at;
    const isHeld = waitedMs >= low && waitedMs <= high + LATE_MS;
    return isHeld ? { ms: [low, high], within: "wait" } : null;
  }
  const sinceMs = at - failure.at;
  const settledAt = connection.open?.at ?? connection.end?.at ?? Number.POSITIVE_INFINITY;
  const most = Math.min(high - sinceMs, settledAt - at);
  const least = Math.max(0, low - sinceMs);
  if (most < NOTABLE_MS) return null;
  // One that was over sooner was not held back: the rule can be switched off in about:config.
  if (most < least && !wasGivenUp(connection)) return null;
  return { ms: [Math.round(Math.min(least, most)), Math.round(most)], within: "handshake" };
}

/** Over before there was an answer, which says nothing of how long it would have been held back. */
const wasGivenUp = ({ open, closing, end }: Connection): boolean =>
  open === null && (closing !== null || end?.by === "page-gone" || end?.by === "unwatched");

const hostOf = (connection: Connection): string =>
  addressOf(connection)?.host ?? connection.endpoint;

function pathOf({ url }: Connection): string {
  const parts = parseUrl(url);
  return parts ? `${parts.host}:${parts.port}${parts.path}` : url;
}
