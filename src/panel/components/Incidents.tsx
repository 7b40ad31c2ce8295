import { groupIncidents, type Incident } from "../../analysis/incidents.ts";
import { isQuiet, standingInWords } from "../../analysis/standing-words.ts";
import { countOf, formatCount } from "../../analysis/words.ts";
import { clockTime } from "../clock-time.ts";
import { spanInWords } from "../timeline/axis.ts";
import type { Span } from "../timeline/span.ts";
import { FindingLines, type LineProps, Subject } from "./Findings.tsx";
import { RangeNote } from "./RangeNote.tsx";

type Props = LineProps & {
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
    connectionCount,
    range,
    elsewhereCount,
    filteredCount,
    nowMs,
    ordinalOf,
    onOpen,
  } = props;
  const incidents = groupIncidents(findings);
  const told = new Set(incidents.flatMap((incident) => [incident.lead.id, incident.began?.id]));
  // A finding that leads one incident is not told again of another connection in it.
  const others = findings.filter(({ id, severity }) => severity === "info" || !told.has(id));
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
          <h2 class="section-title">{countOf(incidents.length, "incident")}, newest first</h2>
          <ul>
            {incidents.map((incident) => (
              <li key={incident.id}>
                <IncidentLine
                  incident={incident}
                  nowMs={nowMs}
                  ordinalOf={ordinalOf}
                  onOpen={onOpen}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
      {others.length > 0 && (
        <section aria-label="Other findings">
          <h2 class="section-title">{incidents.length > 0 ? "Also found" : "Found"}</h2>
          <FindingLines findings={others} nowMs={nowMs} ordinalOf={ordinalOf} onOpen={onOpen} />
        </section>
      )}
    </div>
  );
}

const hiddenInWords = (count: number): string =>
  `${countOf(count, "finding")} ${count === 1 ? "is" : "are"} hidden by the filter.`;

function IncidentLine(props: { incident: Incident } & Omit<LineProps, "findings">) {
  const { incident, nowMs, ordinalOf, onOpen } = props;
  const { lead, began, cause, fixes } = incident;
  const alike = incident.findings.filter(({ id }) => id === lead.id).length;
  return (
    <button type="button" class="finding-line incident" onClick={() => onOpen(lead)}>
      <span class={`severity ${lead.severity}`}>
        <span class="spoken">{lead.severity}: </span>
      </span>
      <IncidentTime incident={incident} nowMs={nowMs} />
      <span class="finding-title">
        {lead.title}
        {alike > 1 && <span class="times"> ×{alike}</span>}
      </span>
      <Subject finding={lead} ordinalOf={ordinalOf} />
      {incident.times > 1 && (
        <span class="incident-more">
          <span class="quiet">in {formatCount(incident.times)} outages, the first at</span>{" "}
          {clockTime(incident.firstAt).slice(0, 8)}
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

/** "14:02:11–14:03:40"; a storm that may go on says how it stands, as it is the news. */
function IncidentTime({ incident, nowMs }: { incident: Incident; nowMs: number }) {
  const { since, until, lead, times } = incident;
  if (lead.id === "reconnect-storm" && lead.until === null) {
    const tone = isQuiet(lead, nowMs) ? "tone-warning" : "tone-error";
    return <time class={tone}>{standingInWords(lead, nowMs)}</time>;
  }
  const from = clockTime(since).slice(0, 8);
  const to = until === null ? from : clockTime(until).slice(0, 8);
  if (times > 1) return <time class="quiet">last at {from}</time>;
  return <time class="quiet">{from === to ? from : `${from}–${to}`}</time>;
}
