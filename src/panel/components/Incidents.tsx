import { groupIncidents, type Incident } from "../../analysis/incidents.ts";
import { countOf } from "../../analysis/words.ts";
import { clockTime } from "../clock-time.ts";
import { FindingLines, type LineProps, Subject } from "./Findings.tsx";
import { ROLES } from "./Fixes.tsx";

type Props = LineProps & { connectionCount: number };

/** What the session has to say while nothing is selected: what went wrong, when, and what to do. */
export function Incidents({ findings, connectionCount, ordinalOf, onOpen }: Props) {
  const incidents = groupIncidents(findings);
  const told = new Set(incidents.flatMap((incident) => [incident.lead.id, incident.began?.id]));
  // A finding that leads one incident is not told again of another connection in it.
  const others = findings.filter(({ id, severity }) => severity === "info" || !told.has(id));
  if (findings.length === 0) {
    return (
      <div class="hint">
        <p>Nothing to report about {countOf(connectionCount, "connection")} so far.</p>
        <p class="quiet">Select a connection to see its messages and its handshake.</p>
      </div>
    );
  }
  return (
    <div class="findings">
      {incidents.length > 0 && (
        <section aria-label="Incidents">
          <h2 class="section-title">{countOf(incidents.length, "incident")}, newest first</h2>
          <ul>
            {incidents.map((incident) => (
              <li key={incident.id}>
                <IncidentLine incident={incident} ordinalOf={ordinalOf} onOpen={onOpen} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {others.length > 0 && (
        <section aria-label="Other findings">
          <h2 class="section-title">{incidents.length > 0 ? "Also found" : "Found"}</h2>
          <FindingLines findings={others} ordinalOf={ordinalOf} onOpen={onOpen} />
        </section>
      )}
    </div>
  );
}

function IncidentLine(props: { incident: Incident } & Pick<LineProps, "ordinalOf" | "onOpen">) {
  const { incident, ordinalOf, onOpen } = props;
  const { lead, began, fix } = incident;
  const alike = incident.findings.filter(({ id }) => id === lead.id).length;
  return (
    <button type="button" class="finding-line incident" onClick={() => onOpen(lead)}>
      <span class={`severity ${lead.severity}`}>
        <span class="spoken">{lead.severity}: </span>
      </span>
      <IncidentTime incident={incident} />
      <span class="finding-title">
        {lead.title}
        {alike > 1 && <span class="times"> ×{alike}</span>}
      </span>
      <Subject finding={lead} ordinalOf={ordinalOf} />
      {began && (
        <span class="incident-more">
          <span class="quiet">began with</span> {began.title}
        </span>
      )}
      {fix && (
        <span class="incident-more">
          <span class="quiet">{ROLES[fix.role].toLowerCase()}</span> {fix.text}
          {fix.setting && <code>{fix.setting}</code>}
        </span>
      )}
    </button>
  );
}

const GOING_ON = "reconnect-storm";

/** "14:02:11–14:03:40"; a storm that goes on says so, as it is the news. */
function IncidentTime({ incident: { since, until, lead } }: { incident: Incident }) {
  if (lead.id === GOING_ON && lead.until === null) return <time class="tone-error">going on</time>;
  const from = clockTime(since).slice(0, 8);
  const to = until === null ? from : clockTime(until).slice(0, 8);
  return <time class="quiet">{from === to ? from : `${from}–${to}`}</time>;
}
