/** What became of one connection, as far as an outage of its endpoint is concerned. */
import type { Connection } from "../../session/session.ts";
import { type Ended, isEnded } from "../check.ts";
import { isOpened, isUntold, whoClosed } from "../connection/evidence.ts";
import { isExpectedEnd } from "../connection/expected-end.ts";
import { readinessOf } from "../connection/ready.ts";
import type { Finding, FindingId } from "../finding.ts";
import { rememberPerConnection } from "../remember.ts";

/** By the id of the connection: the finding that says why it ended. */
export type Primaries = ReadonlyMap<string, Finding>;

/**
 * failed: never opened, or died before it was of any use; lost: was of use, and was taken from the
 * page; works: still open, or ended as the page meant it to; opening: open, and its application not
 * ready yet; trying: its handshake is under way; none: nothing is to be learned from it.
 */
export type Outcome = "failed" | "lost" | "works" | "opening" | "trying" | "none";

/** Long enough to log in and fail, too short to be of any use. */
const SHORT_LIFE_MS = 5_000;
/** What had become ready was of use sooner. */
const SHORT_USE_MS = 2_000;
/** Who has talked for so long without being called ready speaks another protocol than it seems. */
const OPENING_MS = 60_000;
/** The page's own wish. */
const OWN: ReadonlySet<FindingId> = new Set<FindingId>([
  "closed-by-page",
  "closed-normally",
  "page-gone",
]);

export function outcomeOf(connection: Connection, primaries: Primaries, nowMs: number): Outcome {
  if (isUntold(connection)) return "none";
  if (!isEnded(connection)) {
    if (connection.end !== null) return "none";
    if (!isOpened(connection)) return "trying";
    const isOpening =
      readinessOf(connection).kind === "unready" && livedMs(connection, nowMs) < OPENING_MS;
    return isOpening ? "opening" : "works";
  }
  return outcomeOfEnd(connection, primaries.get(connection.id) ?? null);
}

const outcomeOfEnd = rememberPerConnection(
  (connection: Ended, primary: Finding | null): Outcome => {
    if (!isTaken(connection, primary)) return isOpened(connection) ? "works" : "none";
    return isOpened(connection) && wasOfUse(connection, connection.end.at) ? "lost" : "failed";
  },
);

/** Whether its end took something from the page. */
function isTaken(connection: Connection, primary: Finding | null): boolean {
  const closer = whoClosed(connection);
  if (closer === "document" || closer === "process" || closer === "unseen") return false;
  if (!primary) return closer !== "page" && !isExpectedEnd(connection);
  if (OWN.has(primary.id)) return false;
  // A laptop's sleep is nobody's fault, and an outage all the same.
  return primary.severity !== "info" || primary.id === "page-suspended";
}

function wasOfUse(connection: Connection, endedAt: number): boolean {
  const readiness = readinessOf(connection);
  if (readiness.kind === "ready") return endedAt - readiness.at >= SHORT_USE_MS;
  const leastMs = readiness.kind === "none" ? SHORT_LIFE_MS : OPENING_MS;
  return livedMs(connection, endedAt) >= leastMs;
}

export const openedAt = ({ open, createdAt }: Connection): number => open?.at ?? createdAt;

export const livedMs = (connection: Connection, untilMs: number): number =>
  Math.max(0, (connection.end?.at ?? untilMs) - openedAt(connection));

/** When its application was ready; where nothing is known of that, when it opened. */
export function readyAt(connection: Connection): number {
  const readiness = readinessOf(connection);
  return readiness.kind === "ready" ? readiness.at : openedAt(connection);
}
