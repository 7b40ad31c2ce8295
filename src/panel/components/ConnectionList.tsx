import type { Finding } from "../../analysis/finding.ts";
import { standingInWords } from "../../analysis/standing-words.ts";
import { judgedTone, type Tone } from "../../analysis/state-words.ts";
import { countOf, formatCount } from "../../analysis/words.ts";
import type { Connection } from "../../session/session.ts";
import type { FindingIndex } from "../finding-index.ts";
import type { ListRow } from "../list-rows.ts";
import { rowState } from "../row-state.ts";
import { Endpoint } from "./Endpoint.tsx";
import { Icon } from "./Icon.tsx";
import { VirtualRows } from "./VirtualRows.tsx";

export type ListProps = {
  rows: ListRow[];
  findings: FindingIndex;
  nowMs: number;
  activeIndex: number;
  onActivate(row: ListRow): void;
  onFold(groupId: string, folded: boolean): void;
  onEnter(): void;
  onEscape(): void;
};

const ROW_HEIGHT_PX = 22;

export function ConnectionList(props: ListProps) {
  const { rows, findings, nowMs, activeIndex } = props;
  const activate = (index: number) => {
    const row = rows[index];
    if (row) props.onActivate(row);
  };
  const groupAbove = () =>
    rows.findLastIndex(({ kind }, index) => kind === "group" && index < activeIndex);
  const onKey = (event: KeyboardEvent): boolean => {
    const row = rows[activeIndex];
    if (event.key === "Escape") props.onEscape();
    else if (event.key === "Enter") props.onEnter();
    else if (row?.kind === "connection" && event.key === "ArrowLeft") activate(groupAbove());
    else if (row?.kind === "group" && event.key === "ArrowLeft") props.onFold(row.group.id, true);
    else if (row?.kind === "group" && event.key === "ArrowRight") props.onFold(row.group.id, false);
    else return false;
    return true;
  };
  return (
    <VirtualRows
      id="connections"
      label="Connections by endpoint"
      role="tree"
      count={rows.length}
      rowHeightPx={ROW_HEIGHT_PX}
      activeIndex={activeIndex}
      onKey={onKey}
      onActivate={activate}
      row={(index) => {
        const row = rows[index] as ListRow;
        const selected = index === activeIndex;
        if (row.kind === "group") {
          const storm = findings.storms.get(row.group.endpoint);
          return {
            props: {
              class: `row group${selected ? " selected" : ""}`,
              role: "treeitem",
              "aria-level": 1,
              "aria-expanded": row.expanded,
              "aria-selected": selected,
            },
            children: <GroupRow row={row} storm={storm} nowMs={nowMs} onFold={props.onFold} />,
          };
        }
        const { connection } = row;
        const primary = findings.byConnection.get(connection.id)?.[0];
        return {
          props: {
            class: `row connection${selected ? " selected" : ""}`,
            role: "treeitem",
            "aria-level": 2,
            "aria-selected": selected,
            "aria-posinset": row.position,
            "aria-setsize": row.size,
          },
          children: (
            <ConnectionRow
              connection={connection}
              tone={judgedTone(connection, primary)}
              state={rowState(connection, primary, nowMs)}
            />
          ),
        };
      }}
    />
  );
}

function GroupRow(props: {
  row: ListRow & { kind: "group" };
  storm: Finding | undefined;
  nowMs: number;
  onFold: ListProps["onFold"];
}) {
  const { row, storm, nowMs } = props;
  const { group, expanded } = row;
  const { openCount, connections } = group;
  return (
    <>
      <span
        class={`fold${expanded ? " open" : ""}`}
        aria-hidden="true"
        onClick={(event) => {
          event.stopPropagation();
          props.onFold(group.id, expanded);
        }}
      >
        <Icon name="more" size={10} />
      </span>
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

function ConnectionRow(props: { connection: Connection; tone: Tone; state: string }) {
  const { connection, tone, state } = props;
  const count = connection.send.count + connection.receive.count;
  return (
    <>
      <span class={`dot ${tone}`} aria-hidden="true" />
      <span class="ordinal">#{connection.ordinal}</span>
      <span class="state">{state}</span>
      <span class="count quiet" title={countOf(count, "message")}>
        {count > 0 ? formatCount(count) : ""}
        <span class="spoken">{count > 0 ? " messages" : "no messages"}</span>
      </span>
    </>
  );
}
