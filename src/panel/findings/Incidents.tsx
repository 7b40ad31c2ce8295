import type { Outage } from "../../analysis/finding.ts";
import { groupIncidents, type Incident, isRecurring } from "../../analysis/incidents.ts";
import { failedDiagnosisInWords } from "../../analysis/try-to-diagnose.ts";
import { countOf } from "../../words/words.ts";
import { spanInWords } from "../ui/clock-time.ts";
import { RangeNote } from "../ui/RangeNote.tsx";
import type { Span } from "../ui/span.ts";
import { besideIncidents } from "./beside-incidents.ts";
import { FindingLines, handOf, type LineProps } from "./Findings.tsx";
import { IncidentLine, type Opening } from "./IncidentLine.tsx";

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
  openedIncident: string | null;
  onUnfold(incident: Incident | null): void;
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
  const isStanding = (incident: Incident) =>
    incident.until === null || isRecurring(incident, nowMs);
  const standing = incidents.filter(isStanding);
  const over = incidents.filter((incident) => !isStanding(incident));
  const lines = { nowMs, inFile: props.inFile, ordinalOf, onOpen, hand: props.hand };
  const opening = { ...lines, openedId: props.openedIncident, onUnfold: props.onUnfold };
  const others = besideIncidents(findings, props.outages);
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
          <IncidentLines title="Not over" incidents={standing} {...opening} />
          <IncidentLines title="Over" incidents={over} {...opening} />
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

/** "Not over: 2 incidents, newest first". */
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
          <li
            key={incident.id}
            {...handOf(opening.hand, incident, incident.outage?.title ?? incident.lead.title)}
          >
            <IncidentLine incident={incident} {...opening} />
          </li>
        ))}
      </ul>
    </>
  );
}
