import type { ComponentChildren } from "preact";
import type { Finding } from "../../analysis/finding.ts";
import { stateInWords } from "../../analysis/state-words.ts";
import { countOf, formatCount } from "../../analysis/words.ts";
import type { Connection } from "../../session/session.ts";
import { clockTime } from "../clock-time.ts";
import type { DetailTab } from "../model.ts";
import { FindingCard } from "./FindingCard.tsx";
import { Tabs } from "./Tabs.tsx";

type Props = {
  endpoint: string;
  tab: DetailTab;
  onTab(tab: DetailTab): void;
  /** The list of all their messages, which knows the store. */
  messages: ComponentChildren;
  connections: Connection[];
  findings: Finding[];
  nowMs: number;
  onJump(connectionId: string, seq: number): void;
  onSelect(connectionId: string): void;
};

/** More would be the list on the left again. */
const SHOWN = 20;

/** All connections of one endpoint: what is wrong with them together, and how the last ones went. */
export function SeriesView(props: Props) {
  const { endpoint, connections } = props;
  const seen = connections.reduce((sum, { send, receive }) => sum + send.count + receive.count, 0);
  const tab = props.tab === "messages" ? "messages" : "why";
  return (
    <>
      <h2 class="subject">
        <bdi>{endpoint}</bdi>
      </h2>
      <Tabs
        label={endpoint}
        chosen={tab}
        onChoose={props.onTab}
        items={[
          { id: "why", label: "Why" },
          { id: "messages", label: "Messages", note: seen > 0 ? formatCount(seen) : "" },
        ]}
      >
        {tab === "messages" ? props.messages : <Overview {...props} />}
      </Tabs>
    </>
  );
}

function Overview({ connections, findings, nowMs, onJump, onSelect }: Props) {
  return (
    <div class="why">
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
  );
}
