import type { Connection } from "../../../session/session.ts";
import type { Answers } from "../../../session/traffic.ts";
import { countOf, formatBytes, formatDuration } from "../../../words/words.ts";
import { type Draft, defineCheck, draftFor, explainEnd, isEnded } from "../../check.ts";
import { answerQuantileMs } from "../../connection/answers.ts";
import { dropEvidence, figure, isOpened, whoClosed } from "../../connection/evidence.ts";
import { findHeartbeats } from "../../connection/heartbeats.ts";

/** So many answers that an answer is the rule. */
export const MIN_ANSWERS = 3;
/** Of an open connection more is asked: its answer may still come. */
const MIN_ANSWERS_LIVE = 10;
/** People take longer to answer each other; then silence proves nothing. */
const MACHINE_MS = 2_000;
export const WAITED_MS = 5_000;
const WAITED_LIVE_MS = 10_000;
/** Nobody blocks for so long and goes on as if nothing had been. */
const SURELY_MS = 20_000;
const MIN_UNANSWERED = 3;
/** A kind of message that was answered so often asks for an answer. */
const MIN_OF_KIND = 2;
const MOSTLY = 0.8;
/** Far beyond what was usual. */
export const USUAL_FACTOR = 10;
/** Beyond the slowest of all, where answers name their requests. */
const SLOWEST_FACTOR = 3;
/** A page that never got an answer waits at least so long before it is right to give up. */
export const GAVE_UP_MS = 3_000;
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
      const untilMs = connection.closing?.at ?? connection.end?.at ?? nowMs;
      const waiting = findWaiting(connection, untilMs);
      if (!waiting) return [];
      const about = aboutOf(connection, waiting);
      if (!isEnded(connection)) {
        return connection.closing === null ? tellLive(connection, waiting, about) : [];
      }
      const closer = whoClosed(connection);
      if (
        closer === "page" &&
        hasGivenUp(connection, waiting, answering.has(connection.endpoint))
      ) {
        return [explainEnd(connection, { ...about, severity: "error", confidence: PAGE })];
      }
      if (closer !== "network" || !isOverdue(waiting, WAITED_MS, MIN_ANSWERS)) return [];
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

function aboutOf(connection: Connection, { count, since, waitedMs, answers, byWhat }: Waiting) {
  return {
    id: "response-timeout" as const,
    facts: {
      waited: formatDuration(waitedMs),
      requests: countOf(count, byWhat === "names" ? "request" : "message"),
      deaf: sayDeaf(connection),
    },
    evidence: [
      ...figure("unanswered", count, undefined, { at: since }),
      ...figure("waited", Math.round(waitedMs), "ms"),
      ...figure(
        "usual-answer",
        answers.count > 0 ? Math.round(answerQuantileMs(answers, 0.95)) : null,
        "ms",
      ),
      ...figure("answers-found-by", FOUND_BY[byWhat]),
      ...figure("waiting-to-be-sent", connection.traffic.buffered.lastBytes || null, "B"),
      ...dropEvidence(connection),
    ],
  };
}

const FOUND_BY = {
  names: "their ids",
  habit: "what came after each message until then",
  chance: "what came first after a message",
};

/** Only a peer that does not read lets the browser's buffer grow. */
const sayDeaf = ({ traffic: { buffered } }: Connection): string =>
  buffered.risingSince !== null && buffered.lastBytes > 0
    ? `The other side reads nothing either: ${formatBytes(buffered.lastBytes)} wait in the browser to be sent.`
    : "";

function tellLive(
  connection: Connection,
  waiting: Waiting,
  about: ReturnType<typeof aboutOf>,
): Draft[] {
  if (!isOverdue(waiting, WAITED_LIVE_MS, MIN_ANSWERS_LIVE)) return [];
  const { byWhat, isSilent, count, waitedMs, since } = waiting;
  const isShown = byWhat === "names" || (byWhat === "habit" && count >= MIN_UNANSWERED);
  const isSure = isShown && isSilent && waitedMs >= SURELY_MS;
  return [
    draftFor(connection, {
      ...about,
      variant: isSilent ? "waiting" : "one",
      // Not every message asks for something: a remark, where this conversation has not shown it.
      severity: isSure ? "error" : "info",
      confidence: isSure ? 0.85 : 0.5,
      since,
      until: null,
    }),
  ];
}

/** Requests without an answer, and how it is known that they have one. */
type Waiting = {
  count: number;
  since: number;
  waitedMs: number;
  answers: Answers;
  /** names: answers that name their requests; habit: each message was answered by one. */
  byWhat: "names" | "habit" | "chance";
  /** Nothing at all has come since the first of them. */
  isSilent: boolean;
};

function findWaiting(connection: Connection, untilMs: number): Waiting | null {
  const { pairs, unanswered, answers } = connection.traffic;
  const named = pairs.pending.filter(({ kind }) =>
    pairs.kinds.some((known) => known.kind === kind && known.answered >= MIN_OF_KIND),
  );
  const [first] = named;
  if (first) {
    const isSilent = (connection.receive.lastAt ?? 0) <= first.at;
    return since(named.length, first.at, untilMs, pairs.answers, "names", isSilent);
  }
  // What the page sent last was then an answer itself, to the server's ping.
  if (unanswered.since === null) return null;
  const isAsked = findHeartbeats(connection).some(({ direction }) => direction === "receive");
  // Who speaks on has chosen not to answer these.
  const isSilent = (connection.receive.lastAt ?? 0) <= unanswered.since;
  const byWhat = !isAsked && isSilent && isHabit(connection) ? "habit" : "chance";
  const known = isAsked ? NO_ANSWERS : answers;
  return since(unanswered.count, unanswered.since, untilMs, known, byWhat, isSilent);
}

const NO_ANSWERS: Answers = {
  count: 0,
  buckets: [],
  slowest: null,
  firstSumMs: 0,
  firstCount: 0,
};

function since(
  count: number,
  at: number,
  untilMs: number,
  answers: Answers,
  byWhat: Waiting["byWhat"],
  isSilent: boolean,
): Waiting | null {
  const waitedMs = untilMs - at;
  const isWaiting = count > 0 && Number.isFinite(waitedMs) && waitedMs > 0;
  return isWaiting ? { count, since: at, waitedMs, answers, byWhat, isSilent } : null;
}

/** One message, one answer: who streams, or is only written to, has no such habit. */
function isHabit({ send, receive, traffic: { unanswered } }: Connection): boolean {
  const asked = send.count - unanswered.count;
  return receive.count >= asked * MOSTLY && receive.count <= Math.max(1, asked) / MOSTLY;
}

function isOverdue(
  { waitedMs, answers, byWhat }: Waiting,
  leastMs: number,
  leastAnswers: number,
): boolean {
  if (byWhat === "chance" || answers.count < (byWhat === "names" ? MIN_ANSWERS : leastAnswers)) {
    return false;
  }
  const usualMs = answerQuantileMs(answers, 0.95);
  const slowestMs = answers.slowest?.ms ?? usualMs;
  // Of few answers one that was slow is all that the quantile shows; who names requests is a machine.
  const isNamed = byWhat === "names";
  const beyondMs = isNamed
    ? Math.min(usualMs * USUAL_FACTOR, slowestMs * SLOWEST_FACTOR)
    : usualMs * USUAL_FACTOR;
  return (
    (isNamed ? answerQuantileMs(answers, 0.5) : usualMs) <= MACHINE_MS &&
    waitedMs >= leastMs &&
    waitedMs >= Math.max(beyondMs, slowestMs)
  );
}

/**
 * The page says so; or it closes with a code of its own after an answer was long due. An endpoint
 * that never answers anybody may be one that is only written to.
 */
function hasGivenUp(connection: Connection, waiting: Waiting, isAnswering: boolean): boolean {
  const { closing, receive } = connection;
  if (waiting.waitedMs < GAVE_UP_MS) return false;
  if (GAVE_UP_WORDS.test(closing?.reason ?? "")) return true;
  const isOwnCode = (closing?.code ?? 1000) >= 3000;
  return (
    isOwnCode &&
    ((receive.count === 0 && isAnswering) || isOverdue(waiting, WAITED_MS, MIN_ANSWERS))
  );
}
