import type { Connection } from "../../../session/session.ts";
import { countOf, formatDuration } from "../../../words/words.ts";
import { type Draft, defineCheck, draftFor } from "../../check.ts";
import { readConversation } from "../../connection/conversation.ts";
import { figure, whoClosed } from "../../connection/evidence.ts";

/** A model that thinks, or calls a tool, is silent for a while. */
const STALLED_MS = 15_000;
const PAUSE_MS = 5_000;
/** Far beyond the usual time between two pieces. */
const USUAL_FACTOR = 20;
const LATE_FIRST_MS = 10_000;
/** Two pieces make a stream. */
const MIN_PIECES = 2;
const NEARLY_USED = 0.1;
const DONE = new Set([1000, 1005]);

/** Answers that come in pieces, as those of language models do: late, stuck, broken off or cut short. */
export const answersInPieces = defineCheck({
  name: "answers-in-pieces",
  run: ({ connections, nowMs }) =>
    connections.flatMap((connection): Draft[] =>
      connection.open === null
        ? []
        : [
            ...stalled(connection, nowMs),
            ...lateOrPaused(connection),
            ...truncated(connection),
            ...nearlyUsed(connection, nowMs),
          ],
    ),
});

/** Without the longest, which is to be held against it. */
const usualGapMs = ({ traffic }: Connection): number => {
  const { gaps, longestStall } = traffic.exchanges;
  return gaps.count < 2 ? 0 : (gaps.sumMs - (longestStall?.ms ?? 0)) / (gaps.count - 1);
};

/** An answer that has begun and neither goes on nor ends. */
function stalled(connection: Connection, nowMs: number): Draft[] {
  const { stream } = connection.traffic.exchanges;
  const { end, closing } = connection;
  if (!stream || stream.pieces < MIN_PIECES) return [];
  const silentMs = (closing?.at ?? end?.at ?? nowMs) - stream.lastAt;
  if (!Number.isFinite(silentMs) || wentOn(connection, stream.lastAt)) return [];
  const about = {
    id: "response-timeout" as const,
    severity: "warning" as const,
    facts: { pieces: countOf(stream.pieces, "piece"), silent: formatDuration(silentMs) },
    evidence: [
      ...figure("stream-pieces", stream.pieces, undefined, { at: stream.firstAt }),
      ...figure("since-last-piece", Math.round(silentMs), "ms", { at: stream.lastAt }),
      ...figure("usual-piece-gap", Math.round(usualGapMs(connection)), "ms"),
    ],
    since: stream.lastAt,
  };
  if (end === null && closing === null) {
    const isStuck = silentMs >= Math.max(STALLED_MS, usualGapMs(connection) * USUAL_FACTOR);
    return isStuck
      ? [draftFor(connection, { ...about, variant: "stalled", confidence: 0.8, until: null })]
      : [];
  }
  // A page that closes had enough, and a server that is done says so with 1000.
  const closer = whoClosed(connection);
  if ((closer !== "server" && closer !== "network") || DONE.has(end?.code ?? 1000)) return [];
  return [draftFor(connection, { ...about, variant: "broken-off", confidence: 0.8 })];
}

/** Whether something else came than signs of life. */
const wentOn = (connection: Connection, since: number): boolean =>
  readConversation(connection).messages.some(
    ({ direction, at, isHeartbeat }) => direction === "receive" && at > since && !isHeartbeat,
  );

function lateOrPaused(connection: Connection): Draft[] {
  const { firstPiece, longestStall } = connection.traffic.exchanges;
  const drafts: Draft[] = [];
  const { slowest } = firstPiece;
  if (slowest && slowest.ms >= LATE_FIRST_MS) {
    drafts.push(
      draftFor(connection, {
        id: "slow-responses",
        variant: "first-piece",
        severity: "info",
        confidence: 0.8,
        facts: {
          slowest: formatDuration(slowest.ms),
          usual: formatDuration(firstPiece.sumMs / firstPiece.count),
          answers: countOf(firstPiece.count, "answer"),
        },
        evidence: [
          ...figure("slowest-first-piece", Math.round(slowest.ms), "ms", { at: slowest.at }),
          ...figure("first-pieces", firstPiece.count),
        ],
        since: slowest.at,
        until: slowest.at,
      }),
    );
  }
  const leastMs = Math.max(PAUSE_MS, usualGapMs(connection) * 5);
  if (longestStall && longestStall.ms >= leastMs) {
    drafts.push(
      draftFor(connection, {
        id: "slow-responses",
        variant: "pause",
        severity: "info",
        confidence: 0.7,
        facts: { pause: formatDuration(longestStall.ms) },
        evidence: [
          ...figure("longest-piece-gap", Math.round(longestStall.ms), "ms", {
            at: longestStall.at,
          }),
          ...figure("usual-piece-gap", Math.round(usualGapMs(connection)), "ms"),
        ],
        since: longestStall.at,
        until: longestStall.at,
      }),
    );
  }
  return drafts;
}

function truncated(connection: Connection): Draft[] {
  const { byTokens, byFilter, last } = connection.traffic.exchanges.truncated;
  if (!last || !(byTokens + byFilter > 0)) return [];
  const isFilter = byFilter > 0;
  return [
    draftFor(connection, {
      id: "error-payload",
      variant: isFilter ? "filtered" : "truncated",
      severity: "info",
      confidence: 0.95,
      facts: { n: countOf(isFilter ? byFilter : byTokens, "answer") },
      evidence: [
        ...figure("cut-by-tokens", byTokens > 0 ? byTokens : null),
        ...figure("cut-by-filter", byFilter > 0 ? byFilter : null),
        ...figure("last-cut-answer", "received", undefined, {
          at: last.at,
          ref: { connectionId: connection.id, seq: last.seq },
        }),
      ],
      since: last.at,
      until: last.at,
    }),
  ];
}

function nearlyUsed(connection: Connection, nowMs: number): Draft[] {
  const { limit } = connection.traffic.exchanges;
  if (!limit || limit.remaining > limit.of * NEARLY_USED) return [];
  if (limit.resetAt !== null && limit.resetAt <= nowMs) return [];
  return [
    draftFor(connection, {
      id: "rate-limited",
      variant: "nearly",
      severity: "info",
      confidence: 0.95,
      facts: {
        left: `${limit.remaining} of ${limit.of}`,
        reset:
          limit.resetAt === null ? "" : ` It is full again ${inTime(limit.resetAt - limit.at)}.`,
      },
      evidence: [
        ...figure("limit-left", limit.remaining, undefined, {
          at: limit.at,
          ref: { connectionId: connection.id, seq: limit.seq },
        }),
        ...figure("limit-whole", limit.of),
      ],
      since: limit.at,
      until: limit.resetAt,
    }),
  ];
}

const inTime = (ms: number): string => `${formatDuration(Math.max(0, ms))} after it was said`;
