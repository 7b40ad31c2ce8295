/**
 * By how much clients' clocks differ, by what several of them saw at once: a server that goes away
 * ends all its sockets in one moment, and each answer carries the server's own time.
 */

import { headerOf } from "../../protocol/headers.ts";
import { parseUrl } from "../../protocol/parse-url.ts";
import type { Session } from "../../session/session.ts";
import { isExpectedEnd } from "../connection/expected-end.ts";

export type Offset = {
  /** To be added to the client's times to have them on the first client's clock. */
  ms: number;
  /** given: by the user; losses, date: what it rests on; none: nothing tells, and it is left as it is. */
  by: "first" | "given" | "losses" | "date" | "none";
  /** How far it may be off; null where that is not known. */
  uncertainMs: number | null;
};

/** One moment at which all of a server's sockets are lost reaches clients within this. */
const TOGETHER_MS = 250;
/** Two sockets may be lost at once by chance; so may two pairs be apart by the same time, hardly three. */
const MIN_LOSSES = 2;
/** Of one client so many losses are looked at: each is compared with each of another's. */
const MAX_LOSSES = 300;
/** A clock that is off by more is not set at all. */
const MAX_OFFSET_MS = 366 * 24 * 3_600_000;

type Loss = { host: string; at: number };

export function estimateOffsets(sessions: readonly Session[]): Offset[] {
  const [first, ...others] = sessions;
  if (!first) return [];
  const known = lossesOf(first);
  const own = serverOffsetOf(first);
  return [
    { ms: 0, by: "first", uncertainMs: 0 },
    ...others.map((other) => estimate(known, lossesOf(other), own, serverOffsetOf(other))),
  ];
}

function estimate(
  first: readonly Loss[],
  other: readonly Loss[],
  ownDate: Interval | null,
  date: Interval | null,
): Offset {
  const within: Interval =
    ownDate && date
      ? { low: date.low - ownDate.high, high: date.high - ownDate.low }
      : { low: -MAX_OFFSET_MS, high: MAX_OFFSET_MS };
  const byLosses = offsetByLosses(first, other, within);
  if (byLosses !== null) return { ms: byLosses, by: "losses", uncertainMs: TOGETHER_MS };
  if (!ownDate || !date) return { ms: 0, by: "none", uncertainMs: null };
  const uncertainMs = Math.ceil((within.high - within.low) / 2);
  // Clocks that may agree are left to agree.
  if (within.low <= 0 && within.high >= 0) return { ms: 0, by: "date", uncertainMs };
  return { ms: Math.round((within.low + within.high) / 2), by: "date", uncertainMs };
}

function lossesOf({ connections }: Session): Loss[] {
  const losses: Loss[] = [];
  for (const connection of connections.values()) {
    const { end, open, url } = connection;
    if (!end || !open || end.by === "unwatched" || isExpectedEnd(connection)) continue;
    losses.push({ host: parseUrl(url)?.hostPort ?? url, at: end.at });
  }
  return distinct(losses.sort((a, b) => a.at - b.at)).slice(-MAX_LOSSES);
}

/** Several sockets of a client that are lost at once are one sign, not several. */
function distinct(losses: readonly Loss[]): Loss[] {
  const lastAt = new Map<string, number>();
  return losses.filter(({ host, at }) => {
    const before = lastAt.get(host);
    lastAt.set(host, at);
    return before === undefined || at - before > TOGETHER_MS;
  });
}

/** The offset at which most losses meet; null where too few do, or two offsets do as well. */
function offsetByLosses(
  first: readonly Loss[],
  other: readonly Loss[],
  { low, high }: Interval,
): number | null {
  const offsets = first
    .flatMap(({ host, at }) => other.flatMap((each) => (each.host === host ? [at - each.at] : [])))
    .filter((offset) => offset >= low - TOGETHER_MS && offset <= high + TOGETHER_MS)
    .sort((a, b) => a - b);
  const groups = groupNear(offsets);
  const [best, second] = groups.sort(
    (a, b) => b.length - a.length || Math.abs(middleOf(a)) - Math.abs(middleOf(b)),
  );
  if (!best || best.length < MIN_LOSSES) return null;
  const offset = Math.round(middleOf(best));
  // Losses that come at a steady pace meet at several offsets: agreement as it is goes first.
  if (second && second.length === best.length && Math.abs(offset) > TOGETHER_MS) return null;
  return Math.abs(offset) <= TOGETHER_MS ? 0 : offset;
}

/** Neighbours that lie within one moment of the first of them. */
function groupNear(sorted: readonly number[]): number[][] {
  const groups: number[][] = [];
  for (const offset of sorted) {
    const last = groups.at(-1);
    if (last && offset - (last[0] ?? offset) <= TOGETHER_MS) last.push(offset);
    else groups.push([offset]);
  }
  return groups;
}

const middleOf = (group: readonly number[]): number => group[Math.floor(group.length / 2)] ?? 0;

type Interval = { low: number; high: number };

/** How far the server's clock is ahead of the client's: `Date` is whole seconds, and was written on the way. */
function serverOffsetOf({ connections }: Session): Interval | null {
  let low = Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  const hosts = new Set<string>();
  for (const { handshake, open, createdAt, url } of connections.values()) {
    const date = handshake && headerOf(handshake.responseHeaders, "date");
    const toldAt = date ? Date.parse(date) : Number.NaN;
    const answeredAt = open?.at ?? handshake?.at;
    if (Number.isNaN(toldAt) || answeredAt === undefined) continue;
    hosts.add(parseUrl(url)?.hostPort ?? url);
    low = Math.max(low, toldAt - answeredAt);
    high = Math.min(high, toldAt + 1_000 - createdAt);
  }
  // Servers whose clocks differ leave nothing that fits all of them.
  return hosts.size > 0 && low <= high ? { low, high } : null;
}
