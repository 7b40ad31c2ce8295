import { largestOf } from "../session/extremes.ts";
import type { Finding, Fix, Outage } from "./finding.ts";
import { createCovers } from "./outages/covers.ts";
import { keepsComingBack, overAt } from "./outages/fold-outages.ts";

/**
 * An outage with all that was found about it; or other troubles of one endpoint that followed each
 * other. The same trouble again, later, is the same incident; what is told is the last time.
 */
export type Incident = {
  /** The same while it grows, whatever leads it: of repeats the first one's. */
  id: string;
  /** What makes another one a repeat of it: its root, and where. */
  kind: string;
  /** The endpoint, or the page's address. */
  url: string;
  /** The last one; null where nothing was out of reach. */
  outage: Outage | null;
  /** Epoch ms; `until` is null while it goes on. */
  since: number;
  until: number | null;
  /** What it amounts to: the storm rather than each of its attempts. */
  lead: Finding;
  /** What it began with, where that is something else. */
  began: Finding | null;
  /** The likeliest reason for what it began with. */
  cause: string | null;
  /** What to do first, about what it amounts to and about its root: each has a job of its own. */
  fixes: Fix[];
  /** Of all times, those of the last time first. */
  findings: Finding[];
  /** How often it happened, and when it did first. */
  times: number;
  firstAt: number;
  /** When the newest of its troubles showed last. */
  newestAt: number;
};

/** Troubles of an endpoint that are further apart have little to do with each other. */
const APART_MS = 60_000;

/** What still stands before what is over, both newest first. Remarks are no incidents. */
export function groupIncidents(
  findings: readonly Finding[],
  outages: readonly Outage[] = [],
): Incident[] {
  const outageOf = createCovers(outages);
  const byOutage = new Map<Outage, Group>();
  const open = new Map<string, Group>();
  const groups: Group[] = [];
  const troubles = findings
    .filter(({ severity }) => severity !== "info")
    .sort((a, b) => a.since - b.since);
  for (const finding of troubles) {
    const outage = outageOf(finding);
    const told = outage && byOutage.get(outage);
    if (told) {
      told.findings.push(finding);
      continue;
    }
    if (outage) {
      const fresh = { findings: [finding], lastAt: endOf(finding), outage };
      byOutage.set(outage, fresh);
      groups.push(fresh);
      continue;
    }
    const { url, kind } = finding.subject;
    // What is said of the page is no part of an endpoint's outage.
    const key = kind === "page" ? `page ${finding.id}` : url;
    const group = open.get(key);
    if (group && finding.since - group.lastAt <= APART_MS) {
      group.findings.push(finding);
      group.lastAt = Math.max(group.lastAt, endOf(finding));
    } else {
      const fresh = { findings: [finding], lastAt: endOf(finding), outage: null };
      open.set(key, fresh);
      groups.push(fresh);
    }
  }
  return foldAlike(groups.map(describe).sort(newestFirst)).sort(newestFirst);
}

/** Over for the moment: of an outage that came again and again the next one is to be expected. */
export const isRecurring = ({ outage, until, times, firstAt, since }: Incident, nowMs: number) =>
  outage !== null && until !== null && keepsComingBack({ times, firstAt, newestAt: since }, nowMs);

function foldAlike(sorted: readonly Incident[]): Incident[] {
  const byKind = new Map<string, Incident>();
  for (const incident of sorted) {
    const newer = byKind.get(incident.kind);
    if (newer) {
      for (const finding of incident.findings) newer.findings.push(finding);
      newer.times++;
      // In order of time, the latest first.
      if (incident.firstAt < newer.firstAt) {
        newer.id = incident.id;
        newer.firstAt = incident.firstAt;
      }
      newer.newestAt = Math.max(newer.newestAt, incident.newestAt);
    } else byKind.set(incident.kind, incident);
  }
  return [...byKind.values()];
}

type Group = { findings: Finding[]; lastAt: number; outage: Outage | null };

/** A storm that is over lasted until its end; of what still stands only the beginning is known. */
const endOf = ({ since, until }: Finding) => until ?? since;

function describe({ findings, lastAt, outage }: Group): Incident {
  const first = findings[0] as Finding;
  // Of equals the newest: its connection is the one to look at, and a title that counts is complete.
  const heaviest = findings.reduce((best, finding) =>
    weight(finding) >= weight(best) ? finding : best,
  );
  const root = rootOf(findings, outage) ?? first;
  // An outage is led by its cause rather than by its last symptom.
  const lead = outage && !isStorm(heaviest) ? root : heaviest;
  const began = root === lead || root.id === lead.id ? null : root;
  return {
    id: outage?.id ?? `${first.id} ${first.subject.id}`,
    kind: `${root.id} ${outage ? "outage" : root.subject.kind === "page" ? "page" : ""} ${first.subject.url}`,
    url: outage?.url ?? first.subject.url,
    outage,
    since: outage?.begin ?? first.since,
    until: outage ? overAt(outage) : findings.some(({ until }) => until === null) ? null : lastAt,
    lead,
    began,
    cause: root.causes[0] ?? null,
    fixes: began ? firstFixes(lead, began) : root.fixes.slice(0, isStorm(lead) ? 2 : 1),
    findings,
    times: 1,
    firstAt: outage?.begin ?? first.since,
    newestAt: largestOf(findings.map(({ since, lastAt }) => lastAt ?? since)),
  };
}

/** What the outage is explained by; else what explains an end first. */
const rootOf = (findings: readonly Finding[], outage: Outage | null): Finding | undefined =>
  findings.find(({ primary, subject }) => primary && subject.id === outage?.subject.id) ??
  findings.find(({ primary }) => primary);

/** A storm is calmed in the client, whatever made the first connection die. */
function firstFixes(lead: Finding, began: Finding): Fix[] {
  const fixes = [lead.fixes[0], began.fixes[0]].filter((fix) => fix !== undefined);
  return fixes.filter(({ text }, i) => fixes.findIndex((fix) => fix.text === text) === i);
}

const isStorm = ({ id }: Finding) => id === "reconnect-storm";

const SEVERITIES = { error: 4, warning: 2, info: 0 };

const weight = (finding: Finding) =>
  SEVERITIES[finding.severity] + (finding.primary ? 1 : 0) + (isStorm(finding) ? 10 : 0);

const newestFirst = (a: Incident, b: Incident) =>
  Number(b.until === null) - Number(a.until === null) ||
  b.newestAt - a.newestAt ||
  b.since - a.since;
