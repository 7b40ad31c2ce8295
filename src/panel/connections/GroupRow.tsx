import type { ComponentChildren } from "preact";
import type { Finding, Health } from "../../analysis/finding.ts";
import type { EndpointGroup } from "../../analysis/series/endpoint-groups.ts";
import { standingInWords } from "../../analysis/standing-words.ts";
import type { Connection } from "../../session/session.ts";
import { countOf, formatCount } from "../../words/words.ts";
import { dayTime } from "../ui/clock-time.ts";
import { Endpoint } from "../ui/Endpoint.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Cells, lastCloseOf } from "./column-cells.tsx";
import type { ListColumn } from "./list-columns.ts";
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
  columns: readonly ListColumn[];
};

/** An endpoint: how it fares, and how it was lost last. */
export function GroupRow(props: Props) {
  const { fold, group, expanded, grade, storm, primaryOf, nowMs, columns } = props;
  const { openCount, connections } = group;
  const has = (id: ListColumn["id"]) => columns.some((column) => column.id === id);
  const last = expanded && !has("last-close") ? null : lastEnded(connections);
  const closed = last && rowState(last, primaryOf(last), nowMs);
  const closedAt = last?.end ? dayTime(last.end.at, nowMs) : "";
  const counts = `${countOf(connections.length, "connection")}, ${openCount} open`;
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
      {closed && !expanded && !has("last-close") && (
        <span class="last-close quiet" title={`The last end: ${closed}, ${closedAt}`}>
          <span class="last-words">{closed}</span>
          <time>{closedAt}</time>
        </span>
      )}
      {!has("state") && (
        <span class="count quiet" title={counts}>
          {openCount > 0 && <span class="tone-good">{openCount} open</span>}
          {formatCount(connections.length)}
          <span class="spoken"> connections</span>
        </span>
      )}
      <Cells
        columns={columns}
        of={{
          connections,
          state: counts,
          lastClose: lastCloseOf(last, nowMs),
          nowMs,
        }}
      />
    </>
  );
}

const lastEnded = (connections: readonly Connection[]): Connection | null =>
  connections.reduce<Connection | null>(
    (last, one) => (one.end && one.end.at > (last?.end?.at ?? 0) ? one : last),
    null,
  );
