import type { Silence } from "../../../services/service.ts";
import { isLoopback } from "../../../session/host.ts";
import { formatDuration, listOf } from "../../../words/words.ts";
import {
  type Context,
  type Draft,
  defineCheck,
  type Ended,
  explainEnd,
  isEnded,
} from "../../check.ts";
import { addressOf } from "../../connection/address.ts";
import { dropEvidence, figure } from "../../connection/evidence.ts";
import {
  lastQuietMs,
  longestGapMs,
  longestOf,
  measureOutlived,
  rhythmMs,
} from "../../connection/quiet.ts";
import { readToldReason } from "../../connection/told-reason.ts";
import {
  type Candidate,
  fitsLimit,
  type KnownLimit,
  rankLimits,
} from "../../knowledge/idle-limits.ts";
import {
  candidateEvidence,
  confidenceOf,
  disprovedUntil,
  type EndpointEnds,
  endsByEndpoint,
  type LimitOwner,
  lastEndAt,
  ownerWords,
  severityOf,
} from "../../series/limit-ends.ts";
import { createOwnPace } from "../../series/own-pace.ts";
import { findRepetitions, isMember, isOutlived, type Repetition } from "../../series/repetition.ts";
import type { EvidenceKind } from "../../texts/evidence-labels.ts";

/** Under it a connection broke in the midst of traffic. */
export const SHORTEST_MS = 1_000;
/** Silence both ways needs no further condition, so it is tried first. */
const SILENCES: readonly Silence[] = ["either", "receive", "send"];
/** Where messages come every few seconds, a silence of a few seconds is only the one between two. */
const FEW_MS = 10_000;
const NOTABLE = 1.5;
/** Many pages never say anything, so that their whole life looks like such a silence. */
const SEND_PENALTY = 0.06;
/** A page asks, and is silent while it is answered: who closes so when that is done cut nothing. */
const DONE = new Set([1000, 1005]);
const TOLD_CONFIDENCE = 0.93;

type Repeated = Repetition & { silence: Silence };

/** Cut after a quiet time that repeats, that is a known limit of what is seen on the way, or told. */
export const idleTimeout = defineCheck({
  name: "idle-timeout",
  run: (context) => {
    const isOwnPace = createOwnPace(context);
    return endsByEndpoint(context).flatMap((ends) => {
      const repeated = findRepeated(ends, context, isOwnPace);
      const laterMs = repeated ? longestSince(repeated, ends, context) : 0;
      const known = findKnown(ends, context);
      const told = ends.connections.filter(isEnded).filter(isTold);
      return [...new Set([...ends.cuts, ...told])].flatMap((connection): Draft[] => {
        if (isTold(connection)) return [describeTold(connection)];
        if (repeated?.members.has(connection)) {
          return [describeRepeated(connection, repeated, laterMs)];
        }
        return known(connection);
      });
    });
  },
});

/** The server's own sentence, under any code. */
const isTold = (connection: Ended): boolean =>
  connection.open !== null && readToldReason(connection)?.topic === "idle";

const quietAtEnd = (connection: Ended, silence: Silence): number =>
  lastQuietMs(connection, silence, connection.end.at);

/** Of the three silences the one that explains most of the ends. */
function findRepeated(
  ends: EndpointEnds,
  { nowMs }: Context,
  isOwnPace: ReturnType<typeof createOwnPace>,
): Repeated | null {
  const endpoint = ends.connections[0]?.endpoint ?? "";
  let best: Repeated | null = null;
  for (const silence of SILENCES) {
    const quiets = ends.cuts
      .filter((connection) => silence !== "send" || !DONE.has(connection.end.code ?? -1))
      .map((connection) => ({ connection, ms: quietAtEnd(connection, silence) }))
      .filter(({ connection, ms }) => ms >= SHORTEST_MS && isNotable(connection, ms))
      .filter(
        ({ connection, ms }) => silence !== "receive" || ms >= FEW_MS || !listens(connection),
      );
    const found = findRepetitions(quiets)
      .map((repetition): Repeated => ({ ...repetition, silence }))
      .filter(({ ms }) => !isOwnPace(endpoint, ms))
      .find((repetition) => !isDisproved(repetition, ends, nowMs));
    if (found && (!best || found.members.size > best.members.size)) best = found;
  }
  return best;
}

/**
 * Who has been asked so much a moment ago, and has not answered, is not idle; nor is who takes in an
 * upload, and says goodbye at its end.
 */
const MANY_PENDING = 5;
const AT_ONCE_MS = 1_000;
const listens = ({ traffic, send, end }: Ended): boolean =>
  traffic.pairs.pending.length >= MANY_PENDING ||
  (DONE.has(end.code ?? -1) && end.at - (send.lastAt ?? 0) <= AT_ONCE_MS);

function isNotable(connection: Ended, ms: number): boolean {
  const usualMs = rhythmMs(connection);
  return usualMs > FEW_MS || ms >= usualMs * NOTABLE;
}

/** Another connection of the endpoint, or the same one before, lived through such a silence. */
function isDisproved(repeated: Repeated, { connections }: EndpointEnds, nowMs: number): boolean {
  const { silence, ms, members } = repeated;
  const [first] = members;
  const untilMs = disprovedUntil(repeated, first ? limitsFor(first, repeated) : [], nowMs);
  return connections.some((connection) =>
    isOutlived(
      ms,
      longestGapMs(connection, silence, untilMs),
      isMember(repeated, connection) || connection.open === null
        ? 0
        : lastQuietMs(connection, silence, untilMs),
    ),
  );
}

/** A limit on what the server sends is met by silence both ways too. */
const counts = (limit: KnownLimit, silence: Silence): boolean =>
  limit.silence === silence || silence === "either";

/** Those with this number, and what is seen on the way and may be set to it. */
function limitsFor(connection: Ended, { silence, ms }: Repeated): Candidate[] {
  const same = rankLimits(
    connection,
    "idle",
    (limit) => counts(limit, silence) && fitsLimit(ms, limit),
  );
  if (same[0] && same[0].sign !== null) return same;
  const settable = rankLimits(
    connection,
    "idle",
    (limit) => counts(limit, silence) && limit.who !== "fixed",
  ).filter(({ sign }) => sign !== null);
  return [...settable, ...same];
}

function describeRepeated(connection: Ended, repeated: Repeated, laterMs: number): Draft {
  const { silence, ms, times, spreadMs } = repeated;
  return describe(connection, silence, ms, times, limitsFor(connection, repeated), [
    ...figure("ends-after-the-same-silence", times),
    ...figure("ends-spread", Math.round(spreadMs), "ms"),
    ...figure("silence-outlived", laterMs > ms ? Math.round(laterMs) : null, "ms"),
  ]);
}

/** The longest silence that ended well or goes on: longer than the limit only if it was raised. */
const longestSince = (
  { silence }: Repeated,
  { connections }: EndpointEnds,
  { nowMs }: Context,
): number =>
  longestOf(
    connections.map((connection) =>
      Math.max(
        longestGapMs(connection, silence, nowMs),
        connection.end === null ? lastQuietMs(connection, silence, nowMs) : 0,
      ),
    ),
  );

/** One end that comes after a silence which is the known limit of what is seen on the way. */
function findKnown(
  { connections, cuts }: EndpointEnds,
  { nowMs }: Context,
): (connection: Ended) => Draft[] {
  const found = new Map<Ended, { candidates: Candidate[]; limit: KnownLimit }>();
  for (const connection of cuts) {
    const candidates = knownFor(connection);
    const limit = candidates[0]?.limit;
    if (limit) found.set(connection, { candidates, limit });
  }
  // What lived longer after the last of them shows that the limit was raised, not that there was none.
  const outlived = measureOutlived(connections, lastEndAt(found.keys(), nowMs));
  return (connection) => {
    const known = found.get(connection);
    if (!known) return [];
    const { limit, candidates } = known;
    const silence = limit.silence ?? "either";
    // Its own silence fits the limit, and so does not count as longer.
    const { gapMs, ongoingMs } = outlived(silence);
    if (isOutlived(limit.seconds * 1_000, gapMs, ongoingMs)) return [];
    return [describe(connection, silence, quietOf(connection, limit), 1, candidates, [])];
  };
}

const quietOf = (connection: Ended, limit: KnownLimit): number =>
  quietAtEnd(connection, limit.silence ?? "either");

const knownFor = (connection: Ended): Candidate[] =>
  rankLimits(connection, "idle", (limit) => fitsLimit(quietOf(connection, limit), limit)).filter(
    ({ sign }) => sign !== null,
  );

const WHOSE: Record<Silence, { silence: string; answer: string }> = {
  either: { silence: "Nothing had gone either way.", answer: "" },
  receive: {
    silence: "The server had sent nothing; what the page sent did not count.",
    answer: ", and let the server answer it",
  },
  send: { silence: "The page had sent nothing; what the server sent did not count.", answer: "" },
};
const SILENCE_KINDS = {
  either: "silence-both-ways",
  receive: "silence-of-server",
  send: "silence-of-page",
} as const satisfies Record<Silence, EvidenceKind>;

function describe(
  connection: Ended,
  silence: Silence,
  limitMs: number,
  times: number,
  candidates: Candidate[],
  more: Draft["evidence"],
): Draft {
  const { facts, ...shown } = ownerWords(candidates, limitMs);
  // Of a program on the page's own computer no balancer is in front.
  const isLocal = !("variant" in shown) && isLoopback(addressOf(connection)?.host ?? "");
  const variant = isLocal ? { variant: "local" as const } : shown;
  const penalty = silence === "send" ? SEND_PENALTY : 0;
  return explainEnd<"idle-timeout", LimitOwner | "local" | "general">(connection, {
    id: "idle-timeout",
    ...variant,
    severity: severityOf(connection),
    ...(isUnnamed(connection, candidates) ? { needs: "devtools" as const } : {}),
    confidence: confidenceOf(connection, { times, candidates, penalty }),
    facts: {
      ...facts,
      ...limitFacts(limitMs),
      ...WHOSE[silence],
      again: againOf(times),
      others: sayOthers(candidates),
    },
    evidence: [
      ...figure(SILENCE_KINDS[silence], Math.round(quietAtEnd(connection, silence)), "ms"),
      ...more,
      ...candidateEvidence(candidates),
      ...dropEvidence(connection),
    ],
  });
}

/** The answer's headers would name who is on the way; only DevTools sees them. */
const isUnnamed = ({ handshake }: Ended, candidates: readonly Candidate[]): boolean =>
  handshake === null && !candidates[0]?.sign;

const MAX_OTHERS = 3;

/** Who has set the limit of the one that is seen looks for the next with the same. */
function sayOthers([first, ...rest]: readonly Candidate[]): string {
  const owner = first?.limit.name;
  const names = new Set(rest.filter(({ sign }) => sign === null).map(({ limit }) => limit.name));
  const others = [...names].filter((name) => name !== owner).slice(0, MAX_OTHERS);
  return owner === undefined || others.length === 0
    ? ""
    : `Others have the same by default (${listOf(others)}): where ${owner} is set to more already, look for another one on the way.`;
}

const againOf = (times: number): string => (times > 1 ? `, ${times} times` : "");

const limitFacts = (limitMs: number) => ({
  limit: formatDuration(limitMs),
  // Two in a limit, so that one may be lost.
  half: formatDuration(Math.max(1_000, Math.floor(limitMs / 2_000) * 1_000)),
});

function describeTold(connection: Ended): Draft {
  // It does not say whose silence it meant; the longest is the one that can have reached a limit.
  const quietMs = longestOf(SILENCES.map((silence) => quietAtEnd(connection, silence)));
  return explainEnd(connection, {
    id: "idle-timeout",
    variant: "told",
    severity: severityOf(connection) === "info" ? "warning" : severityOf(connection),
    confidence: TOLD_CONFIDENCE,
    facts: limitFacts(quietMs),
    evidence: dropEvidence(connection),
  });
}
