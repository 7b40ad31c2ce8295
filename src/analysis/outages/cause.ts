/** Why an outage began: the first sign that says something, read together with what came after it. */
import type { Connection } from "../../session/session.ts";
import type { Finding, FindingId, OutageTold } from "../finding.ts";
import { FINDINGS } from "../findings.ts";
import type { Episode } from "./episodes.ts";
import type { Primaries } from "./outcome.ts";
import { isStarting } from "./starting.ts";

export type Cause = {
  id: FindingId;
  /** What the signs amount to; null where they amount to no more than the finding says. */
  told: OutageTold | null;
  /** The finding that says it best; null where there is none. */
  finding: Finding | null;
  confidence: number;
};

/** Ends that look the same whatever ended them: what came after says more. */
const SYMPTOMS: ReadonlySet<FindingId> = new Set<FindingId>([
  "abnormal-closure",
  "closed-before-ready",
  "heartbeat-missed",
  "response-timeout",
  "network-lost",
  "server-restart",
  "handshake-failed",
  "handshake-queued",
  "handshake-timeout",
  "immediate-disconnect",
]);
/** A finding under this is a guess; a plain request made afterwards (0.65) is one as well. */
export const SURE = 0.7;
/** Where nothing but the line itself was refused. */
const NETWORK: ReadonlySet<FindingId> = new Set<FindingId>([
  "network-lost",
  "handshake-dns",
  "handshake-unreachable",
]);

/** Who resets a connection, or hangs up on it, was reached. */
const REACHED: ReadonlySet<string> = new Set(["reset", "closed"]);

const isOfNetwork = ({ id, variant }: Finding): boolean =>
  NETWORK.has(id) && !REACHED.has(variant ?? "");

export function findCause(episode: Episode, primaries: Primaries): Cause {
  const of = (connection: Connection | undefined) =>
    connection ? (primaries.get(connection.id) ?? null) : null;
  const lost = of(episode.lost[0]);
  const attempts = episode.failed.map(of).filter((finding) => finding !== null);
  if (lost && saysWhy(lost) && !isDisproved(lost, attempts)) {
    return { ...named(lost), told: toldBy(lost) };
  }
  const telling = attempts.find(isTelling);
  const wasLost = episode.lost.length > 0;
  if (telling) return readAfter(telling, wasLost, lost);
  if (lost?.id === "network-lost") return { ...named(lost), told: "network-gone" };
  if (wasLost && episode.failed.length === 0 && wasBackAtOnce(episode)) {
    return { ...named(lost), told: lost?.id === "server-restart" ? "restarting" : "cut-alone" };
  }
  const best = [lost, ...attempts].reduce<Finding | null>(
    (surest, finding) =>
      finding && (!surest || finding.confidence > surest.confidence) ? finding : surest,
    null,
  );
  return { ...named(best), told: null };
}

/** A page tries again within seconds; what opens later says nothing of the time between. */
const AT_ONCE_MS = 15_000;

const wasBackAtOnce = ({ begin, openAgain }: Episode): boolean =>
  openAgain !== null && openAgain - begin <= AT_ONCE_MS;

/** What the first attempts that can be read say of a loss that says nothing by itself. */
function readAfter(telling: Finding, wasLost: boolean, lost: Finding | null): Cause {
  const cause = named(telling);
  if (isOfNetwork(telling)) {
    // Once offline the browser says so, and that is what took the connection as well.
    const isSame = lost !== null && lost.id === "network-lost";
    return { ...(isSame ? named(lost) : cause), told: "network-gone" };
  }
  if (isStarting(telling)) return { ...cause, told: "restarting" };
  if (telling.id === "handshake-refused")
    return { ...cause, told: wasLost ? "process-gone" : null };
  if (isUpstream(telling)) return { ...cause, told: "upstream-gone" };
  return { ...cause, told: null };
}

const isTelling = (finding: Finding): boolean => finding.confidence >= SURE && saysWhy(finding);

/**
 * A limit that cuts a connection leaves the server there: one that then refuses has died. A restart
 * takes a moment: where the one that came back turns everybody away, that is why it is not over.
 */
function isDisproved({ id }: Finding, attempts: readonly Finding[]): boolean {
  if (id !== "server-restart") {
    return FINDINGS[id].limit !== undefined && attempts[0]?.id === "handshake-refused";
  }
  const telling = attempts.filter(isTelling);
  return telling.length > 0 && telling.every((finding) => !isOfRestart(finding));
}

/** What a server and those before it say while it is away, or not ready yet. */
const isOfRestart = (finding: Finding): boolean =>
  OF_RESTART.has(finding.id) || isStarting(finding);

const OF_RESTART: ReadonlySet<FindingId> = new Set<FindingId>([
  "handshake-refused",
  "handshake-server-error",
  "handshake-unreachable",
  "handshake-not-websocket",
  "handshake-not-found",
  "server-restart",
  "server-overloaded",
  "server-error",
]);

/** They come from what stands before the server; 521 to 523 are Cloudflare's own for one that is not reached. */
const UPSTREAM_GONE: ReadonlySet<number> = new Set([502, 503, 504, 521, 522, 523]);

const isUpstream = ({ id, evidence }: Finding): boolean =>
  id === "handshake-server-error" &&
  evidence.some(({ is, value }) => is === "http-status" && UPSTREAM_GONE.has(Number(value)));

const saysWhy = ({ id, confidence }: Finding): boolean =>
  !SYMPTOMS.has(id) || (id === "server-restart" && confidence >= SURE);

const toldBy = (finding: Finding): OutageTold | null =>
  finding.id === "server-restart" || isStarting(finding)
    ? "restarting"
    : finding.id === "page-suspended"
      ? "asleep"
      : null;

const named = (finding: Finding | null): Omit<Cause, "told"> => ({
  id: finding?.id ?? "abnormal-closure",
  finding,
  confidence: finding?.confidence ?? 0,
});
