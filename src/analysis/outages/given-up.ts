/** Whether a page had stopped trying, now or when somebody put it right. */
import type { Connection, Session } from "../../session/session.ts";
import type { Episode } from "./episodes.ts";

/** A page in front that has tried nothing for so long, and for longer than it ever waited, has given up. */
const GIVEN_UP_MS = 30_000;
/** Timers of a page out of sight may run once a minute. */
const UNSEEN_MS = 120_000;
/** The next wait may be drawn at random: up to twice its mean, and it may have grown. */
export const LONGEST_WAIT = 3;

/** What a page out of sight may still wait for, after waits like these. */
export const quietAfterMs = (waitsMs: readonly number[], isVisible = true): number =>
  Math.max(
    isVisible ? GIVEN_UP_MS : UNSEEN_MS,
    LONGEST_WAIT * waitsMs.reduce((most, ms) => Math.max(most, ms), 0),
  );

export function hasGivenUp(
  { failed, lost }: Pick<Episode, "failed" | "lost">,
  waitsMs: readonly number[],
  session: Session,
  nowMs: number,
): boolean {
  const ended = [...lost, ...failed];
  const lastAt = ended.reduce((latest, { end }) => Math.max(latest, end?.at ?? 0), 0);
  const document = session.documents.get(ended.at(-1)?.documentId ?? "");
  // Offline or frozen, a good client waits for the network, or cannot help it.
  if (document && (!document.online || document.frozen)) return false;
  return nowMs - lastAt >= quietAfterMs(waitsMs, document?.visible ?? true);
}

/**
 * Whether another load of the page put it right, long after this one's last try: then a person did,
 * and the page would not have come back. Where the computer slept, nobody could have tried.
 */
export function wasReloadedAfterGivingUp(
  { failed, lost, through }: Episode,
  waitsMs: readonly number[],
  session: Session,
): boolean {
  const solution = through[0];
  const last = failed.at(-1) ?? lost.at(-1);
  if (!solution || !last?.end) return false;
  const [before, after] = [last, solution].map((each) => loadOf(each, session));
  if (before == null || after == null || after.page <= before.page) return false;
  const until = Math.min(solution.createdAt, Math.max(last.end.at, after.since));
  return until - last.end.at - sleptMs(session, last.end.at, until) >= quietAfterMs(waitsMs);
}

function loadOf({ documentId }: Connection, session: Session) {
  const document = documentId === null ? undefined : session.documents.get(documentId);
  if (!document) return null;
  const tops = [...session.documents.values()].filter(
    ({ top, page }) => top && page === document.page,
  );
  return {
    page: document.page,
    since: tops.reduce((least, { joinedAt }) => Math.min(least, joinedAt), document.joinedAt),
  };
}

/** Noticed at its end. */
const sleptMs = ({ lifecycle }: Session, from: number, until: number): number =>
  lifecycle.reduce(
    (sum, { kind, at, ms }) =>
      kind === "clock-jump" && at > from
        ? sum + Math.max(0, Math.min(at, until) - Math.max(from, at - (ms ?? 0)))
        : sum,
    0,
  );
