import type { PageStop, Session } from "../../session/session.ts";
import { defineCheck, type Ended, explainEnd, overEnded } from "../check.ts";
import { dropEvidence, figure } from "../evidence.ts";

/** A browser closes a leaving page's sockets with 1001 at once; what comes later has another cause. */
const LEAVING_MS = 1_000;

/** Navigation, reload, a closed tab, the back/forward cache or a crash took the document away. */
export const pageGone = defineCheck({
  name: "page-gone",
  run: (context) =>
    overEnded(context, (connection) => {
      const { pageStopped } = connection.end;
      if (pageStopped !== undefined) return explainStop(connection, pageStopped);
      const hide = pagehideOf(context.session, connection);
      if (connection.end.by !== "page-gone" && !hide) return null;
      return explainEnd(connection, {
        id: "page-gone",
        ...(hide?.persisted ? { variant: "cached" } : {}),
        severity: "info",
        confidence: 0.99,
        evidence: [
          ...figure("the page left", hide?.persisted ? "for the back/forward cache" : "for good"),
          ...dropEvidence(connection),
        ],
      });
    }),
});

const STOP_EVIDENCE: Record<PageStop, string> = {
  crashed: "no process behind it",
  discarded: "discarded by the browser",
};

/** A tab that lost its process without a navigation crashed; that one is somebody's trouble. */
const explainStop = (connection: Ended, how: PageStop) =>
  explainEnd(connection, {
    id: "page-gone",
    variant: how,
    severity: how === "crashed" ? "warning" : "info",
    confidence: 0.95,
    evidence: [
      ...figure("the page left", "without saying so (no pagehide)"),
      ...figure("the tab afterwards", STOP_EVIDENCE[how], undefined, { at: connection.end.at }),
      ...dropEvidence(connection),
    ],
  });

function pagehideOf({ lifecycle }: Session, { documentId, end }: Ended) {
  if (documentId === null || (end.by !== "page-gone" && end.code !== 1001)) return undefined;
  return lifecycle.findLast(
    (event) =>
      event.kind === "pagehide" &&
      event.documentId === documentId &&
      Math.abs(end.at - event.at) <= LEAVING_MS,
  );
}
