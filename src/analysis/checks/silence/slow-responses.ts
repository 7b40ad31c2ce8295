import { formatDuration } from "../../../words/words.ts";
import { type Draft, defineCheck, draftFor } from "../../check.ts";
import { answerQuantileMs } from "../../connection/answers.ts";
import { figure } from "../../connection/evidence.ts";

/** So many that the slowest twentieth is more than one. */
const MIN_ANSWERS = 40;
const SLOW_MS = 1_000;
const SLOW_FACTOR = 5;
/** Above it people answer, or the server always takes its time. */
const QUICK_MEDIAN_MS = 500;

/** The slowest answers take far longer than the usual one. */
export const slowResponses = defineCheck({
  name: "slow-responses",
  run: ({ connections }) =>
    connections.flatMap((connection): Draft[] => {
      const { answers } = connection.traffic;
      if (connection.open === null || !(answers.count >= MIN_ANSWERS)) return [];
      const medianMs = answerQuantileMs(answers, 0.5);
      const slowMs = answerQuantileMs(answers, 0.95);
      if (medianMs > QUICK_MEDIAN_MS || slowMs < Math.max(SLOW_MS, medianMs * SLOW_FACTOR))
        return [];
      return [
        draftFor(connection, {
          id: "slow-responses",
          // What came first after a message need not be its answer: a remark, no alarm.
          severity: "info",
          confidence: 0.5,
          facts: { slow: formatDuration(slowMs), median: formatDuration(medianMs) },
          evidence: [
            ...figure("answers", answers.count),
            ...figure("median-answer", Math.round(medianMs), "ms"),
            ...figure("answers-95", Math.round(slowMs), "ms"),
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
