/** Whether the trouble of a series goes on: a storm counts as live for a while after its last attempt. */
import { timeOfDay } from "../words/day-time.ts";
import { formatDuration } from "../words/words.ts";
import type { Finding, Report } from "./finding.ts";
import { createCovers } from "./outages/covers.ts";
import { overAt } from "./outages/fold-outages.ts";

type Standing = Pick<Finding, "until" | "lastAt">;

/** Attempts that follow each other as fast as in a storm are not further apart. */
const QUIET_MS = 5_000;
const SECOND_MS = 1_000;

/** Nothing was heard of it for longer than it takes to be sure that it goes on right now. */
export const isQuiet = ({ lastAt }: Standing, nowMs: number): boolean =>
  lastAt !== undefined && nowMs - lastAt >= QUIET_MS;

/** "going on", "last attempt 25 s ago", "over since 14:03:40"; null where it is of no series. */
export function standingInWords(finding: Standing, nowMs: number): string | null {
  const { until, lastAt } = finding;
  if (lastAt === undefined) return null;
  if (until !== null) return `over since ${timeOfDay(until, nowMs)}`;
  if (!isQuiet(finding, nowMs)) return "going on";
  const quietMs = Math.floor((nowMs - lastAt) / SECOND_MS) * SECOND_MS;
  return `last attempt ${formatDuration(quietMs)} ago`;
}

/** The same of what a tab's grade rests on: "since 14:03:40" where that works again. */
export function standingOfHealth(
  { health, findings, outages }: Pick<Report, "health" | "findings" | "outages">,
  nowMs: number,
): string | null {
  const [worst] = health.reasons;
  const finding = findings.find(
    ({ id, subject }) => id === worst?.findingId && subject.id === worst.subject.id,
  );
  if (!finding) return null;
  const outageOf = createCovers(outages);
  const outage = outageOf(finding);
  const until = outage && overAt(outage);
  if (until !== null) return `since ${timeOfDay(until, nowMs)}`;
  // What it began with does not go on by itself; the attempts do.
  const storm = findings.find(
    (each) => each.id === "reconnect-storm" && outage !== null && outageOf(each) === outage,
  );
  return standingInWords(storm ?? finding, nowMs);
}
