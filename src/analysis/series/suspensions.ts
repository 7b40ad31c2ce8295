import type { Lifecycle, Session } from "../../session/session.ts";
import type { Ended } from "../check.ts";

/** Timers of a busy page run late by seconds, never by this much. */
const MIN_JUMP_MS = 10_000;
/** Waking, a page may report its dead sockets before or after the batch that shows the jump. */
const WAKING_MS = 30_000;
/** The line died in the computer's sleep; a heartbeat of 30 s or of a minute finds out this late. */
const FINDING_OUT_MS = 120_000;

const isPause = ({ kind, ms }: Lifecycle) =>
  kind === "freeze" || (kind === "clock-jump" && (ms ?? 0) > MIN_JUMP_MS);

/** Finds the sleep of the computer, or the freezing of the tab, in which a connection ended. */
export function createSuspensions(session: Session): (connection: Ended) => Lifecycle | null {
  const pauses = pausesOf(session.lifecycle);
  return (connection) => pauses.findLast((pause) => coincides(pause, connection))?.entry ?? null;
}

type Pause = { entry: Lifecycle; overAt: number };

/** Each freeze with the resume that ends it, oldest first. */
function pausesOf(lifecycle: readonly Lifecycle[]): Pause[] {
  const resumedAt = new Map<Lifecycle["documentId"], number>();
  const newestFirst: Pause[] = [];
  for (const entry of lifecycle.toReversed()) {
    if (entry.kind === "resume") resumedAt.set(entry.documentId, entry.at);
    if (!isPause(entry)) continue;
    const overAt = resumedAt.get(entry.documentId) ?? Number.POSITIVE_INFINITY;
    newestFirst.push({ entry, overAt });
  }
  return newestFirst.reverse();
}

function coincides(
  { entry: pause, overAt }: Pause,
  { createdAt, documentId, end, receive }: Ended,
): boolean {
  if (pause.kind === "clock-jump") {
    // Noticed at its end. The connection lived when it began, and died in it or on waking.
    const beganAt = pause.at - (pause.ms ?? 0);
    const heard = receive.lastAt !== null && receive.lastAt > pause.at;
    const wakingMs = heard ? WAKING_MS : FINDING_OUT_MS;
    return createdAt <= beganAt && end.at >= beganAt && end.at <= pause.at + wakingMs;
  }
  if (pause.documentId !== null && pause.documentId !== documentId) return false;
  return createdAt <= pause.at && end.at >= pause.at && end.at <= overAt + WAKING_MS;
}
