import type { PageStop, Session } from "../../session/session.ts";
import { defineCheck, type Ended, explainEnd, overEnded } from "../check.ts";
import { dropEvidence, figure } from "../connection/evidence.ts";
import type { EvidenceKind } from "../texts/evidence-labels.ts";

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
          ...figure("page-left", hide?.persisted ? "for the back/forward cache" : "for good"),
          ...dropEvidence(connection),
        ],
      });
    }),
});

/** What was seen afterwards, and where. */
const STOP_EVIDENCE: Record<PageStop, [is: EvidenceKind, value: string]> = {
  crashed: ["tab-afterwards", "no process behind it"],
  discarded: ["tab-afterwards", "discarded by the browser"],
  "frame-crashed": ["page-around-afterwards", "still there"],
};

/** A process that ended without a navigation is somebody's trouble; a tab that was discarded is not. */
const explainStop = (connection: Ended, how: PageStop) =>
  explainEnd(connection, {
    id: "page-gone",
    variant: how,
    severity: how === "discarded" ? "info" : "warning",
    confidence: how === "frame-crashed" ? 0.85 : 0.95,
    evidence: [
      ...figure(
        how === "frame-crashed" ? "frame-left" : "page-left",
        "without saying so (no pagehide)",
      ),
      ...figure(...STOP_EVIDENCE[how], undefined, { at: connection.end.at }),
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
