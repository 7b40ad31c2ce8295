import type { Finding, Fix } from "./finding.ts";

/** Troubles of one endpoint that followed each other: what a person calls "the outage at two". */
export type Incident = {
  id: string;
  /** The endpoint, or the page's address. */
  url: string;
  /** Epoch ms; `until` is null while it goes on. */
  since: number;
  until: number | null;
  /** What it amounts to: the storm rather than each of its attempts. */
  lead: Finding;
  /** What it began with, where that is something else. */
  began: Finding | null;
  /** What to do first about its root. */
  fix: Fix | null;
  findings: Finding[];
};

/** Troubles of an endpoint that are further apart have little to do with each other. */
const APART_MS = 60_000;

/** Newest first; what goes on before what is over. Remarks are no incidents. */
export function groupIncidents(findings: readonly Finding[]): Incident[] {
  const open = new Map<string, Finding[]>();
  const groups: Finding[][] = [];
  const troubles = findings
    .filter(({ severity }) => severity !== "info")
    .sort((a, b) => a.since - b.since);
  for (const finding of troubles) {
    const { url, kind } = finding.subject;
    // What is said of the page is no part of an endpoint's outage.
    const key = kind === "page" ? `page ${finding.id}` : url;
    const group = open.get(key);
    if (group && finding.since - lastAtOf(group) <= APART_MS) {
      group.push(finding);
    } else {
      const fresh = [finding];
      open.set(key, fresh);
      groups.push(fresh);
    }
  }
  return groups.map(describe).sort(newestFirst);
}

const endOf = ({ since, until }: Finding) => until ?? since;

/** A storm that is over lasted until its end; of what still stands only the beginning is known. */
const lastAtOf = (group: readonly Finding[]) => Math.max(...group.map(endOf));

function describe(findings: Finding[]): Incident {
  const first = findings[0] as Finding;
  const lead = findings.reduce((best, finding) =>
    weight(finding) > weight(best) ? finding : best,
  );
  const root = findings.find(({ primary }) => primary) ?? first;
  const began = root === lead || root.id === lead.id ? null : root;
  return {
    id: `${first.subject.url} ${first.id} ${first.since}`,
    url: first.subject.url,
    since: first.since,
    until: findings.some(({ until }) => until === null) ? null : lastAtOf(findings),
    lead,
    began,
    fix: root.fixes[0] ?? lead.fixes[0] ?? null,
    findings,
  };
}

const SEVERITIES = { error: 4, warning: 2, info: 0 };

const weight = ({ id, severity, primary }: Finding) =>
  SEVERITIES[severity] + (primary ? 1 : 0) + (id === "reconnect-storm" ? 10 : 0);

const newestFirst = (a: Incident, b: Incident) =>
  Number(b.until === null) - Number(a.until === null) ||
  (b.until ?? b.since) - (a.until ?? a.since) ||
  b.since - a.since;
