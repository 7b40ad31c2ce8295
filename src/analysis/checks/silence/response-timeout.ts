import type { Connection } from "../../../session/session.ts";
import { countOf, formatDuration } from "../../../words/words.ts";
import { type Draft, defineCheck, draftFor, explainEnd, isEnded } from "../../check.ts";
import { answerQuantileMs } from "../../connection/answers.ts";
import { dropEvidence, figure, isOpened, whoClosed } from "../../connection/evidence.ts";
import { findHeartbeats } from "../../connection/heartbeats.ts";

/** So many answers that an answer is the rule. */
const MIN_ANSWERS = 3;
/** Of an open connection more is asked: its answer may still come. */
const MIN_ANSWERS_LIVE = 10;
/** People take longer to answer each other; then silence proves nothing. */
const MACHINE_MS = 2_000;
const WAITED_MS = 5_000;
const WAITED_LIVE_MS = 10_000;
/** Far beyond what was usual. */
const USUAL_FACTOR = 10;
/** A page that never got an answer waits at least so long before it is right to give up. */
const GAVE_UP_MS = 3_000;
const GAVE_UP_WORDS = /time[d -]*out|no (answer|response|reply)|unresponsive|not respond/i;
/** Beside a page's own `close()` (0.95) and a mere break of the line (0.4). */
const PAGE = 0.96;
const NETWORK = 0.56;

/** Requests went out, and no answer came before the end; or none comes now. */
export const responseTimeout = defineCheck({
  name: "response-timeout",
  run: ({ connections, nowMs }) => {
    const answering = new Set(
      connections.filter(({ receive }) => receive.count > 0).map(({ endpoint }) => endpoint),
    );
    return connections.flatMap((connection): Draft[] => {
      if (connection.open === null || !isOpened(connection)) return [];
      const waitedMs = waitedFor(connection, nowMs);
      if (waitedMs === null) return [];
      const { count } = connection.traffic.unanswered;
      const { answers } = connection.traffic;
      const about = {
        id: "response-timeout" as const,
        facts: { waited: formatDuration(waitedMs), requests: countOf(count, "message") },
        evidence: [
          ...figure("unanswered", count, undefined, {
            at: connection.traffic.unanswered.since,
          }),
          ...figure("waited", Math.round(waitedMs), "ms"),
          ...figure(
            "usual-answer",
            answers.count > 0 ? Math.round(answerQuantileMs(answers, 0.95)) : null,
            "ms",
          ),
          ...dropEvidence(connection),
        ],
      };
      if (!isEnded(connection)) {
        if (connection.closing !== null || !isOverdue(connection, waitedMs, true)) return [];
        return [
          draftFor(connection, {
            ...about,
            variant: "waiting",
            // Not every message asks for something: a remark, until somebody gives up.
            severity: "info",
            confidence: 0.5,
            since: connection.traffic.unanswered.since ?? nowMs,
            until: null,
          }),
        ];
      }
      const closer = whoClosed(connection);
      if (
        closer === "page" &&
        hasGivenUp(connection, waitedMs, answering.has(connection.endpoint))
      ) {
        return [explainEnd(connection, { ...about, severity: "error", confidence: PAGE })];
      }
      if (closer !== "network" || !isOverdue(connection, waitedMs, false)) return [];
      return [
        explainEnd(connection, {
          ...about,
          variant: "cut",
          severity: "error",
          confidence: NETWORK,
        }),
      ];
    });
  },
});

function waitedFor({ traffic, closing, end }: Connection, nowMs: number): number | null {
  const { count, since } = traffic.unanswered;
  if (count === 0 || since === null) return null;
  const waitedMs = (closing?.at ?? end?.at ?? nowMs) - since;
  return Number.isFinite(waitedMs) && waitedMs > 0 ? waitedMs : null;
}

function isOverdue(connection: Connection, waitedMs: number, isLive: boolean): boolean {
  const { answers } = connection.traffic;
  if (answers.count < (isLive ? MIN_ANSWERS_LIVE : MIN_ANSWERS)) return false;
  // What the page sent last was then an answer itself, to the server's ping.
  if (findHeartbeats(connection).some(({ direction }) => direction === "receive")) return false;
  const usualMs = answerQuantileMs(answers, 0.95);
  return (
    usualMs <= MACHINE_MS &&
    waitedMs >= (isLive ? WAITED_LIVE_MS : WAITED_MS) &&
    waitedMs >= Math.max(usualMs * USUAL_FACTOR, answers.slowest?.ms ?? 0)
  );
}

/**
 * The page says so; or it closes with a code of its own after an answer was long due. An endpoint
 * that never answers anybody may be one that is only written to.
 */
function hasGivenUp(connection: Connection, waitedMs: number, isAnswering: boolean): boolean {
  const { closing, receive } = connection;
  if (waitedMs < GAVE_UP_MS) return false;
  if (GAVE_UP_WORDS.test(closing?.reason ?? "")) return true;
  const isOwnCode = (closing?.code ?? 1000) >= 3000;
  return (
    isOwnCode && ((receive.count === 0 && isAnswering) || isOverdue(connection, waitedMs, false))
  );
}
