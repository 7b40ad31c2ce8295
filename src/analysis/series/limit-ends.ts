/** What idle and lifetime limits have in common. */
import type { Connection } from "../../session/session.ts";
import { formatDuration } from "../../words/words.ts";
import { type Context, type Ended, isEnded } from "../check.ts";
import { figure, isOpened, whoClosed } from "../connection/evidence.ts";
import { quote } from "../connection/facts.ts";
import { lastQuietMs, longestOf } from "../connection/quiet.ts";
import type { Evidence, Severity } from "../finding.ts";
import { type Candidate, fitsLimit } from "../knowledge/idle-limits.ts";
import { groupByEndpoint } from "./endpoint-groups.ts";
import type { Repetition } from "./repetition.ts";
import { createSuspensions } from "./suspensions.ts";

/** How a limit shows in the page: cut without a word, or closed with a code that tells no better reason. */
const LIMIT_CODES = new Set([1000, 1001, 1005, 1006, 1008]);

export type EndpointEnds = {
  /** All whose times can be trusted: a sleeping computer's tell nothing of the server. */
  connections: readonly Connection[];
  /** Those of them that a limit may have ended. */
  cuts: Ended[];
};

export function endsByEndpoint({ session, connections }: Context): EndpointEnds[] {
  const suspensionOf = createSuspensions(session);
  const isAwake = (connection: Connection) =>
    !isEnded(connection) || suspensionOf(connection) === null;
  return groupByEndpoint(connections).map((group) => {
    const awake = group.connections.filter(isAwake);
    return { connections: awake, cuts: awake.filter(isEnded).filter(isCut) };
  });
}

/**
 * Tomcat 7 and others close what is idle with 1002. Who finds a fault in a frame closes as soon as it
 * has come, and not after so long a silence.
 */
const WRONG_CODE = 1002;
const SILENT_MS = 5_000;

const isWrongCode = (connection: Ended): boolean =>
  connection.end.code === WRONG_CODE &&
  connection.end.reason === "" &&
  lastQuietMs(connection, "either", connection.end.at) >= SILENT_MS;

/** Not the page's own doing, and without a code that says why. */
function isCut(connection: Ended): boolean {
  const closer = whoClosed(connection);
  return (
    connection.open !== null &&
    isOpened(connection) &&
    (LIMIT_CODES.has(connection.end.code ?? -1) || isWrongCode(connection)) &&
    (closer === "server" || closer === "network")
  );
}

/** Twice may be chance. A limit is exact, and three that are nearly the same are none. */
const CERTAIN_TIMES = 3;
const CERTAIN_SPREAD = 0.02;

/** Whether a limit was there beyond doubt: seen often and exactly, or known of what is on the way. */
const isCertain = ({ times, spreadMs, ms }: Repetition, candidates: readonly Candidate[]) =>
  (times >= CERTAIN_TIMES && spreadMs <= ms * CERTAIN_SPREAD) ||
  candidates.some(({ limit, sign }) => sign !== null && fitsLimit(ms, limit));

/**
 * Until when a longer life disproves a limit. One that is certain was there until its last end:
 * what lives longer after that shows that it was raised.
 */
export const disprovedUntil = (
  repetition: Repetition,
  candidates: readonly Candidate[],
  nowMs: number,
): number => (isCertain(repetition, candidates) ? lastEndAt(repetition.members, nowMs) : nowMs);

export const lastEndAt = (ends: Iterable<Ended>, nowMs: number): number =>
  Math.min(nowMs, longestOf([...ends].map(({ end }) => end.at)));

/** How a limit was recognised. Repetition: how often it was seen. */
type Grounds = {
  times: number;
  candidates: readonly Candidate[];
  /** What another kind of limit would explain more simply. */
  penalty?: number;
};

/** Who closed cleanly, wanted to: that is no error, and 1000 is how software ends what is done with. */
export const severityOf = ({ end: { code } }: Ended): Severity =>
  code === 1006 ? "error" : code === 1000 || code === 1005 ? "info" : "warning";

/** Above what a plain code says (0.9), below a page's own close and what a reason spells out. */
const LEAST_FOR_CLEAN = 0.91;
const TWICE = 0.75;
const OFTEN = 0.85;
const KNOWN_ONCE = 0.8;
const KNOWN_BONUS = 0.05;

export function confidenceOf({ end }: Ended, { times, candidates, penalty = 0 }: Grounds): number {
  const isShown = candidates[0] !== undefined && candidates[0].sign !== null;
  const repeated = times > 2 ? OFTEN : times === 2 ? TWICE : KNOWN_ONCE - KNOWN_BONUS;
  const confidence = repeated + (isShown ? KNOWN_BONUS : 0) - penalty;
  return end.code === 1006 ? confidence : LEAST_FOR_CLEAN + confidence / 100;
}

const MAX_CANDIDATES = 4;

export const candidateEvidence = (candidates: readonly Candidate[]): Evidence[] => {
  const sign = candidates.find((candidate) => candidate.sign !== null)?.sign;
  return [
    ...candidates.slice(0, MAX_CANDIDATES).flatMap(({ limit }) =>
      figure(limit.who === "fixed" ? "limit-of" : "default-of", limit.seconds * 1_000, "ms", {
        of: limit.name,
      }),
    ),
    ...figure("proxy-sign", sign ? quote(sign) : null),
  ];
};

export type LimitOwner = Candidate["limit"]["who"];

type OwnerWords =
  | { facts: { same: string } }
  | {
      variant: LimitOwner;
      facts: Record<"owner" | "its" | "change" | "setting", string>;
    };

/** The texts' variant and facts for whose limit it is. */
export function ownerWords(candidates: readonly Candidate[], ms: number): OwnerWords {
  const best = candidates[0];
  if (!best || best.sign === null) {
    const names = [...new Set(candidates.map(({ limit }) => limit.name))].slice(0, MAX_CANDIDATES);
    const same =
      names.length === 0 ? "" : `${formatDuration(ms)} is the default of ${names.join(", ")}.`;
    return { facts: { same } };
  }
  const { name, who, change, setting, seconds } = best.limit;
  const its = formatDuration(seconds * 1_000);
  return {
    variant: who,
    facts: {
      owner: name,
      its: fitsLimit(ms, best.limit)
        ? `That is its ${who === "fixed" ? "fixed limit" : "default"}.`
        : `Its default is ${its}; it seems to be set to ${formatDuration(ms)} here.`,
      change: change ?? "",
      setting: setting ?? "",
    },
  };
}
