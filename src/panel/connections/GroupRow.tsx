import type { ComponentChildren } from "preact";
import type { Finding, Health } from "../../analysis/finding.ts";
import type { EndpointGroup } from "../../analysis/series/endpoint-groups.ts";
import { standingInWords } from "../../analysis/standing-words.ts";
import type { Connection } from "../../session/session.ts";
import { countOf, formatCount } from "../../words/words.ts";
import { dayTime } from "../ui/clock-time.ts";
import { Endpoint } from "../ui/Endpoint.tsx";
import { Icon } from "../ui/Icon.tsx";
import { rowState } from "./row-state.ts";

export type Grade = Health["grade"];

type Props = {
  fold: ComponentChildren;
  group: EndpointGroup;
  /** Its rows say how each ended; folded, it says it of the last. */
  expanded: boolean;
  grade: Grade | undefined;
  storm: Finding | undefined;
  /** Of the connection that ended last, what explains its end. */
  primaryOf(connection: Connection): Finding | undefined;
  nowMs: number;
};

/** An endpoint: how it fares, and how it was lost last. */
export function GroupRow({ fold, group, expanded, grade, storm, primaryOf, nowMs }: Props) {
  const { openCount, connections } = group;
  const last = expanded ? null : lastEnded(connections);
  const closed = last && rowState(last, primaryOf(last), nowMs);
  const closedAt = last?.end ? dayTime(last.end.at, nowMs) : "";
  return (
    <>
      {fold}
      {grade && (
        <span class={`grade small ${grade}`} title={`Health of this endpoint: ${grade}`}>
          <span class="spoken">Health </span>
          {grade}
        </span>
      )}
      <Endpoint endpoint={group.endpoint} />
      {group.pageWorker && <span class="mark">page worker</span>}
      {storm && (
        <span
          class={`mark storm${storm.until === null ? "" : " over"}`}
          title={standingInWords(storm, nowMs) ?? ""}
        >
          <Icon name="storm" size={11} />
          {storm.until === null ? "storm" : "storm over"}
        </span>
      )}
      {closed && (
        <span class="last-close quiet" title={`The last end: ${closed}, ${closedAt}`}>
          <span class="last-words">{closed}</span>
          <time>{closedAt}</time>
        </span>
      )}
      <span
        class="count quiet"
        title={`${countOf(connections.length, "connection")}, ${openCount} open`}
      >
        {openCount > 0 && <span class="tone-good">{openCount} open</span>}
        {formatCount(connections.length)}
        <span class="spoken"> connections</span>
      </span>
    </>
  );
}

const lastEnded = (connections: readonly Connection[]): Connection | null =>
  connections.reduce<Connection | null>(
    (last, one) => (one.end && one.end.at > (last?.end?.at ?? 0) ? one : last),
    null,
  );
