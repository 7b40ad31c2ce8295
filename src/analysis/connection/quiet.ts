import type { Silence } from "../../services/service.ts";
import type { Connection } from "../../session/session.ts";

const lastAt = ({ send, receive, lastMessage, open }: Connection, silence: Silence) => {
  const last =
    silence === "either" ? lastMessage?.at : (silence === "send" ? send : receive).lastAt;
  return last ?? open?.at ?? null;
};

const since = (from: number | null, to: number): number => {
  const ms = from === null ? 0 : to - from;
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
};

/** How long there was silence at its end, or at another time before; 0 where that cannot be known. */
export function lastQuietMs(connection: Connection, silence: Silence, atMs: number): number {
  const { closing, end, traffic } = connection;
  const from = lastAt(connection, silence);
  const watchedFrom = Math.max(from ?? 0, traffic.watchedFrom ?? 0);
  const until = Math.min(atMs, closing?.at ?? end?.at ?? atMs);
  return since(from === null ? null : watchedFrom, until);
}

/** The longest silence after which a message came all the same; how much of it was over at a time. */
export function longestGapMs(
  { traffic }: Connection,
  silence: Silence,
  atMs = Number.POSITIVE_INFINITY,
): number {
  const gap = silence === "either" ? traffic.longestQuiet : traffic[silence].longestGap;
  return gap === null ? 0 : since(gap.endedAt - gap.ms, Math.min(atMs, gap.endedAt));
}

/** Fewer have no rhythm. */
const MIN_RHYTHM = 20;

/** The mean time between messages of a connection on which many came; 0 where there is no such thing. */
export function rhythmMs({ open, send, receive, lastMessage }: Connection): number {
  const count = send.count + receive.count;
  return count < MIN_RHYTHM || !open || !lastMessage
    ? 0
    : since(open.at, lastMessage.at) / (count - 1);
}

/** The longest of many durations; 0 of none. */
export const longestOf = (durationsMs: readonly number[]): number =>
  durationsMs.reduce((longest, ms) => Math.max(longest, ms), 0);

/** From its opening to its end, or to another time before. */
export const livedMs = ({ open, end }: Connection, atMs: number): number =>
  since(open?.at ?? null, Math.min(atMs, end?.at ?? atMs));

type Outlived = (silence: Silence) => { gapMs: number; ongoingMs: number };

/** What connections had lived through by a time; worked out once for each kind of silence. */
export function measureOutlived(connections: readonly Connection[], atMs: number): Outlived {
  const known = new Map<Silence, ReturnType<Outlived>>();
  const opened = connections.filter(({ open }) => open !== null);
  const measure: Outlived = (silence) => ({
    gapMs: longestOf(connections.map((connection) => longestGapMs(connection, silence, atMs))),
    ongoingMs: longestOf(opened.map((connection) => lastQuietMs(connection, silence, atMs))),
  });
  return (silence) => {
    const measured = known.get(silence) ?? measure(silence);
    known.set(silence, measured);
    return measured;
  };
}
