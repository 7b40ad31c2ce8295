import type { Connection } from "../session/session.ts";
import type { Silence } from "./idle-limits.ts";

const lastAt = ({ send, receive, lastMessage, open }: Connection, silence: Silence) => {
  const last =
    silence === "either" ? lastMessage?.at : (silence === "send" ? send : receive).lastAt;
  return last ?? open?.at ?? null;
};

const since = (from: number | null, to: number): number => {
  const ms = from === null ? 0 : to - from;
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
};

/** How long there was silence at its end, or is by now; 0 where that cannot be known. */
export function lastQuietMs(connection: Connection, silence: Silence, nowMs: number): number {
  const { closing, end, traffic } = connection;
  const from = lastAt(connection, silence);
  const watchedFrom = Math.max(from ?? 0, traffic.watchedFrom ?? 0);
  return since(from === null ? null : watchedFrom, closing?.at ?? end?.at ?? nowMs);
}

/** The longest silence after which a message came all the same. */
export function longestGapMs({ traffic }: Connection, silence: Silence): number {
  const gap = silence === "either" ? traffic.longestQuiet : traffic[silence].longestGap;
  return gap !== null && Number.isFinite(gap.ms) ? gap.ms : 0;
}

/** The longest of many durations; 0 of none. */
export const longestOf = (durationsMs: readonly number[]): number =>
  durationsMs.reduce((longest, ms) => Math.max(longest, ms), 0);

/** From its opening to its end or to now. */
export const uptimeMs = ({ open, end }: Connection, nowMs: number): number =>
  since(open?.at ?? null, end?.at ?? nowMs);
