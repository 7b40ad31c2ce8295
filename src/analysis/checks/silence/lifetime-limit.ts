import { type Context, type Draft, defineCheck, type Ended, explainEnd } from "../../check.ts";
import { dropEvidence, figure } from "../../evidence.ts";
import { type Candidate, fitsLimit, rankLimits } from "../../idle-limits.ts";
import {
  candidateEvidence,
  confidenceOf,
  type EndpointEnds,
  endsByEndpoint,
  ownerWords,
} from "../../limit-ends.ts";
import { uptimeMs } from "../../quiet.ts";
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
      return ends.cuts.flatMap((connection): Draft[] => {
        const ms = ageOf(connection);
        if (TOLD.test(connection.end.reason)) return [describe(connection, ms, 1, [], "told")];
        const candidates = limitsFor(connection, ms, ends, context);
        if (repeated?.members.has(connection)) {
          return [describe(connection, repeated.ms, repeated.times, candidates)];
        }
        const isShown = candidates[0] !== undefined && candidates[0].sign !== null;
        return isShown ? [describe(connection, ms, 1, candidates)] : [];
      });
    }),
});

const ageOf = (connection: Ended): number => uptimeMs(connection, connection.end.at);

function findRepeated(ends: EndpointEnds, { nowMs }: Context): Repetition | null {
  const ages = ends.cuts
    .filter(({ end }) => !DONE.has(end.code ?? -1))
    .map((connection) => ({ connection, ms: ageOf(connection) }))
    .filter(({ ms }) => ms >= SHORTEST_MS);
  const found = findRepetition(ages);
  return found && !isDisproved(found.ms, ends, found.members, nowMs) ? found : null;
}

/** Another connection of the endpoint grew older. */
const isDisproved = (
  limitMs: number,
  { connections }: EndpointEnds,
  members: ReadonlySet<unknown>,
  nowMs: number,
): boolean =>
  connections.some(
    (connection) => !members.has(connection) && isOutlived(limitMs, 0, uptimeMs(connection, nowMs)),
  );

const limitsFor = (
  connection: Ended,
  ms: number,
  ends: EndpointEnds,
  { nowMs }: Context,
): Candidate[] =>
  rankLimits(
    connection,
    "lifetime",
    (limit) =>
      fitsLimit(ms, limit) &&
      !isDisproved(limit.seconds * 1_000, ends, new Set([connection]), nowMs),
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
