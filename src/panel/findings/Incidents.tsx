import type { Outage } from "../../analysis/finding.ts";
import { groupIncidents, type Incident } from "../../analysis/incidents.ts";
import { isQuiet, standingInWords } from "../../analysis/standing-words.ts";
import { failedDiagnosisInWords } from "../../analysis/try-to-diagnose.ts";
import { countOf, formatCount } from "../../words/words.ts";
import { dayTime, spanInWords } from "../ui/clock-time.ts";
import { RangeNote } from "../ui/RangeNote.tsx";
import type { Span } from "../ui/span.ts";
import { besideIncidents } from "./beside-incidents.ts";
import { FindingLines, type LineProps, Subject, Times } from "./Findings.tsx";

type Props = LineProps & {
  outages: readonly Outage[];
  /** Why there are no findings; null where the diagnosis ran, or will. */
  failure: Error | null;
  connectionCount: number;
  /** The time that was chosen in the timeline, and how many findings lie outside of it. */
  range: Span | null;
  elsewhereCount: number;
  /** Findings about connections that the filter hides. */
  filteredCount: number;
};

/** What the session has to say while nothing is selected: what went wrong, when, and what to do. */
export function Incidents(props: Props) {
  const {
    findings,
    failure,
    connectionCount,
    range,
    elsewhereCount,
    filteredCount,
    nowMs,
    ordinalOf,
    onOpen,
  } = props;
  const incidents = groupIncidents(findings, props.outages);
  const standing = incidents.filter(({ until }) => until === null);
  const over = incidents.filter(({ until }) => until !== null);
  const lines = { nowMs, ordinalOf, onOpen };
  const others = besideIncidents(findings, incidents);
  if (failure) {
    return (
      <div class="hint" role="alert">
        <p class="tone-error">{failedDiagnosisInWords(failure)}</p>
        <p class="quiet">Select a connection to see its messages and its handshake.</p>
      </div>
    );
  }
  if (findings.length === 0) {
    return (
      <div class="hint">
        {range ? (
          <p>
            Nothing to report about {countOf(connectionCount, "connection")} in {spanInWords(range)}
            {elsewhereCount > 0 && `, but ${countOf(elsewhereCount, "finding")} at other times`}.
          </p>
        ) : (
          <p>Nothing to report about {countOf(connectionCount, "connection")} so far.</p>
        )}
        {filteredCount > 0 && <p>{hiddenInWords(filteredCount)}</p>}
        <p class="quiet">Select a connection to see its messages and its handshake.</p>
      </div>
    );
  }
  return (
    <div class="findings">
      {filteredCount > 0 && <RangeNote>{hiddenInWords(filteredCount)}</RangeNote>}
      {range && elsewhereCount > 0 && (
        <RangeNote>
          {spanInWords(range)}. {countOf(elsewhereCount, "finding")} at other times{" "}
          {elsewhereCount === 1 ? "is" : "are"} not listed.
        </RangeNote>
      )}
      {incidents.length > 0 && (
        <section aria-label="Incidents">
          <IncidentLines title="Still standing" incidents={standing} {...lines} />
          <IncidentLines title="Over" incidents={over} {...lines} />
        </section>
      )}
      {others.length > 0 && (
        <section aria-label="Other findings">
          <h2 class="section-title">{incidents.length > 0 ? "Also found" : "Found"}</h2>
          <FindingLines findings={others} {...lines} />
        </section>
      )}
    </div>
  );
}

const hiddenInWords = (count: number): string =>
  `${countOf(count, "finding")} ${count === 1 ? "is" : "are"} hidden by the filter.`;

type Opening = Omit<LineProps, "findings">;

/** "Still standing: 2 incidents, newest first". */
function IncidentLines(props: { title: string; incidents: Incident[] } & Opening) {
  const { title, incidents, ...opening } = props;
  if (incidents.length === 0) return null;
  return (
    <>
      <h2 class="section-title">
        {title}: {countOf(incidents.length, "incident")}
        {incidents.length > 1 && ", newest first"}
      </h2>
      <ul>
        {incidents.map((incident) => (
          <li key={incident.id}>
            <IncidentLine incident={incident} {...opening} />
          </li>
        ))}
      </ul>
    </>
  );
}

function IncidentLine(props: { incident: Incident } & Opening) {
  const { incident, nowMs, ordinalOf, onOpen } = props;
  const { lead, began, cause, fixes } = incident;
  const alike = incident.findings.filter(({ id }) => id === lead.id).length;
  return (
    <button type="button" class="finding-line incident" onClick={() => onOpen(lead)}>
      <span class={`severity ${lead.severity}`}>
        <span class="spoken">{lead.severity}: </span>
      </span>
      <IncidentTime incident={incident} nowMs={nowMs} />
      {incident.outage && <span class="outage-title">{incident.outage.title}</span>}
      <span class="finding-title">
        {lead.title}
        <Times of={lead} count={alike} />
      </span>
      <Subject finding={lead} ordinalOf={ordinalOf} />
      {beginsEarlier(incident) && (
        <span class="incident-more">
          <span class="quiet">
            {incident.times > 1 && `in ${formatCount(incident.times)} outages, `}the first at
          </span>{" "}
          {dayTime(incident.firstAt)}
        </span>
      )}
      {began && (
        <span class="incident-more">
          <span class="quiet">began with</span> {began.title}
        </span>
      )}
      {cause && (
        <span class="incident-more">
          <span class="quiet">likely cause:</span> {cause}
        </span>
      )}
      {fixes.length > 0 && (
        <span class="incident-more incident-fixes">
          {fixes.map((fix) => (
            <span key={fix.text}>
              <span class="role">{fix.role}:</span> {fix.text}
              {fix.setting && fix.setting.length <= MAX_SETTING && <code>{fix.setting}</code>}
            </span>
          ))}
        </span>
      )}
    </button>
  );
}

/** A line of code stands in the card that a click opens. */
const MAX_SETTING = 60;

/** The time of one that is over at once stands as a whole; of others the last is told, and the first. */
const isOneStretch = ({ until, times }: Incident) => until !== null && times === 1;
const beginsEarlier = (incident: Incident) =>
  !isOneStretch(incident) && dayTime(incident.firstAt) !== dayTime(incident.newestAt);

/** "14:02:11–14:03:40", "last at 14:03:40"; a storm that may go on says how it stands: it is the news. */
function IncidentTime({ incident, nowMs }: { incident: Incident; nowMs: number }) {
  const { since, until, lead, newestAt } = incident;
  if (lead.id === "reconnect-storm" && lead.until === null && until === null) {
    const tone = isQuiet(lead, nowMs) ? "tone-warning" : "tone-error";
    return <time class={tone}>{standingInWords(lead, nowMs)}</time>;
  }
  if (until === null || !isOneStretch(incident)) {
    return (
      <time class="quiet">
        {beginsEarlier(incident) ? "last at" : "since"} {dayTime(newestAt)}
      </time>
    );
  }
  const isMoment = dayTime(since) === dayTime(until);
  return (
    <time class="quiet">{isMoment ? dayTime(since) : spanInWords({ from: since, to: until })}</time>
  );
}
