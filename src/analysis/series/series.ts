import type { Connection, Session } from "../../session/session.ts";
import { keepsAsked } from "../connection/asked-wait.ts";
import { isExpectedEnd } from "../connection/expected-end.ts";
import { servicesOf } from "../connection/services.ts";
import type { Interval, Series, Subject } from "../finding.ts";
import type { Norm } from "../policy/norms.ts";
import {
  NO_POLICY,
  type ReadPolicy,
  type Retry,
  readPolicyInSteps,
} from "../policy/read-policy.ts";
import { schedulesOf } from "../policy/say-library.ts";
import { finish, type Steps } from "../turns.ts";
import { type Held, watchTimers } from "./held-back.ts";
import { answersByTime, matchInSteps } from "./match-losses.ts";
import { watchThrottle } from "./throttle.ts";

export type SeriesGroup = {
  id: string;
  /** The endpoint. */
  url: string;
  /** Null: page workers' sockets, whose document is not known. */
  page: number | null;
  connections: Connection[];
  /** The connection whose end each one answers; null where it answers none. */
  answers: (Connection | null)[];
  /** Whether it may as well answer another one: sockets side by side look alike. */
  unsure: boolean[];
  /** Equal for those that answer each other: sockets side by side come back each on its own. */
  chains: number[];
  /** From that end to the construction, without what is known to be the browser's. */
  delaysMs: (number | null)[];
  /** Whether the browser slowed or stopped the page's timers in that time, or the attempt itself. */
  heldBy: Held["by"][];
  /** By how much the browser may have held each handshake back, by its own rule. */
  throttlesMs: (Interval | null)[];
  throttledBy: Series["throttledBy"];
};

/** One page's connections to one endpoint, across its iframes, in order of time. */
export const groupSeries = (session: Session, inOrder: readonly Connection[]): SeriesGroup[] =>
  finish(groupInSteps(session, inOrder));

/** The same, with a stop after each: to find out what answers what, its waits may have to be read. */
export function* groupInSteps(
  session: Session,
  inOrder: readonly Connection[],
): Steps<SeriesGroup[]> {
  const throttle = watchThrottle(session, inOrder);
  const groups = groupByPage(session, inOrder).map(
    (group): SeriesGroup => ({
      ...group,
      answers: [],
      unsure: [],
      chains: [],
      delaysMs: [],
      heldBy: [],
      throttlesMs: [],
      throttledBy: throttle.by,
    }),
  );
  const heldIn = watchTimers(session);
  for (const group of groups) {
    Object.assign(group, yield* matchInSteps(group.connections));
    group.chains = chainsOf(group);
    group.throttlesMs = throttle.of(group.connections);
    for (const [i, connection] of group.connections.entries()) {
      const { documentId, createdAt } = connection;
      const endedAt = group.answers[i]?.end?.at;
      const held = endedAt === undefined ? null : heldIn(documentId, endedAt, createdAt);
      const delayMs = endedAt === undefined ? null : createdAt - endedAt - (held?.ms ?? 0);
      group.delaysMs.push(delayMs !== null && Number.isFinite(delayMs) ? delayMs : null);
      group.heldBy.push(held?.by ?? (throttle.stretchedWait(connection) ? "browser" : null));
    }
    yield;
  }
  return groups;
}

type Grouped = Pick<SeriesGroup, "id" | "url" | "page" | "connections">;

function groupByPage(session: Session, inOrder: readonly Connection[]): Grouped[] {
  const groups = new Map<string, Grouped>();
  for (const connection of inOrder) {
    const { documentId, endpoint: url } = connection;
    const record = documentId === null ? undefined : session.documents.get(documentId);
    const page = record?.page ?? null;
    const id = `${page ?? "worker"}:${url}`;
    const group = groups.get(id) ?? { id, url, page, connections: [] };
    groups.set(id, group);
    group.connections.push(connection);
  }
  return [...groups.values()];
}

/**
 * The same, with no more than which loss each may answer by its time: a fraction of what it takes to
 * ask by which policy they wait.
 */
export const groupByTime = (session: Session, inOrder: readonly Connection[]) =>
  groupByPage(session, inOrder).map((group) => ({
    ...group,
    answers: answersByTime(group.connections),
  }));

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
  const missedIn = new Map<number, number>();
  const askedIn = new Map<number, number>();
  return group.delaysMs.flatMap((delayMs, index): KnownRetry[] => {
    const lost = group.answers[index];
    if (delayMs === null || !lost || isExpectedEnd(lost)) return [];
    const chain = group.chains[index] ?? 0;
    const missed = missedIn.get(chain) ?? 0;
    const asked = askedIn.get(chain) ?? 0;
    if (keepsAsked(lost, delayMs) === true) {
      askedIn.set(chain, asked + 1);
      return [];
    }
    if (group.heldBy[index] !== null || group.unsure[index]) {
      // The page counted it all the same.
      missedIn.set(chain, missed + 1);
      return [];
    }
    missedIn.delete(chain);
    askedIn.delete(chain);
    const uptime = uptimeMs(lost, endOf(lost));
    return [{ index, delayMs: Math.max(0, delayMs), uptimeMs: uptime, chain, missed, asked }];
  });
}

const policies = new WeakMap<SeriesGroup, ReadPolicy>();

/** What the page's waits amount to. Worked out once for each diagnosis, and only where it is asked for. */
export const policyOf = (group: SeriesGroup): ReadPolicy => finish(policyInSteps(group));

/** The same, with stops: whoever asks for all of them before the checks do keeps nobody waiting. */
export function* policyInSteps(group: SeriesGroup): Steps<ReadPolicy> {
  const before = policies.get(group);
  if (before) return before;
  const retries = retriesOf(group);
  const read = retries.length === 0 ? NO_POLICY : yield* readPolicyInSteps(retries, seenIn(group));
  policies.set(group, read);
  return read;
}

/** The schedules of whatever the newest of its connections shows to be there. */
export function seenIn({ connections }: SeriesGroup): readonly Norm[] {
  const newest = connections.at(-1);
  return newest ? schedulesOf(servicesOf(newest).map(({ name }) => name)) : [];
}

/** The wait before an attempt; null where it answers no loss, or one of several. */
export const knownDelay = ({ delaysMs, unsure }: SeriesGroup, i: number): number | null =>
  unsure[i] ? null : (delaysMs[i] ?? null);

export const knownDelays = (group: SeriesGroup): number[] =>
  group.delaysMs.flatMap((_, i) => knownDelay(group, i) ?? []);
