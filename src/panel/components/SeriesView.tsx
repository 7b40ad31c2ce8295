import type { Finding } from "../../analysis/finding.ts";
import { stateInWords } from "../../analysis/state-words.ts";
import { countOf } from "../../analysis/words.ts";
import type { Connection } from "../../session/session.ts";
import { clockTime } from "../clock-time.ts";
import { FindingCard } from "./FindingCard.tsx";

type Props = {
  endpoint: string;
  connections: Connection[];
  findings: Finding[];
  nowMs: number;
  onJump(connectionId: string, seq: number): void;
  onSelect(connectionId: string): void;
};

/** More would be the list on the left again. */
const SHOWN = 20;

/** All connections of one endpoint: what is wrong with them together, and how the last ones went. */
export function SeriesView({ endpoint, connections, findings, nowMs, onJump, onSelect }: Props) {
  return (
    <div class="tab-panel">
      <div class="why">
        <h2 class="subject">
          <bdi>{endpoint}</bdi>
        </h2>
        {findings.map((finding) => (
          <FindingCard key={`${finding.id} ${finding.since}`} finding={finding} onJump={onJump} />
        ))}
        <section class="card">
          <h3>{countOf(connections.length, "connection")}, newest first</h3>
          <ul class="attempts">
            {connections.slice(0, SHOWN).map((connection) => (
              <li key={connection.id}>
                <button type="button" class="link" onClick={() => onSelect(connection.id)}>
                  #{connection.ordinal}
                </button>{" "}
                <time class="quiet">{clockTime(connection.createdAt)}</time>{" "}
                {stateInWords(connection, nowMs)}
              </li>
            ))}
          </ul>
          {connections.length > SHOWN && (
            <p class="quiet">and {connections.length - SHOWN} older ones, in the list.</p>
          )}
        </section>
      </div>
    </div>
  );
}
