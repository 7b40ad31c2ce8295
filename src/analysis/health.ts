import type { Connection } from "../session/session.ts";
import { formatCount } from "../words/words.ts";
import { isUntold } from "./connection/opened.ts";
import type { Finding, Health, Outage } from "./finding.ts";
import { createCovers } from "./outages/covers.ts";
import { foldOutages, keepsComingBack, overAt } from "./outages/fold-outages.ts";
import { sayLeft, sayOver } from "./outages/outage-words.ts";
import { MAX_TITLE } from "./texts/text.ts";

/** What each trouble takes off; `docs/health.md` is written of this. */
export const COSTS = {
  storm: { cost: 65, of: "a reconnect storm that goes on" },
  lasting: { cost: 42, of: "an error that still stands, or an outage that lasts" },
  recent: { cost: 27, of: "an error or an outage that is over since less than 5 minutes" },
  warning: { cost: 12, of: "a warning that stands, or is over since less than 5 minutes" },
  left: { cost: 12, of: "an outage that nobody has tried to end for 5 minutes" },
} as const;
/** Long enough to be noticed by who comes back from a coffee, short enough to be forgotten after lunch. */
const RECENT_MS = 5 * 60_000;
/** The worst thing decides: ten small troubles are not a storm. */
export const EXTRA = { cost: 1, most: 9 };

/** From how many points on. */
export const GRADES = [
  ["A", 90],
  ["B", 75],
  ["C", 60],
  ["D", 45],
] as const;

type Reason = Health["reasons"][number];

/** An endpoint whose trouble it is; null: the page's. */
type Weighed = Reason & { urls: readonly string[] | null };

/** How well the tab's sockets are: all together, and each endpoint by itself. */
export function judgeHealth(
  findings: readonly Finding[],
  outages: readonly Outage[],
  connections: readonly Connection[],
  nowMs: number,
): Health {
  const weighed = weighAll(findings, outages, nowMs);
  const urls = [...new Set(connections.map(({ endpoint }) => endpoint))];
  const byUrl = new Map<string, Weighed[]>(urls.map((url) => [url, []]));
  for (const one of weighed) for (const url of one.urls ?? []) byUrl.get(url)?.push(one);
  const endpoints = [...byUrl].map(([url, own]) => ({ url, ...scoreOf(own) }));
  const isKnown = weighed.length > 0 || !isEndUnknown(connections);
  return {
    ...scoreOf(weighed),
    ...(isKnown ? {} : { grade: "?" }),
    reasons: withShares(weighed).map(({ urls: _, ...reason }) => reason),
    endpoints: endpoints.sort((a, b) => a.score - b.score),
  };
}

/** One reason for each outage, however much was found about it; the dearest first. */
function weighAll(
  findings: readonly Finding[],
  outages: readonly Outage[],
  nowMs: number,
): Weighed[] {
  const outageOf = createCovers(outages);
  const byOutage = new Map<Outage, Weighed>();
  const alone: Weighed[] = [];
  for (const finding of findings) {
    if (finding.severity === "info") continue;
    const outage = outageOf(finding);
    const weighed = outage ? weighIn(outage, finding, nowMs) : weigh(finding, nowMs);
    if (weighed.cost === 0) continue;
    if (!outage) alone.push(weighed);
    else if (weighed.cost > (byOutage.get(outage)?.cost ?? 0)) byOutage.set(outage, weighed);
  }
  const told = tellByRoot(byOutage, findings, nowMs);
  return [...told, ...alone].sort((a, b) => b.cost - a.cost);
}

/**
 * An outage that lasts, or keeps coming back, is told by what it began with: a storm or the last
 * attempt is what came of it.
 */
function tellByRoot(
  byOutage: ReadonlyMap<Outage, Weighed>,
  findings: readonly Finding[],
  nowMs: number,
): Weighed[] {
  const roots = new Map(
    findings.flatMap((finding) =>
      finding.primary ? [[finding.subject.id, finding] as const] : [],
    ),
  );
  const recurring = new Set(
    foldOutages([...byOutage.keys()]).flatMap((line) =>
      keepsComingBack({ ...line, newestAt: line.outage.begin }, nowMs) ? [line.outage] : [],
    ),
  );
  return [...byOutage].map(([outage, weighed]) => {
    const root = roots.get(outage.subject.id);
    const isStanding = outage.state === "going-on" || recurring.has(outage);
    if (!root || root.id !== outage.cause || !isStanding) return weighed;
    const { attempts } = outage;
    const tries = attempts > 1 && !recurring.has(outage) ? `, ${formatCount(attempts)} tries` : "";
    return {
      ...weighed,
      findingId: root.id,
      subject: root.subject,
      text: withTries(root, tries),
    };
  });
}

/** The dearest counts as a whole, of the others each takes a point or nothing. */
const withShares = (dearestFirst: readonly Weighed[]): Weighed[] =>
  dearestFirst.map((weighed, i) => ({
    ...weighed,
    cost: i === 0 ? weighed.cost : i <= EXTRA.most ? EXTRA.cost : 0,
  }));

function scoreOf(dearestFirst: readonly Weighed[]): Pick<Health, "grade" | "score"> {
  const score = withShares(dearestFirst).reduce((left, { cost }) => left - cost, 100);
  return { grade: GRADES.find(([, least]) => score >= least)?.[0] ?? "F", score };
}

/** A file that does not say how its connections ended would read as good health. */
const isEndUnknown = (connections: readonly Connection[]): boolean =>
  connections.length > 0 &&
  connections.every(
    (connection) =>
      isUntold(connection) || (connection.end?.by === "devtools" && connection.end.code === null),
  );

const weigh = (finding: Finding, nowMs: number): Weighed => ({
  findingId: finding.id,
  subject: finding.subject,
  text: finding.title,
  cost: costOf(finding, nowMs),
  urls: finding.subject.kind === "page" ? null : [finding.subject.url],
});

/** What was found about an outage weighs what the outage does: once it works again, it is over. */
function weighIn(outage: Outage, finding: Finding, nowMs: number): Weighed {
  const until = overAt(outage);
  const { endpoints, away, state, phases, begin } = outage;
  // Of those that one cause took, some may be back.
  const missed = away.filter((each) => each.until === null).map(({ url }) => url);
  const urls = missed.length > 0 ? missed : endpoints;
  const weighed = { ...weigh(until === null ? finding : { ...finding, until }, nowMs), urls };
  if (until !== null) return { ...weighed, text: sayOver(outage) };
  const triedAt = phases.at(-1)?.from ?? begin;
  const isForgotten = state === "given-up" && nowMs - triedAt > RECENT_MS;
  if (!isForgotten || weighed.cost === 0) return weighed;
  return { ...weighed, cost: Math.min(weighed.cost, COSTS.left.cost), text: sayLeft(outage) };
}

function costOf({ id, severity, until }: Finding, nowMs: number): number {
  if (severity === "info") return 0;
  const isLive = until === null;
  const isRecent = isLive || nowMs - until <= RECENT_MS;
  if (severity === "warning") return isRecent ? COSTS.warning.cost : 0;
  if (isLive) return (id === "reconnect-storm" ? COSTS.storm : COSTS.lasting).cost;
  return isRecent ? COSTS.recent.cost : 0;
}

/** The title without its host, where both have no room. */
function withTries({ title, short = title }: Finding, tries: string): string {
  const whole = `${title}${tries}`;
  return whole.length <= MAX_TITLE ? whole : `${short}${tries}`.slice(0, MAX_TITLE);
}
