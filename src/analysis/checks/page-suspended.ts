import type { Lifecycle, Session } from "../../session/session.ts";
import { defineCheck, type Ended, explainEnd, overEnded } from "../check.ts";
import { dropEvidence, figure, isOpened, whoClosed } from "../evidence.ts";
import { formatDuration } from "../words.ts";

/** Timers of a busy page run late by seconds, never by this much. */
const MIN_JUMP_MS = 10_000;
/** Waking, a page may report its dead sockets before or after the batch that shows the jump. */
const WAKING_MS = 30_000;

/** The computer slept or the tab was frozen, and the connection did not outlive it. */
export const pageSuspended = defineCheck({
  name: "page-suspended",
  run: (context) => {
    const pauses = context.session.lifecycle.filter(isPause);
    if (pauses.length === 0) return [];
    return overEnded(context, (connection) => {
      if (!isOpened(connection) || whoClosed(connection) !== "network") return null;
      const pause = pauses.findLast((event) => coincides(event, connection, context.session));
      if (!pause) return null;
      const slept = pause.kind === "clock-jump";
      return explainEnd(connection, {
        id: "page-suspended",
        ...(slept ? {} : { variant: "frozen" }),
        severity: "warning",
        confidence: 0.85,
        facts: { slept: formatDuration(pause.ms ?? Number.NaN) },
        evidence: [
          ...figure("the wall clock jumped by", slept ? pause.ms : null, "ms", { at: pause.at }),
          ...figure("the browser said", slept ? null : pause.kind, undefined, { at: pause.at }),
          ...dropEvidence(connection),
        ],
      });
    });
  },
});

const isPause = ({ kind, ms }: Lifecycle) =>
  kind === "freeze" || (kind === "clock-jump" && (ms ?? 0) > MIN_JUMP_MS);

function coincides(pause: Lifecycle, { createdAt, documentId, end }: Ended, session: Session) {
  if (pause.kind === "clock-jump") {
    // Noticed at its end. The connection lived when it began, and died in it or on waking.
    const beganAt = pause.at - (pause.ms ?? 0);
    return createdAt <= beganAt && end.at >= beganAt && end.at <= pause.at + WAKING_MS;
  }
  if (pause.documentId !== null && pause.documentId !== documentId) return false;
  const resume = session.lifecycle.find(
    ({ kind, at, documentId: owner }) =>
      kind === "resume" && at >= pause.at && owner === pause.documentId,
  );
  const overAt = resume?.at ?? Number.POSITIVE_INFINITY;
  return createdAt <= pause.at && end.at >= pause.at && end.at <= overAt + WAKING_MS;
}
