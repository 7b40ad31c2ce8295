import type { EndpointNames } from "../../session/endpoint-names.ts";
import type { Connection } from "../../session/session.ts";
import { connectionSubject } from "../check.ts";
import { figure } from "../connection/evidence.ts";
import { readinessOf } from "../connection/ready.ts";
import type { Away, Evidence, Finding, Fix, Outage } from "../finding.ts";
import { type Cause, SURE } from "./cause.ts";
import type { Episode } from "./episodes.ts";
import type { Joined, Judged } from "./join.ts";
import { findLosses, sumLosses } from "./losses.ts";
import { isTogether } from "./one-cause.ts";
import { describeOutage, nameOutage } from "./outage-words.ts";
import type { Primaries } from "./outcome.ts";
import { findPhases } from "./phases.ts";

export type Part = Judged &
  Pick<Outage, "state" | "solvedBy"> & {
    /** Before its attempts, as far as they are known. */
    waitsMs: number[];
    gaveUp: boolean;
  };

type Around = {
  primaries: Primaries;
  /** By endpoint: what makes outages worse. */
  worse: ReadonlyMap<string, readonly Finding[]>;
  nowMs: number;
  /** By endpoint: the outages before this one. */
  before: ReadonlyMap<string, Outage["before"]>;
  nameOf: EndpointNames;
};

/** What the episodes of one outage come to, as reports and views tell it. */
export function reportOutage({ parts, begin, until }: Joined<Part>, around: Around): Outage {
  const { primaries, nowMs, before } = around;
  const episodes = parts.map(({ episode }) => episode);
  const [first] = parts as [Part, ...Part[]];
  const cause = bestCause(parts);
  const { url } = first.episode;
  const hosts = [...new Set(parts.map(({ hostPort }) => hostPort))];
  const endpoints = [...new Set(episodes.map(({ url }) => url))];
  const attempts = parts.flatMap(({ episode }) => [...episode.failed, ...episode.through]);
  const underWay = episodes.flatMap(({ opening, trying }) => [opening ?? [], trying ?? []].flat());
  const members = inOrder([...episodes.flatMap(({ lost }) => lost), ...attempts, ...underWay]);
  const away = parts.map((part) => awayOf(part, nowMs));
  const untilOrNow = Number.isFinite(until) ? until : nowMs;
  const told: Omit<Outage, "title"> = {
    id: `outage ${first.episode.first.id}`,
    url,
    endpoints,
    away,
    name: nameOutage({ url, endpoints, hosts }, around.nameOf),
    hosts,
    connections: [...new Set(members.map(({ id }) => id))],
    begin,
    openAgain: lastOf(parts.map(({ episode }) => episode.openAgain ?? openingAt(episode.opening))),
    readyAgain: lastOf(parts.map(({ episode }) => episode.readyAgain)),
    ...standingOfAll(parts),
    cause: cause.id,
    told: cause.told,
    confidence: cause.confidence,
    evidence: evidenceOf(parts, cause, members),
    phases: findPhases(episodes, primaries, begin, untilOrNow),
    attempts: sumOf(away.map((each) => each.attempts)),
    waitsMs: parts.flatMap(({ waitsMs }) => waitsMs.map(Math.round)),
    lost: sumLosses(away.map(({ lost }) => lost)),
    before: before.get(first.episode.url) ?? { count: 0, longestMs: 0 },
    subject: cause.finding?.subject ?? connectionSubject(members[0] as Connection),
    fixes: firstFixes(cause, endpoints, begin, untilOrNow, around.worse),
  };
  return { ...told, title: describeOutage(told, nowMs, isUnready(episodes)) };
}

const isUnready = (episodes: readonly Episode[]): boolean =>
  episodes.some(({ opening }) => opening !== null && readinessOf(opening).kind === "unready");

const awayOf = ({ episode, waitsMs, state, gaveUp, until }: Part, nowMs: number): Away => ({
  url: episode.url,
  begin: episode.begin,
  until: Number.isFinite(until) ? until : null,
  state,
  gaveUp,
  attempts: episode.forgotten + episode.failed.length + episode.through.length,
  firstRetryMs: episode.forgotten > 0 || waitsMs[0] === undefined ? null : Math.round(waitsMs[0]),
  lost: findLosses(episode, nowMs),
});

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

const inOrder = (connections: readonly Connection[]): Connection[] =>
  [...connections].sort((a, b) => a.createdAt - b.createdAt || a.ordinal - b.ordinal);

const openingAt = (opening: Connection | null): number | null => opening?.open?.at ?? null;

/** The last of them, once there are all. */
const lastOf = (times: readonly (number | null)[]): number | null =>
  times.reduce<number | null>(
    (last, at) => (last === null || at === null ? null : Math.max(last, at)),
    Number.NEGATIVE_INFINITY,
  );

/**
 * It lasts as long as one of its endpoints is missed. One cause has one solution: where a person is
 * seen to have put one endpoint right, the others came back by that, too.
 */
function standingOfAll(parts: readonly Part[]): Pick<Outage, "state" | "solvedBy"> {
  const [worst] = (["going-on", "given-up", "solved-by-user", "over"] as const).flatMap(
    (state) => parts.find((part) => part.state === state) ?? [],
  );
  return { state: worst?.state ?? "over", solvedBy: worst?.solvedBy ?? null };
}

/**
 * What says more than a symptom, then the surest; of equals the first. What began the outage for
 * certain is not what those met that came to it later.
 */
function bestCause(parts: readonly Part[]): Cause {
  const rank = ({ cause }: Part) => (cause.told === null ? 0 : 1) + cause.confidence;
  const [first] = parts as [Part, ...Part[]];
  const isSure = first.cause.told !== null && first.cause.confidence >= SURE;
  const asked = isSure ? parts.filter((part) => isTogether(part, first)) : parts;
  return asked.reduce((best, part) => (rank(part) > rank(best) ? part : best), first).cause;
}

function evidenceOf(
  parts: readonly Part[],
  cause: Cause,
  members: readonly Connection[],
): Evidence[] {
  const lost = inOrder(parts.flatMap(({ episode }) => episode.lost))[0];
  const failed = inOrder(parts.flatMap(({ episode }) => episode.failed))[0];
  const { finding } = cause;
  return [
    ...figure("first-loss", lost && `#${lost.ordinal}`, undefined, { at: lost?.end?.at ?? null }),
    ...figure("first-failed-attempt", failed && `#${failed.ordinal}`, undefined, {
      at: failed?.createdAt ?? null,
    }),
    ...figure("told-by", finding?.title, undefined, { at: finding?.since ?? null }),
    ...figure("connections-in-outage", members.length),
  ];
}

/** About its root one for each role; and what calms the client, where it makes things worse. */
function firstFixes(
  { finding }: Cause,
  endpoints: readonly string[],
  begin: number,
  until: number,
  worse: Around["worse"],
): Fix[] {
  const calming = endpoints
    .flatMap((endpoint) => worse.get(endpoint) ?? [])
    .filter(({ since, lastAt }) => since <= until && (lastAt ?? since) >= begin)
    .flatMap((each) => each.fixes.slice(0, 1));
  const own = finding?.fixes ?? [];
  // What ends it comes first, in its own order; a role that makes it worse is told to stop that.
  const roles = new Set([...own, ...calming].map(({ role }) => role));
  return [...roles].flatMap((role) => [...calming, ...own].find((fix) => fix.role === role) ?? []);
}
