import { largestOf } from "../../../session/extremes.ts";
import type { Connection } from "../../../session/session.ts";
import { readPlace } from "../../../words/stack-place.ts";
import { countOf } from "../../../words/words.ts";
import { type Draft, defineCheck } from "../../check.ts";
import { figure } from "../../connection/evidence.ts";
import type { SeriesGroup } from "../../series/series.ts";
import { callSite } from "../invalid-url.ts";
import { draftForSeries } from "./describe-series.ts";

/** A new socket that takes over from the old one needs some seconds at most. */
export const OVERLAP_MS = 10_000;
/** Sockets that the same code opens in one go are meant to live side by side. */
const TOGETHER_MS = 1_000;

/** A second socket may be meant; a row of them is not. */
export const MIN_LEAKS = 2;

/** The same page code opens a new socket while its old one to the same endpoint still lives. */
export const leakedSockets = defineCheck({
  name: "leaked-sockets",
  run: ({ series, nowMs }) =>
    series.flatMap((group): Draft[] =>
      byPlace(group).flatMap(({ place, connections }) => {
        const pairs = leaksOf(connections, nowMs);
        return pairs.length >= MIN_LEAKS ? [describe(group, place, pairs, nowMs)] : [];
      }),
    ),
});

function byPlace(group: SeriesGroup): { place: string; connections: Connection[] }[] {
  const places = new Map<string, { place: string; connections: Connection[] }>();
  for (const connection of group.connections) {
    const place = connection.stack?.split("\n")[0]?.trim();
    if (!place) continue;
    const key = `${connection.documentId} ${place}`;
    const known = places.get(key) ?? { place, connections: [] };
    places.set(key, known);
    known.connections.push(connection);
  }
  return [...places.values()];
}

type Leak = { old: Connection; next: Connection };

/** An old socket is forgotten where the page says nothing on it any more once it has the new one. */
function leaksOf(all: readonly Connection[], nowMs: number): Leak[] {
  const connections = all.filter(({ createdAt }) => Number.isFinite(createdAt));
  const leaks: Leak[] = [];
  let after = 0;
  for (const old of connections) {
    // In order of time, so that the next one of each stands no earlier than that of the one before.
    while (after < connections.length && !isApart(old, connections[after])) after++;
    const next = connections[after];
    if (old.open === null || !next?.open) continue;
    const oldEndsAt = old.closing?.at ?? old.end?.at ?? nowMs;
    const overlapMs = Math.min(oldEndsAt, next.end?.at ?? nowMs) - next.createdAt;
    const isInUse = (old.send.lastAt ?? 0) > next.createdAt;
    if (overlapMs > OVERLAP_MS && !isInUse) leaks.push({ old, next });
  }
  return leaks;
}

const isApart = (old: Connection, next: Connection | undefined): boolean =>
  next !== undefined && next.createdAt - old.createdAt > TOGETHER_MS;

function describe(group: SeriesGroup, place: string, leaks: Leak[], nowMs: number): Draft {
  const living = leaks.filter(({ old }) => old.end === null && old.closing === null);
  const first = leaks[0] as Leak;
  const received = leaks.reduce((sum, { old }) => sum + old.receive.count, 0);
  const lastEnd = largestOf(leaks.map(({ old }) => old.end?.at ?? nowMs));
  return draftForSeries(group, {
    id: "leaked-sockets",
    severity: "warning",
    confidence: 0.8,
    facts: { leaked: countOf(leaks.length, "old socket"), place: placeName(place) },
    evidence: [
      ...figure("old-sockets-left-open", leaks.length, undefined, { at: first.next.createdAt }),
      ...figure("still-open", living.length),
      ...figure("opened-at", callSite(place) ?? placeName(place)),
      ...figure("messages-on-leaked", received),
    ],
    since: first.next.createdAt,
    until: living.length > 0 ? null : lastEnd,
  });
}

/** "chat.js:41:7" rather than a whole address. */
function placeName(text: string): string {
  const place = readPlace(text);
  const name = place?.url.split(/[/\s(@]/).at(-1);
  if (!place || !name) return "the same line of the page's code";
  return `${name}:${place.line}:${place.column}`.slice(0, 80);
}
