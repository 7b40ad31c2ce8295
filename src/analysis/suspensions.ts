import type { Lifecycle, Session } from "../session/session.ts";
import type { Ended } from "./check.ts";

/** Timers of a busy page run late by seconds, never by this much. */
const MIN_JUMP_MS = 10_000;
/** Waking, a page may report its dead sockets before or after the batch that shows the jump. */
const WAKING_MS = 30_000;

const isPause = ({ kind, ms }: Lifecycle) =>
  kind === "freeze" || (kind === "clock-jump" && (ms ?? 0) > MIN_JUMP_MS);

/** Finds the sleep of the computer, or the freezing of the tab, in which a connection ended. */
export function createSuspensions(session: Session): (connection: Ended) => Lifecycle | null {
  const pauses = session.lifecycle.filter(isPause);
  return (connection) =>
    pauses.findLast((pause) => coincides(pause, connection, session.lifecycle)) ?? null;
}

function coincides(
  pause: Lifecycle,
  { createdAt, documentId, end }: Ended,
  lifecycle: readonly Lifecycle[],
): boolean {
  if (pause.kind === "clock-jump") {
    // Noticed at its end. The connection lived when it began, and died in it or on waking.
    const beganAt = pause.at - (pause.ms ?? 0);
    return createdAt <= beganAt && end.at >= beganAt && end.at <= pause.at + WAKING_MS;
  }
  if (pause.documentId !== null && pause.documentId !== documentId) return false;
  const resume = lifecycle.find(
    ({ kind, at, documentId: owner }) =>
      kind === "resume" && at >= pause.at && owner === pause.documentId,
  );
  const overAt = resume?.at ?? Number.POSITIVE_INFINITY;
  return createdAt <= pause.at && end.at >= pause.at && end.at <= overAt + WAKING_MS;
}
