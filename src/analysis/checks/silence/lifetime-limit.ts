import type { Connection } from "../../../session/session.ts";
import {
  type Context,
  type Draft,
  defineCheck,
  type Ended,
  explainEnd,
  isEnded,
} from "../../check.ts";
import { dropEvidence, figure } from "../../evidence.ts";
import { type Candidate, fitsLimit, rankLimits } from "../../idle-limits.ts";
import {
  candidateEvidence,
  confidenceOf,
  type EndpointEnds,
  endsByEndpoint,
  ownerWords,
} from "../../limit-ends.ts";
import { longestOf, uptimeMs } from "../../quiet.ts";
import { findRepetition, isOutlived, type Repetition } from "../../repetition.ts";
import { formatDuration } from "../../words.ts";

/** What dies sooner fails at its first messages. */
const SHORTEST_MS = 2_500;
/** A silence that repeats as well says more: a quiet connection is cut for being quiet. */
const PENALTY = 0.03;
const TOLD =
  /\b(max(imum)?[\w -]*(age|life ?time|duration|session)|life ?time|session duration)\b/i;
const TOLD_CONFIDENCE = 0.93;
/** How software ends what is done with; a limit says that it goes away, or cuts. */
const DONE = new Set([1000, 1005]);

/** Ended at an age that repeats, that is a known limit of what is seen on the way, or told. */
export const lifetimeLimit = defineCheck({
  name: "lifetime-limit",
  run: (context) =>
    endsByEndpoint(context).flatMap((ends) => {
      const repeated = findRepeated(ends, context);
      const oldestMs = oldestOf(ends.connections, context);
      return ends.cuts.flatMap((connection): Draft[] => {
        const ms = ageOf(connection);
        if (TOLD.test(connection.end.reason)) return [describe(connection, ms, 1, [], "told")];
        const candidates = limitsFor(connection, ms, oldestMs);
        if (repeated?.members.has(connection)) {
          return [describe(connection, repeated.ms, repeated.times, candidates)];
        }
        const isShown = candidates[0] !== undefined && candidates[0].sign !== null;
        return isShown ? [describe(connection, ms, 1, candidates)] : [];
      });
    }),
});

const ageOf = (connection: Ended): number => uptimeMs(connection, connection.end.at);

function findRepeated(ends: EndpointEnds, context: Context): Repetition | null {
  const ages = ends.cuts
    .filter(({ end }) => !DONE.has(end.code ?? -1))
    .map((connection) => ({ connection, ms: ageOf(connection) }))
    .filter(({ ms }) => ms >= SHORTEST_MS);
  const found = findRepetition(ages);
  if (!found) return null;
  const others = ends.connections.filter((connection) => !isMember(found, connection));
  return isOutlived(found.ms, 0, oldestOf(others, context)) ? null : found;
}

const isMember = ({ members }: Repetition, connection: Connection): boolean =>
  isEnded(connection) && members.has(connection);

/** What grew older than a limit disproves it. */
const oldestOf = (connections: readonly Connection[], { nowMs }: Context): number =>
  longestOf(connections.map((connection) => uptimeMs(connection, nowMs)));

/** The connection itself fits the limit, and so does not count as older. */
const limitsFor = (connection: Ended, ms: number, oldestMs: number): Candidate[] =>
  rankLimits(
    connection,
    "lifetime",
    (limit) => fitsLimit(ms, limit) && !isOutlived(limit.seconds * 1_000, 0, oldestMs),
  );

function describe(
  connection: Ended,
  limitMs: number,
  times: number,
  candidates: Candidate[],
  told?: "told",
): Draft {
  const { facts, ...variant } = told
    ? { variant: told, facts: {} }
    : ownerWords(candidates, limitMs);
  return explainEnd(connection, {
    id: "lifetime-limit",
    ...variant,
    severity: "warning",
    confidence: told
      ? TOLD_CONFIDENCE
      : confidenceOf(connection, { times, candidates, penalty: PENALTY }),
    facts: {
      ...facts,
      limit: formatDuration(limitMs),
      again: times > 1 ? `, ${times} times` : "",
      early: formatDuration(Math.floor(limitMs / 1_250) * 1_000),
    },
    evidence: [
      ...figure("ends at the same age", times > 1 ? times : null),
      ...candidateEvidence(candidates),
      ...dropEvidence(connection),
    ],
  });
}
