/** Losses of a series, and the attempts that answer them in the order of time. */
import type { Connection, End } from "../../session/session.ts";

const NO_LOSS = new Set<End["by"]>(["page-gone", "unwatched"]);

/**
 * By their end. A document that went away was no loss, as little as a socket that Stormglass was
 * told to look away from.
 */
export const lossesOf = (connections: readonly Connection[]): Connection[] =>
  connections
    .filter(({ end }) => end && !NO_LOSS.has(end.by) && Number.isFinite(end.at))
    .sort((a, b) => endOf(a) - endOf(b));

/**
 * Each construction answers a close before it that nothing has answered yet: of several the latest,
 * or the oldest. The first few, of which each opens a row of its own, answer nothing.
 */
export function answerLosses(
  connections: readonly Connection[],
  losses: readonly Connection[],
  first: number,
  which: "latest" | "oldest",
): (Connection | null)[] {
  const unanswered: Connection[] = [];
  let next = 0;
  let taken = 0;
  return connections.map((connection, i) => {
    while (isBefore(losses[next], connection)) unanswered.push(losses[next++] as Connection);
    if (i < first) return null;
    if (which === "latest") return unanswered.pop() ?? null;
    const lost = unanswered[taken];
    if (lost) taken++;
    return lost ?? null;
  });
}

/** In a file whose times are whole, one that was refused at once ends in the moment it was made. */
export const isBefore = (lost: Connection | undefined, { createdAt }: Connection): boolean =>
  endOf(lost) <= createdAt && (lost?.createdAt ?? createdAt) < createdAt;

export const endOf = (connection: Connection | null | undefined): number =>
  connection?.end?.at ?? Number.POSITIVE_INFINITY;

export const waitsOf = (
  connections: readonly Connection[],
  answers: readonly (Connection | null)[],
): number[] => connections.map(({ createdAt }, i) => createdAt - endOf(answers[i]));
