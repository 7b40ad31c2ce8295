import { judgedTone, type Tone } from "../../analysis/state-words.ts";
import type { Connection } from "../../session/session.ts";
import { isTrafficKnown, TOLD_AT_ITS_END } from "../../session/traffic-known.ts";
import { countOf, formatCount } from "../../words/words.ts";
import type { FindingIndex } from "../model/finding-index.ts";
import { helpersInWords } from "../model/folds/helper-folds.ts";
import type { KeptList } from "../model/kept-views.ts";
import { type ListRow, parentOf } from "../model/list-rows.ts";
import type { Selection } from "../model/model.ts";
import { spanInWords } from "../ui/clock-time.ts";
import { Icon } from "../ui/Icon.tsx";
import { VirtualRows } from "../ui/rows/VirtualRows.tsx";
import { Cells, lastCloseOf } from "./column-cells.tsx";
import { type Grade, GroupRow } from "./GroupRow.tsx";
import type { ListColumn } from "./list-columns.ts";
import { rowState } from "./row-state.ts";

export type ListProps = {
  rows: ListRow[];
  findings: FindingIndex;
  /** By endpoint. */
  grades: ReadonlyMap<string, Grade>;
  nowMs: number;
  /** Messages that the filter leaves, by connection; null where it asks nothing of messages. */
  hits: ReadonlyMap<string, number> | null;
  columns: readonly ListColumn[];
  activeIndex: number;
  selection: Selection | null;
  kept: KeptList;
  onActivate(row: ListRow): void;
  onFold(row: ListRow, folded: boolean): void;
  onEnter(): void;
  onEscape(): void;
  /** What can be done with a row. */
  onMenu(row: ListRow, event: MouseEvent, element: Element | null): void;
  /** Opens the messages of a row. */
  onDouble(row: ListRow): void;
  onCopy(row: ListRow): void;
};

type FoldedRow = ListRow & { kind: "group" | "helpers" | "attempts" };

const ROW_HEIGHT_PX = 22;

export function ConnectionList(props: ListProps) {
  const { rows, findings, nowMs, columns, activeIndex } = props;
  const activate = (index: number) => {
    const row = rows[index];
    if (row) props.onActivate(row);
  };
  const onKey = (event: KeyboardEvent): boolean => {
    const row = rows[activeIndex];
    if (event.key === "Escape") props.onEscape();
    else if (event.key === "Enter") props.onEnter();
    else if (!row) return false;
    else if (event.key === "ArrowLeft" && isOpen(row)) props.onFold(row, true);
    else if (event.key === "ArrowLeft") activate(parentOf(rows, activeIndex));
    else if (event.key === "ArrowRight" && row.kind !== "connection") props.onFold(row, false);
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
      active={props.selection}
      kept={props.kept}
      onKey={onKey}
      onActivate={activate}
      onMenu={(index, event, element) => {
        const row = rows[index];
        if (row) props.onMenu(row, event, element);
      }}
      onDouble={(index) => {
        const row = rows[index];
        if (row) props.onDouble(row);
      }}
      onCopy={(index) => {
        const row = rows[index];
        if (row) props.onCopy(row);
      }}
      row={(index) => {
        const row = rows[index] as ListRow;
        const selected = index === activeIndex;
        const base = {
          class: `row ${row.kind} level-${row.level}${selected ? " selected" : ""}`,
          role: "treeitem",
          "aria-level": row.level,
          "aria-selected": selected,
          "aria-posinset": row.position,
          "aria-setsize": row.size,
        } as const;
        if (row.kind === "group") {
          const { group, expanded } = row;
          return {
            props: { ...base, "aria-expanded": expanded },
            children: (
              <GroupRow
                fold={<Fold row={row} onFold={props.onFold} />}
                group={group}
                expanded={expanded}
                grade={props.grades.get(group.endpoint)}
                storm={findings.storms.get(group.endpoint)}
                primaryOf={({ id }) => findings.byConnection.get(id)?.[0]}
                nowMs={nowMs}
                columns={columns}
              />
            ),
          };
        }
        if (row.kind === "helpers") {
          const words = helpersInWords(row.count);
          const name = `helpers (${formatCount(row.count)})`;
          return {
            props: {
              ...base,
              "aria-expanded": row.expanded,
              "aria-label": `${name}: ${words}`,
              title: words,
            },
            children: (
              <>
                <Fold row={row} onFold={props.onFold} />
                <span class="state">{name}</span>
                <Cells columns={columns} of={null} />
              </>
            ),
          };
        }
        if (row.kind === "attempts") {
          const { title, kind, connections } = row.attempts;
          return {
            props: { ...base, "aria-expanded": row.expanded, title },
            children: (
              <>
                <Fold row={row} onFold={props.onFold} />
                {kind === "storm" && <Icon name="storm" size={11} />}
                <span class="state">{countOf(connections.length, "attempt")}</span>
                <time class="count quiet">{spanOfAttempts(connections, nowMs)}</time>
                <Cells
                  columns={columns}
                  of={{
                    connections,
                    state: "",
                    lastClose: lastCloseOf(connections[0], nowMs),
                    nowMs,
                  }}
                />
              </>
            ),
          };
        }
        const { connection } = row;
        const primary = findings.byConnection.get(connection.id)?.[0];
        return {
          props: base,
          children: (
            <ConnectionRow
              connection={connection}
              tone={judgedTone(connection, primary)}
              state={rowState(connection, primary, nowMs)}
              hits={props.hits && (props.hits.get(connection.id) ?? 0)}
              lastClose={lastCloseOf(connection, nowMs)}
              nowMs={nowMs}
              columns={columns}
            />
          ),
        };
      }}
    />
  );
}

/** "06:37:47–06:37:55", newest first as they are; the day is said where the session ended on another. */
const spanOfAttempts = (connections: readonly Connection[], nowMs: number): string =>
  spanInWords(
    {
      from: connections.at(-1)?.createdAt ?? 0,
      to: connections[0]?.end?.at ?? connections[0]?.createdAt ?? 0,
    },
    nowMs,
  );

const isOpen = (row: ListRow): boolean => row.kind !== "connection" && row.expanded;

function Fold({ row, onFold }: { row: FoldedRow; onFold: ListProps["onFold"] }) {
  return (
    <span
      class={`fold${row.expanded ? " open" : ""}`}
      aria-hidden="true"
      onClick={(event) => {
        event.stopPropagation();
        onFold(row, row.expanded);
      }}
    >
      <Icon name="more" size={10} />
    </span>
  );
}

function ConnectionRow(props: {
  connection: Connection;
  tone: Tone;
  state: string;
  hits: number | null;
  lastClose: string;
  nowMs: number;
  columns: readonly ListColumn[];
}) {
  const { connection, tone, state, hits, columns } = props;
  const has = (id: ListColumn["id"]) => columns.some((column) => column.id === id);
  const count = connection.send.count + connection.receive.count;
  const isKnown = isTrafficKnown(connection);
  return (
    <>
      <span class={`dot ${tone}`} aria-hidden="true" />
      <span class="ordinal">#{connection.ordinal}</span>
      <span class="state">{!has("state") && state}</span>
      {hits !== null && (
        <span class="hits" title={`${countOf(hits, "message")} that the filter leaves`}>
          {formatCount(hits)}
          <span class="spoken"> of</span>
        </span>
      )}
      {!has("messages") && (
        <span class="count quiet" title={isKnown ? countOf(count, "message") : TOLD_AT_ITS_END}>
          {count > 0 ? formatCount(count) : isKnown ? "" : "?"}
          <span class="spoken">
            {count > 0 ? " messages" : isKnown ? "no messages" : " messages: not known"}
          </span>
        </span>
      )}
      <Cells
        columns={columns}
        of={{ connections: [connection], state, lastClose: props.lastClose, nowMs: props.nowMs }}
      />
    </>
  );
}
