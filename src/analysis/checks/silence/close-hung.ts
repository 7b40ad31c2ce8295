import { formatDuration } from "../../../words/words.ts";
import { type Draft, defineCheck, draftFor, explainEnd, isEnded } from "../../check.ts";
import { dropEvidence, figure, isOpened } from "../../connection/evidence.ts";
import { callSite } from "../invalid-url.ts";

/** A peer that lives answers a close frame within a round trip. */
export const HUNG_MS = 5_000;
/** Just over the page's own `close()`: why it took so long is the better explanation. */
const SURE = 0.958;

/** `close()` was called, and the other side does not answer. */
export const closeHung = defineCheck({
  name: "close-hung",
  run: ({ connections, nowMs }) =>
    connections.flatMap((connection): Draft[] => {
      const { closing, end } = connection;
      if (closing === null || !isOpened(connection)) return [];
      const hungMs = (end?.at ?? nowMs) - closing.at;
      if (!(hungMs >= HUNG_MS) || !Number.isFinite(hungMs)) return [];
      const about = {
        id: "close-hung" as const,
        facts: { hung: formatDuration(hungMs) },
        evidence: [
          ...figure("close-called-at", callSite(closing.stack), undefined, { at: closing.at }),
          ...figure("unanswered-time", Math.round(hungMs), "ms"),
          ...(isEnded(connection) ? dropEvidence(connection) : []),
        ],
      };
      if (end === null) {
        const since = closing.at;
        return [
          draftFor(connection, {
            ...about,
            severity: "warning",
            confidence: 0.9,
            since,
            until: null,
          }),
        ];
      }
      if (end.by !== "close" || end.code !== 1006) return [];
      return [
        explainEnd(connection, {
          ...about,
          variant: "ended",
          severity: "warning",
          confidence: SURE,
        }),
      ];
    }),
});
