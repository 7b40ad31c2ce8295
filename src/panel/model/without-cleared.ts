/** "Clear", which hides at once, and deletes only when it can't be undone any more. */

import { leftAfterClear } from "../../session/clear.ts";
import type { Session } from "../../session/session.ts";
import { countOf } from "../../words/words.ts";
import type { Span } from "../ui/span.ts";

export type Cleared = {
  at: number;
  /** Those that were over, and went. */
  goneCount: number;
  /** Those that live on, of which the older messages are not listed any more. */
  keptCount: number;
};

export function clearOf(session: Session, at: number): Cleared {
  const keptCount = leftAfterClear(session, at).connections.size;
  return { at, goneCount: session.connections.size - keptCount, keptCount };
}

export const withoutCleared = (session: Session | null, cleared: Cleared | null): Session | null =>
  session && cleared ? { ...session, ...leftAfterClear(session, cleared.at) } : session;

export function clearedInWords({ goneCount, keptCount }: Cleared): string {
  const gone = goneCount > 0 ? [`Cleared ${countOf(goneCount, "connection")}.`] : [];
  if (keptCount === 0) return gone[0] ?? "There was nothing to clear.";
  const one = keptCount === 1;
  const kept = `${countOf(keptCount, "connection")} ${one ? "is" : "are"} still open: ${one ? "its" : "their"} earlier messages are hidden.`;
  return [...gone, kept].join(" ");
}

/** A message of the very moment of clearing was there already. */
export const firstListedAt = (clearedAt: number): number => clearedAt + 0.001;

/** The time of which messages are listed and searched; null: all of it. */
export function listedRange(range: Span | null, clearedAt: number | null): Span | null {
  if (clearedAt === null) return range;
  const from = firstListedAt(clearedAt);
  if (!range) return { from, to: Number.POSITIVE_INFINITY };
  return { from: Math.max(from, range.from), to: range.to };
}
