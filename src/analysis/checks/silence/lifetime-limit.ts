import type { Connection } from "../../../session/session.ts";
import { formatDuration } from "../../../words/words.ts";
import {
  type Context,
  type Draft,
  defineCheck,
  draftFor,
  type Ended,
  explainEnd,
  isEnded,
} from "../../check.ts";
import { dropEvidence, figure } from "../../connection/evidence.ts";
import { livedMs, longestOf } from "../../connection/quiet.ts";
import { readToldReason } from "../../connection/told-reason.ts";
import { type Candidate, fitsLimit, rankLimits } from "../../knowledge/idle-limits.ts";
import {
  candidateEvidence,
  confidenceOf,
  disprovedUntil,
  type EndpointEnds,
  endsByEndpoint,
  type LimitOwner,
  lastEndAt,
  ownerWords,
} from "../../series/limit-ends.ts";
import { findRepetitions, isMember, isOutlived, type Repetition } from "../../series/repetition.ts";
import { findPlanned, findSameAges } from "./planned-ends.ts";

/** What dies sooner fails at its first messages. */
export const SHORTEST_AGE_MS = 2_500;
/** A silence that repeats as well says more: a quiet connection is cut for being quiet. */
const PENALTY = 0.03;
const TOLD_CONFIDENCE = 0.93;
/** How software ends what is done with; a limit says that it goes away, or cuts. */
const DONE = new Set([1000, 1005]);

/** Ended at an age that repeats, that is a known limit of what is seen on the way, or told. */
export const lifetimeLimit = defineCheck({
  name: "lifetime-limit",
  run: (context) =>
    endsByEndpoint(context).flatMap((ends) => {
      const repeated = findRepeated(ends, context);
      const planned = findPlanned(ends.connections).find(
        (found) => !isDisproved(found, ends, context.nowMs),
      );
      const same = findSameAges(ends.connections).find(
        (found) => !isDisproved(found, ends, context.nowMs),
      );
      const known = findKnown(ends, context);
      const olderMs = oldestOf(ends.connections, context.nowMs);
      const age = ({ ms, times }: Repetition, connection: Ended) =>
        describe(connection, ms, knownFor(connection, ms), { times, olderMs });
      const told = ends.connections.filter(isEnded).filter(isTold);
      const all = [...ends.cuts, ...told, ...(planned?.members ?? [])];
      const explained = [...new Set(all)].flatMap((connection): Draft[] => {
        if (isTold(connection)) return [describeTold(connection)];
        if (repeated?.members.has(connection)) return [age(repeated, connection)];
        if (planned?.members.has(connection)) return [age(planned, connection)];
        const candidates = known(connection);
        return candidates ? [describe(connection, ageOf(connection), candidates)] : [];
      });
      const [newest] = planned || !same ? [] : same.members;
      return newest && same ? [...explained, remark(newest, same)] : explained;
    }),
});

/** A goodbye in good order may be meant; that it comes at one age each time is said beside it. */
const remark = (connection: Ended, { ms, times, spreadMs }: Repetition): Draft =>
  draftFor(connection, {
    id: "lifetime-limit",
    variant: "beside",
    severity: "info",
    confidence: 0.6,
    facts: { limit: formatDuration(ms), again: `, ${times} times` },
    causes: onlyListened(connection),
    evidence: [
      ...figure("ends-at-the-same-age", times),
      ...figure("ends-spread", Math.round(spreadMs), "ms"),
      ...dropEvidence(connection),
    ],
  });

/** What a page says at its opening, it says within this share of the connection's life. */
const OPENING = 0.1;

/**
 * Services of market data and the like count only what their client sends: the age at which they end
 * a connection is then that of its last word.
 */
function onlyListened(connection: Ended): string[] {
  const { open, send, receive } = connection;
  if (open === null || receive.count <= send.count) return [];
  const spokeForMs = Math.max(0, (send.lastAt ?? open.at) - open.at);
  const quietMs = ageOf(connection) - spokeForMs;
  return spokeForMs > ageOf(connection) * OPENING
    ? []
    : [
        `The page had only listened: it sent nothing for the last ${formatDuration(quietMs)}. Many services end a client that does not ping them in a message of its own, whatever they send it: look up which ping the service's documentation asks for, and send it well before.`,
      ];
}

/** The server's own sentence, under any code. */
const isTold = (connection: Ended): boolean =>
  connection.open !== null && readToldReason(connection)?.topic === "lifetime";

const ageOf = (connection: Ended): number => livedMs(connection, connection.end.at);

function findRepeated(ends: EndpointEnds, { nowMs }: Context): Repetition | null {
  const ages = ends.cuts
    .filter(({ end }) => !DONE.has(end.code ?? -1))
    .map((connection) => ({ connection, ms: ageOf(connection) }))
    .filter(({ ms }) => ms >= SHORTEST_AGE_MS);
  return findRepetitions(ages).find((found) => !isDisproved(found, ends, nowMs)) ?? null;
}

function isDisproved(found: Repetition, { connections }: EndpointEnds, nowMs: number): boolean {
  const others = connections.filter((connection) => !isMember(found, connection));
  const [first] = found.members;
  const untilMs = disprovedUntil(found, first ? knownFor(first, found.ms) : [], nowMs);
  return isOutlived(found.ms, 0, oldestOf(others, untilMs));
}

/** What grew older than a limit disproves it. */
const oldestOf = (connections: readonly Connection[], atMs: number): number =>
  longestOf(connections.map((connection) => livedMs(connection, atMs)));

/** One end at an age that is the known limit of what is seen on the way. */
function findKnown(
  { connections, cuts }: EndpointEnds,
  { nowMs }: Context,
): (connection: Ended) => Candidate[] | null {
  const found = new Map<Ended, Candidate[]>();
  for (const connection of cuts) {
    const candidates = knownFor(connection, ageOf(connection));
    if (candidates[0]?.sign) found.set(connection, candidates);
  }
  // What grew older after the last of them shows that the limit was raised, not that there was none.
  const oldestMs = oldestOf(connections, lastEndAt(found.keys(), nowMs));
  return (connection) => {
    const candidates = found.get(connection);
    const seconds = candidates?.[0]?.limit.seconds ?? 0;
    return !candidates || isOutlived(seconds * 1_000, 0, oldestMs) ? null : candidates;
  };
}

const knownFor = (connection: Ended, ms: number): Candidate[] =>
  rankLimits(connection, "lifetime", (limit) => fitsLimit(ms, limit));

function describe(
  connection: Ended,
  limitMs: number,
  candidates: Candidate[],
  { times, olderMs } = { times: 1, olderMs: 0 },
): Draft {
  const { facts, ...variant } = ownerWords(candidates, limitMs);
  const { code } = connection.end;
  return explainEnd<"lifetime-limit", LimitOwner | "general">(connection, {
    id: "lifetime-limit",
    ...variant,
    severity: DONE.has(code ?? -1) ? "info" : "warning",
    confidence: confidenceOf(connection, { times, candidates, penalty: PENALTY }),
    // Whose limit it is, is known otherwise.
    causes: candidates[0]?.sign ? [] : onlyListened(connection),
    facts: {
      ...facts,
      limit: formatDuration(limitMs),
      again: times > 1 ? `, ${times} times` : "",
      early: formatDuration(Math.floor(limitMs / 1_250) * 1_000),
    },
    evidence: [
      ...figure("ends-at-the-same-age", times > 1 ? times : null),
      ...figure("age-outlived", isOutlived(limitMs, 0, olderMs) ? Math.round(olderMs) : null, "ms"),
      ...candidateEvidence(candidates),
      ...dropEvidence(connection),
    ],
  });
}

const describeTold = (connection: Ended): Draft =>
  explainEnd(connection, {
    id: "lifetime-limit",
    variant: "told",
    severity: "warning",
    confidence: TOLD_CONFIDENCE,
    evidence: dropEvidence(connection),
  });
