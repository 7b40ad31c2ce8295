import type { Connection, End, Session } from "../session/session.ts";
import { isExpectedEnd } from "./expected-end.ts";
import type { Subject } from "./finding.ts";
import { type Held, watchTimers } from "./held-back.ts";
import { NO_POLICY, type ReadPolicy, type Retry, readPolicy } from "./policy/read-policy.ts";

export type SeriesGroup = {
  id: string;
  /** The endpoint. */
  url: string;
  /** Null: page workers' sockets, whose document is not known. */
  page: number | null;
  connections: Connection[];
  /** The connection whose end each one answers; null where it answers none. */
  answers: (Connection | null)[];
  /** Equal for those that answer each other: sockets side by side come back each on its own. */
  chains: number[];
  /** From that end to the construction, without what is known to be the browser's. */
  delaysMs: (number | null)[];
  /** Whether the browser slowed or stopped the page's timers in that time. */
  heldBy: Held["by"][];
};

/** One page's connections to one endpoint, across its iframes, in order of time. */
export function groupSeries(session: Session, inOrder: readonly Connection[]): SeriesGroup[] {
  const groups = new Map<string, SeriesGroup>();
  for (const connection of inOrder) {
    const record =
      connection.documentId === null ? undefined : session.documents.get(connection.documentId);
    const page = record?.page ?? null;
    const id = `${page ?? "worker"}:${connection.endpoint}`;
    let group = groups.get(id);
    if (!group) {
      group = {
        id,
        url: connection.endpoint,
        page,
        connections: [],
        answers: [],
        chains: [],
        delaysMs: [],
        heldBy: [],
      };
      groups.set(id, group);
    }
    group.connections.push(connection);
  }
  const heldIn = watchTimers(session);
  for (const group of groups.values()) {
    group.answers = answeredBefore(group.connections);
    group.chains = chainsOf(group);
    for (const [i, { documentId, createdAt }] of group.connections.entries()) {
      const endedAt = group.answers[i]?.end?.at;
      const held = endedAt === undefined ? null : heldIn(documentId, endedAt, createdAt);
      const delayMs = endedAt === undefined ? null : createdAt - endedAt - (held?.ms ?? 0);
      group.delaysMs.push(delayMs !== null && Number.isFinite(delayMs) ? delayMs : null);
      group.heldBy.push(held?.by ?? null);
    }
  }
  return [...groups.values()];
}

const NO_LOSS = new Set<End["by"]>(["page-gone", "unwatched"]);

/**
 * Each construction answers the latest close before it that nothing has answered yet. A socket
 * opened while the one before still lives answers none, and a document that went away was no loss,
 * as little as a socket that Stormglass was told to look away from.
 */
function answeredBefore(connections: readonly Connection[]): (Connection | null)[] {
  const ended = connections
    .filter(({ end }) => end && !NO_LOSS.has(end.by) && Number.isFinite(end.at))
    .sort((a, b) => endOf(a) - endOf(b));
  const unanswered: Connection[] = [];
  let next = 0;
  return connections.map(({ createdAt }) => {
    while (next < ended.length && endOf(ended[next] as Connection) <= createdAt) {
      unanswered.push(ended[next++] as Connection);
    }
    return unanswered.pop() ?? null;
  });
}

function chainsOf({ connections, answers }: SeriesGroup): number[] {
  const chainOf = new Map<Connection | null, number>();
  return connections.map((connection, i) => {
    const chain = chainOf.get(answers[i] ?? null) ?? i;
    chainOf.set(connection, chain);
    return chain;
  });
}

const endOf = ({ end }: Connection): number => end?.at ?? Number.POSITIVE_INFINITY;

export const seriesSubject = ({ id, url }: SeriesGroup): Subject => ({ kind: "series", id, url });

export const uptimeMs = ({ open, end }: Connection, nowMs: number): number | null =>
  open === null ? null : Math.max(0, (end?.at ?? nowMs) - open.at);

export type KnownRetry = Retry & { index: number };

/** The waits that say something about the page: answers to a loss, and not held back by the browser. */
export function retriesOf(group: SeriesGroup): KnownRetry[] {
  return group.delaysMs.flatMap((delayMs, index): KnownRetry[] => {
    const lost = group.answers[index];
    if (delayMs === null || !lost || isExpectedEnd(lost) || group.heldBy[index] !== null) return [];
    return [
      {
        index,
        delayMs: Math.max(0, delayMs),
        uptimeMs: uptimeMs(lost, endOf(lost)),
        chain: group.chains[index] ?? 0,
      },
    ];
  });
}

const policies = new WeakMap<SeriesGroup, ReadPolicy>();

/** What the page's waits amount to. Worked out once for each diagnosis, and only where it is asked for. */
export function policyOf(group: SeriesGroup): ReadPolicy {
  let read = policies.get(group);
  if (!read) {
    const retries = retriesOf(group);
    read = retries.length === 0 ? NO_POLICY : readPolicy(retries);
    policies.set(group, read);
  }
  return read;
}

export const knownDelays = ({ delaysMs }: SeriesGroup): number[] =>
  delaysMs.filter((delayMs) => delayMs !== null);
