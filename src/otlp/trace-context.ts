import type { Connection } from "../session/session.ts";
import { seedOf, spanIdFor, traceIdFor } from "./ids.ts";
import type { SpanContext } from "./otlp.ts";
import { type Joined, joinedTrace } from "./trace-parent.ts";

/** Where a connection's span stands among traces. */
export type ConnectionContext = SpanContext & { flags: number; joined: Joined | null };

/** Sampled: whoever exports it wants it kept. */
export const SAMPLED = 1;
/** Whether the parent is of another process is known, and: it is. */
export const KNOWN = 0x100;
export const REMOTE = 0x200;

/**
 * A handshake that names a trace joins it, whoever made that trace; every other connection is a
 * trace of its own.
 */
export function contextOf(connection: Connection): ConnectionContext {
  const joined = joinedTrace(connection.handshake);
  const seed = seedOf(connection);
  return {
    traceId: joined?.traceId ?? traceIdFor("trace", ...seed),
    spanId: spanIdFor("connection", ...seed),
    flags: joined?.flags ?? SAMPLED,
    joined,
  };
}
