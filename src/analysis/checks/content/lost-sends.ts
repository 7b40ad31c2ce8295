import { countOf, formatBytes } from "../../../words/words.ts";
import { type Draft, defineCheck, draftFor } from "../../check.ts";
import { figure } from "../../connection/evidence.ts";
import { quoteSafely } from "../../connection/facts.ts";

/** Given to `send()` in CLOSING or CLOSED: the browser throws it away without a word. */
export const sentAfterClose = defineCheck({
  name: "sent-after-close",
  run: ({ connections }) =>
    connections.flatMap((connection): Draft[] => {
      const { count, sizeBytes } = connection.lost;
      if (count === 0) return [];
      return [
        draftFor(connection, {
          id: "sent-after-close",
          // What was sent while the page itself was leaving was meant for nobody.
          severity: connection.end?.by === "page-gone" ? "info" : "warning",
          confidence: 0.95,
          facts: { lost: countOf(count, "message"), bytes: formatBytes(sizeBytes) },
          evidence: [
            ...figure("messages-lost", count),
            ...figure("lost-bytes", sizeBytes, "B"),
            ...figure("close-called", connection.closing ? "by the page" : null, undefined, {
              at: connection.closing?.at ?? null,
            }),
          ],
          since: connection.closing?.at ?? connection.end?.at ?? connection.createdAt,
        }),
      ];
    }),
});

/** `send()` while CONNECTING throws InvalidStateError; anything else it throws is told as it is. */
export const sentBeforeOpen = defineCheck({
  name: "sent-before-open",
  run: ({ connections }) =>
    connections.flatMap((connection): Draft[] => {
      const failure = connection.sendFailure;
      if (failure?.name !== "InvalidStateError") return [];
      return [
        draftFor(connection, {
          id: "sent-before-open",
          severity: "warning",
          confidence: 0.95,
          facts: { times: countOf(failure.count, "time") },
          evidence: [
            ...figure("send-threw", failure.count, undefined, { at: failure.at }),
            ...figure("browser-words", quoteSafely(failure.message)),
          ],
          since: failure.at,
        }),
      ];
    }),
});
