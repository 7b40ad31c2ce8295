/** One restart takes forty endpoints: what one cause took at one time is one outage. */
import { largestOf, smallestOf } from "../../session/extremes.ts";
import type { FindingId, OutageTold } from "../finding.ts";
import type { Cause } from "./cause.ts";
import type { Episode } from "./episodes.ts";

export type Judged = {
  episode: Episode;
  hostPort: string;
  cause: Cause;
  /** Epoch ms; Infinity while it is not over. */
  until: number;
};

export type Joined<Part extends Judged = Judged> = {
  parts: Part[];
  urls: Set<string>;
  /** The first of each host and cause: all that is asked of whatever may belong to them. */
  kinds: Map<string, Part>;
  begin: number;
  until: number;
};

/** A process or a limit that takes several takes them within so much time. */
const TOGETHER_MS = 2_000;

/** What befalls all of a host. */
const OF_A_HOST: ReadonlySet<OutageTold> = new Set<OutageTold>([
  "process-gone",
  "upstream-gone",
  "restarting",
]);
/** What befalls all hosts. */
const OF_ALL: ReadonlySet<OutageTold> = new Set<OutageTold>(["network-gone", "asleep"]);
/** Nobody knows what it was: then it may as well be what took the others in that moment. */
const UNKNOWN: ReadonlySet<FindingId> = new Set<FindingId>([
  "abnormal-closure",
  "handshake-failed",
  "handshake-refused",
  "server-restart",
]);

/** `judged` in order of their begins. No two that are handed back share an endpoint at one time. */
export function joinEpisodes<Part extends Judged>(judged: readonly Part[]): Joined<Part>[] {
  let done: Joined<Part>[] = [];
  let open: Joined<Part>[] = [];
  /** By endpoint: when the last of those that are done was over. */
  const overAt = new Map<string, number>();
  for (const each of judged) {
    const { begin } = each.episode;
    for (const joined of open) {
      if (joined.until >= begin) continue;
      done.push(joined);
      for (const url of joined.urls) overAt.set(url, Math.max(joined.until, overAt.get(url) ?? 0));
    }
    open = open.filter(({ until }) => until >= begin);
    const wanted = [...open.filter((joined) => isOneCause(joined, each)), alone(each)];
    // One that would draw in a stranger by an endpoint of its own stays alone.
    const joins = isClear(wanted, open, overAt);
    let merged = joins ? absorb(wanted) : alone(each);
    if (joins) open = open.filter((joined) => !wanted.includes(joined));
    for (;;) {
      const met = [...open, ...(merged.parts.length > 1 ? done : [])].filter((other) =>
        meets(other, merged, merged.until),
      );
      if (met.length === 0) break;
      open = open.filter((other) => !met.includes(other));
      done = done.filter((other) => !met.includes(other));
      merged = absorb([...met, merged]);
    }
    open.push(merged);
  }
  const all = [...done, ...open].sort((a, b) => a.begin - b.begin);
  for (const { parts } of all) parts.sort((a, b) => a.episode.begin - b.episode.begin);
  return all;
}

/** Whether no other outage shares an endpoint with what these would be together, at any time of it. */
function isClear(
  wanted: readonly Joined[],
  open: readonly Joined[],
  overAt: ReadonlyMap<string, number>,
): boolean {
  const begin = smallestOf(wanted.map((joined) => joined.begin));
  const until = largestOf(wanted.map((joined) => joined.until));
  return wanted.every(
    (joined) =>
      (joined.begin === begin ||
        [...joined.urls].every((url) => (overAt.get(url) ?? 0) <= begin)) &&
      open.every((other) => wanted.includes(other) || !meets(other, joined, until)),
  );
}

const alone = <Part extends Judged>(part: Part): Joined<Part> => ({
  parts: [part],
  urls: new Set([part.episode.url]),
  kinds: new Map([[kindOf(part), part]]),
  begin: part.episode.begin,
  until: part.until,
});

const kindOf = ({ hostPort, cause }: Judged): string =>
  isOf(OF_ALL, cause) ? `${cause.told}` : `${hostPort} ${cause.told} ${cause.id}`;

/** The largest takes the others in: forty endpoints cost forty steps. */
function absorb<Part extends Judged>(all: readonly Joined<Part>[]): Joined<Part> {
  const [largest, ...others] = all.toSorted((a, b) => b.parts.length - a.parts.length) as [
    Joined<Part>,
    ...Joined<Part>[],
  ];
  for (const { parts, urls, kinds, begin, until } of others) {
    for (const part of parts) largest.parts.push(part);
    for (const url of urls) largest.urls.add(url);
    for (const [kind, part] of kinds) {
      const known = largest.kinds.get(kind);
      if (!known || part.episode.begin < known.episode.begin) largest.kinds.set(kind, part);
    }
    largest.begin = Math.min(largest.begin, begin);
    largest.until = Math.max(largest.until, until);
  }
  return largest;
}

/** Whether an endpoint is in both at one time, if the second one lasts until then. */
function meets(a: Joined, b: Joined, until: number): boolean {
  if (!(a.begin < until && b.begin < a.until)) return false;
  const [fewer, more] = a.urls.size < b.urls.size ? [a.urls, b.urls] : [b.urls, a.urls];
  for (const url of fewer) if (more.has(url)) return true;
  return false;
}

const isOneCause = ({ kinds }: Joined, each: Judged): boolean =>
  [...kinds.values()].some((part) => haveOneCause(part, each));

function haveOneCause(a: Judged, b: Judged): boolean {
  const [first, second] = [a.cause, b.cause];
  const isTogether = Math.abs(a.episode.begin - b.episode.begin) <= TOGETHER_MS;
  if (isOf(OF_ALL, first) && isOf(OF_ALL, second)) return first.told === second.told;
  if (a.hostPort !== b.hostPort) return false;
  if (isOf(OF_A_HOST, first) && isOf(OF_A_HOST, second)) return true;
  // An endpoint that was asked for only while its host was down.
  const isKnown = isOf(OF_A_HOST, first) || isOf(OF_A_HOST, second);
  const mayBeSame = UNKNOWN.has(first.id) && UNKNOWN.has(second.id);
  return isTogether ? mayBeSame || first.id === second.id : mayBeSame && isKnown;
}

const isOf = (kinds: ReadonlySet<OutageTold>, { told }: Cause): boolean =>
  told !== null && kinds.has(told);
