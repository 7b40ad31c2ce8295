import { joinActivity } from "../analysis/connection/join-activity.ts";
import type { Finding, Outage, Report, Severity } from "../analysis/finding.ts";
import { createCovers } from "../analysis/outages/covers.ts";
import { overAt } from "../analysis/outages/fold-outages.ts";
import { groupByEndpoint } from "../analysis/series/endpoint-groups.ts";
import { judgedTone, stateInWords, type Tone } from "../analysis/state-words.ts";
import { createEndpointNames } from "../session/endpoint-names.ts";
import { smallestOf } from "../session/extremes.ts";
import { type Connection, connectionsInOrder, type Session } from "../session/session.ts";
import { isTrafficKnown } from "../session/traffic-known.ts";
import { timeOfDay } from "../words/day-time.ts";
import { plain } from "../words/safe-text.ts";
import { countOf } from "../words/words.ts";

type Span = { from: number; until: number };

export type EndpointLine = {
  id: string;
  endpoint: string;
  /** What tells it from the others. */
  name: string;
  tone: Tone;
  /** "2 open, 31 closed · 1,204 messages". */
  counts: string;
  /** How the newest connection stands. */
  state: string;
  /** How the last one ended, where that is not what `state` says. */
  lastClose: string | null;
  /** When it was out of reach and how that went: what lasts, or is over since a short time. */
  outage: string | null;
  worst: Finding | null;
  /** Messages either way in equal steps of the tab's recent time; null where there were none. */
  activity: number[] | null;
};

/** As far back as the picture beside an endpoint goes, and how fine it is. */
const RECENT_MS = 5 * 60_000;
const STEPS = 40;

/** One line for each endpoint of the tab, those in trouble first. */
export function endpointLines(session: Session, report: Report | null, nowMs: number) {
  const outageOf = createCovers(report?.outages ?? []);
  const isTold = (finding: Finding): boolean => {
    const outage = outageOf(finding);
    return outage !== null && isOverOfLate(outage, nowMs);
  };
  // The same time for all, so that what happened together stands together.
  const span = { from: Math.max(startOf(session), nowMs - RECENT_MS), until: nowMs };
  const groups = groupByEndpoint(connectionsInOrder(session));
  const nameOf = createEndpointNames(groups.map(({ endpoint }) => endpoint));
  const lines = groups.map((group): EndpointLine => {
    const [newest] = group.connections;
    const closed = group.connections.filter(({ end }) => end);
    const messages = group.connections.reduce((n, c) => n + c.send.count + c.receive.count, 0);
    const lastClosed = closed[0];
    const ids = new Set(group.connections.map(({ id }) => id));
    const findings = (report?.findings ?? []).filter(({ subject }) =>
      subject.kind === "series" ? subject.url === group.endpoint : ids.has(subject.id),
    );
    const primary = findings.find((f) => f.primary && f.subject.id === newest?.id);
    return {
      id: group.id,
      endpoint: group.endpoint,
      name: plain(nameOf(group.endpoint)),
      tone: newest ? judgedTone(newest, primary) : "quiet",
      counts: `${group.openCount} open, ${endedInWords(closed)} · ${
        group.connections.some(isTrafficKnown) ? countOf(messages, "message") : "messages not known"
      }`,
      state: newest ? stateInWords(newest, nowMs) : "",
      lastClose: lastClosed && lastClosed !== newest ? stateInWords(lastClosed, nowMs) : null,
      outage: sayOutage(report?.outages ?? [], group.endpoint, nowMs),
      worst: worstOf(findings.filter((finding) => isNews(finding) && !isTold(finding))),
      activity: recentActivity(group.connections, span),
    };
  });
  return lines.sort((a, b) => rankOf(b.worst) - rankOf(a.worst) || ofSeries(b) - ofSeries(a));
}

/** Its line tells all of it, in the past tense. */
function isOverOfLate(outage: Outage, nowMs: number): boolean {
  const until = overAt(outage);
  return until !== null && nowMs - until <= RECENT_MS;
}

/** "22:00:08–22:00:55 chat.example/live gone for 47 s: …", "since 22:28:07 …". Of several the newest. */
function sayOutage(outages: readonly Outage[], endpoint: string, nowMs: number): string | null {
  const [newest] = outages
    .filter(({ endpoints }) => endpoints.includes(endpoint))
    .toSorted((a, b) => b.begin - a.begin);
  if (!newest) return null;
  const until = overAt(newest);
  const told = withoutName(newest);
  if (until === null) return `since ${timeOfDay(newest.begin, nowMs)} ${told}`;
  if (!isOverOfLate(newest, nowMs)) return null;
  return `${timeOfDay(newest.begin, nowMs)}–${timeOfDay(until, nowMs)} ${told}`;
}

/** Its endpoint stands above it: said twice, it would leave no room for what happened. */
function withoutName({ title, name, endpoints }: Outage): string {
  return endpoints.length === 1 && title.startsWith(`${name} `)
    ? title.slice(name.length + 1)
    : title;
}

function startOf({ connections }: Session): number {
  return smallestOf([...connections.values()].map(({ createdAt }) => createdAt));
}

function recentActivity(connections: readonly Connection[], span: Span): number[] | null {
  const rates = joinActivity(connections, STEPS, span);
  const all = rates?.send.map((sent, i) => sent + (rates.receive[i] ?? 0)) ?? [];
  return all.some((count) => count > 0) ? all : null;
}

/** That it had to wait in line is no news of a socket that has opened since. */
const isNews = ({ severity, primary, until }: Finding): boolean =>
  severity !== "info" || primary || until === null;

const RANK: Record<Severity, number> = { error: 3, warning: 2, info: 1 };
const rankOf = (finding: Finding | null) => (finding ? RANK[finding.severity] : 0);
/** What many attempts amount to, such as a storm, is worse than any one of them. */
const ofSeries = ({ worst }: EndpointLine) => Number(worst?.subject.kind === "series");

/** The most severe; of those what is said of all attempts, and then the newest. */
const worstOf = (findings: Finding[]): Finding | null => findings.sort(byWeight)[0] ?? null;

const byWeight = (a: Finding, b: Finding) =>
  rankOf(b) - rankOf(a) ||
  Number(b.subject.kind === "series") - Number(a.subject.kind === "series") ||
  b.since - a.since;

/** What nobody watched any more may be open to this day. */
function endedInWords(ended: readonly Connection[]): string {
  const unwatched = ended.filter(({ end }) => end?.by === "unwatched").length;
  const closed = `${ended.length - unwatched} closed`;
  return unwatched === 0 ? closed : `${closed}, ${unwatched} not watched any more`;
}
