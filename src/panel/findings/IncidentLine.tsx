import type { Fix } from "../../analysis/finding.ts";
import type { Incident } from "../../analysis/incidents.ts";
import { isRecurring } from "../../analysis/incidents.ts";
import { OUTAGE_STATES } from "../../analysis/outages/fold-outages.ts";
import { isQuiet, standingInWords } from "../../analysis/standing-words.ts";
import { countOf, formatCount } from "../../words/words.ts";
import { dayTime, spanInWords } from "../ui/clock-time.ts";
import { type LineProps, Subject, Times, WHEN_FILE_ENDED } from "./Findings.tsx";
import { IncidentDetails } from "./IncidentDetails.tsx";
import { insideIncident } from "./inside-incident.ts";

export type Opening = Omit<LineProps, "findings"> & {
  /** The incident whose course is shown; null: none. */
  openedId: string | null;
  onUnfold(incident: Incident | null): void;
};

/** What happened, how it stands, what it began with and what to do; below it, folded, how it went. */
export function IncidentLine({ incident, ...opening }: { incident: Incident } & Opening) {
  const { ordinalOf, nowMs, inFile, onOpen, openedId, onUnfold } = opening;
  const { lead, began, cause, outage } = incident;
  const recurs = isRecurring(incident, nowMs);
  const isOver = incident.until !== null && !recurs;
  const alike = incident.findings.filter(({ id }) => id === lead.id).length;
  const isOpened = openedId === incident.id;
  const more = moreInWords(incident, recurs);
  return (
    <>
      <button
        type="button"
        class={`finding-line incident${isOver ? " over" : ""}`}
        onClick={() => onOpen(lead)}
      >
        <span class={`severity ${isOver && outage ? "info" : lead.severity}`}>
          <span class="spoken">{lead.severity}: </span>
        </span>
        <IncidentTime incident={incident} nowMs={nowMs} inFile={inFile} />
        {outage && <span class="outage-title">{outage.title}</span>}
        <span class="finding-title">
          {lead.title}
          <Times of={lead} count={alike} />
        </span>
        {(!outage || lead.subject.kind === "connection") && (
          <Subject finding={lead} ordinalOf={ordinalOf} onlyNumber={outage !== null} />
        )}
        {(began || cause) && (
          <span class="incident-more incident-cause">
            {began && (
              <span>
                <span class="quiet">began with</span> {began.title}
              </span>
            )}
            {cause && (
              <span>
                <span class="quiet">likely cause:</span> {cause}
              </span>
            )}
          </span>
        )}
        <FirstFixes fixes={outage ? outage.fixes : incident.fixes} />
      </button>
      {more !== "" && (
        <details
          class="incident-details"
          open={isOpened}
          onToggle={({ currentTarget: { open } }) => {
            if (open !== isOpened) onUnfold(open ? incident : null);
          }}
        >
          <summary class="quiet">{more}</summary>
          {isOpened && <IncidentDetails incident={incident} {...opening} />}
        </details>
      )}
    </>
  );
}

/** A line of code stands in the card that a click opens. */
const MAX_SETTING = 60;

function FirstFixes({ fixes }: { fixes: readonly Fix[] }) {
  if (fixes.length === 0) return null;
  return (
    <span class="incident-more incident-fixes">
      {fixes.map((fix) => (
        <span key={fix.text}>
          <span class="role">{fix.role}:</span> {fix.text}
          {fix.setting && fix.setting.length <= MAX_SETTING && <code>{fix.setting}</code>}
        </span>
      ))}
    </span>
  );
}

/** "3 phases · 2 sends were lost · 4 more findings": what unfolding shows. */
function moreInWords(incident: Incident, recurs: boolean): string {
  const { outage, times, firstAt } = incident;
  const others = insideIncident(incident);
  const lost = outage ? outage.lost.sendsFailed + outage.lost.requestsUnanswered : 0;
  return [
    ...(times > 1 && !recurs
      ? [`${formatCount(times)} times, the first at ${dayTime(firstAt)}`]
      : []),
    ...(outage ? [`how it went: ${countOf(outage.phases.length, "phase")}`] : []),
    ...(lost > 0 ? [`${countOf(lost, "message")} lost`] : []),
    ...(others.length > 0 ? [`${countOf(others.length, "finding")} more`] : []),
  ].join(" · ");
}

/** How it stands, and when: "going on since 14:02:11", "over 14:02:11–14:03:40". */
function IncidentTime({
  incident,
  nowMs,
  inFile,
}: { incident: Incident } & Pick<LineProps, "nowMs" | "inFile">) {
  const { since, until, lead, newestAt, firstAt, outage, times } = incident;
  if (isRecurring(incident, nowMs)) {
    return (
      <span class="incident-time">
        <span class="tone-warning">
          {inFile ? "came back again and again" : "keeps coming back"}
        </span>
        <time class="quiet">
          {formatCount(times)}× since {dayTime(firstAt)}, last at {dayTime(since)}
        </time>
      </span>
    );
  }
  if (until === null) {
    const isStorm = lead.id === "reconnect-storm" && lead.until === null;
    const standing = isStorm
      ? (standingInWords(lead, nowMs) ?? "")
      : outage
        ? OUTAGE_STATES[outage.state]
        : "";
    const isLate = isStorm ? isQuiet(lead, nowMs) : outage?.state === "given-up";
    return (
      <span class="incident-time">
        {standing !== "" && (
          <span class={isLate ? "tone-warning" : "tone-error"}>
            {inFile && standing === OUTAGE_STATES["going-on"] ? WHEN_FILE_ENDED : standing}
          </span>
        )}
        <time class="quiet">since {dayTime(times === 1 ? firstAt : since)}</time>
      </span>
    );
  }
  return (
    <span class="incident-time">
      {outage && <span class="tone-good">{OUTAGE_STATES[outage.state]}</span>}
      <time class="quiet">{whenOver(times === 1 ? since : newestAt, until, times)}</time>
    </span>
  );
}

/** Of one that came several times the last is told. */
function whenOver(since: number, until: number, times: number): string {
  if (times > 1) return `last at ${dayTime(since)}`;
  return dayTime(since) === dayTime(until)
    ? dayTime(since)
    : spanInWords({ from: since, to: until });
}
