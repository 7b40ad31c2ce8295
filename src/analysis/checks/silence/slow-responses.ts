import type { Connection } from "../../../session/session.ts";
import type { Answers } from "../../../session/traffic.ts";
import { countOf, formatDuration } from "../../../words/words.ts";
import { type Draft, defineCheck, draftFor } from "../../check.ts";
import { answerQuantileMs, countSlower } from "../../connection/answers.ts";
import { figure } from "../../connection/evidence.ts";

/** So many that the slow ones are a share of them. */
export const MIN_TIMED_ANSWERS = 30;
/** Two may be chance; and one in twenty is felt. */
export const MIN_SLOW = 3;
export const SLOW_SHARE = 0.05;
export const SLOW_ANSWER_MS = 1_000;
export const SLOW_ANSWER_FACTOR = 5;
/** Above it people answer, or the server always takes its time. */
const QUICK_MEDIAN_MS = 500;

/** Some answers take far longer than the usual one. */
export const slowResponses = defineCheck({
  name: "slow-responses",
  run: ({ connections }) =>
    connections.flatMap((connection): Draft[] => {
      if (connection.open === null) return [];
      const { answers, isNamed } = bestKnown(connection);
      if (!(answers.count >= MIN_TIMED_ANSWERS)) return [];
      const medianMs = answerQuantileMs(answers, 0.5);
      if (medianMs > QUICK_MEDIAN_MS) return [];
      const slow = countSlower(answers, Math.max(SLOW_ANSWER_MS, medianMs * SLOW_ANSWER_FACTOR));
      const isOften = slow.count >= Math.max(MIN_SLOW, answers.count * SLOW_SHARE);
      if (!isOften || !Number.isFinite(slow.count)) return [];
      return [
        draftFor(connection, {
          id: "slow-responses",
          // What came first after a message need not be its answer: a remark, no alarm.
          severity: "info",
          confidence: isNamed ? 0.9 : 0.5,
          facts: {
            slow: formatDuration(slow.fromMs),
            median: formatDuration(medianMs),
            slowCount: String(slow.count),
            answers: countOf(answers.count, "answer"),
            slowest: formatDuration(answers.slowest?.ms ?? slow.fromMs),
          },
          evidence: [
            ...figure("answers", answers.count),
            ...figure(
              "answers-found-by",
              isNamed ? "their ids" : "what came first after a message",
            ),
            ...figure("median-answer", Math.round(medianMs), "ms"),
            ...figure("answers-95", Math.round(answerQuantileMs(answers, 0.95)), "ms"),
            ...figure(
              "slowest-answer",
              answers.slowest ? Math.round(answers.slowest.ms) : null,
              "ms",
              {
                at: answers.slowest?.at ?? null,
              },
            ),
          ],
          since: answers.slowest?.at ?? connection.createdAt,
        }),
      ];
    }),
});

/** Answers that name their requests are surer than what came first: many requests may be under way. */
function bestKnown({ traffic }: Connection): { answers: Answers; isNamed: boolean } {
  const { pairs, answers } = traffic;
  return pairs.answers.count >= MIN_TIMED_ANSWERS
    ? { answers: pairs.answers, isNamed: true }
    : { answers, isNamed: false };
}
