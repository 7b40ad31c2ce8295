import { MAX_FORGOTTEN_ENDPOINTS } from "./limits.ts";
import type { Connection, ForgottenEndpoint, Session } from "./session.ts";

/** A shorter life was of no use: a row of failures goes on across it. */
const SHORT_LIFE_MS = 5_000;

/** Forgets one connection, counts it, and keeps how long its endpoint has been failing. */
export function forgetConnection(session: Session, connection: Connection): void {
  session.connections.delete(connection.id);
  session.forgottenCount++;
  const { endpoint, createdAt } = connection;
  const all = session.forgottenEndpoints;
  const known = all.find((one) => one.endpoint === endpoint);
  // A page that makes up its addresses has no row of failures that is worth keeping.
  if (!known && all.length >= MAX_FORGOTTEN_ENDPOINTS) return;
  const one = known ?? { endpoint, count: 0, firstAt: createdAt, failing: null };
  if (!known) all.push(one);
  one.count++;
  one.firstAt = Math.min(one.firstAt, createdAt);
  one.failing = failingAfter(connection, one.failing);
}

/** One that was of use ends the row, and begins the next one with its loss. */
function failingAfter(
  { open, end, closing, createdAt }: Connection,
  before: ForgottenEndpoint["failing"],
): ForgottenEndpoint["failing"] {
  if (!end || end.by === "page-gone" || end.by === "unwatched" || closing !== null) return null;
  if (open === null || end.at - open.at < SHORT_LIFE_MS) {
    return { since: before?.since ?? createdAt, count: (before?.count ?? 0) + 1 };
  }
  return { since: end.at, count: 0 };
}
