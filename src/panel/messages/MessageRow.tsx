import type { ComponentChildren } from "preact";
import { formatCount } from "../../words/words.ts";
import type { ShownRow } from "../rows/row-cache.ts";
import { exactDayTime } from "../ui/clock-time.ts";
import type { ListMarker } from "./list-markers.ts";
import type { MessageColumn, ShownMessage } from "./message-columns.tsx";
import { type TimeMode, timeInWords } from "./message-view.ts";

// A real table would lay out every row; the roles give the few that exist its meaning.
const HEADER = { role: "row", "aria-rowindex": 1 } as const;
const COLUMN = { role: "columnheader" } as const;
const CELL = { role: "gridcell" } as const;

export const Columns = ({ columns }: { columns: readonly MessageColumn[] }) => (
  <div class="row message columns" {...HEADER}>
    {columns.map((column) => (
      <span
        key={column.title}
        {...COLUMN}
        class={`${column.isNumber ? "ends" : ""}${placeOf(column)}`}
      >
        {column.isSign ? <span class="spoken">{column.title}</span> : column.title}
      </span>
    ))}
  </div>
);

type CellsProps = Omit<ShownMessage, "row"> & {
  columns: readonly MessageColumn[];
  /** Undefined while it is being read. */
  row: ShownRow | undefined;
};

export function Cells({ columns, row, ...rest }: CellsProps) {
  if (!row) {
    return (
      <>
        <span {...CELL} class="number quiet">
          {formatCount(rest.number)}
        </span>
        <span {...CELL} class="quiet">
          …
        </span>
      </>
    );
  }
  const message: ShownMessage = { ...rest, row };
  return (
    <>
      {columns.map((column) => (
        <span
          key={column.title}
          {...CELL}
          class={`${column.class(message)}${placeOf(column)}`}
          title={column.hint?.(message)}
        >
          {column.cell(message)}
        </span>
      ))}
    </>
  );
}

/** Where there is no room for it, the style sheets leave it out. */
const placeOf = ({ goes }: MessageColumn): string => (goes ? ` goes-${goes}` : "");

/** What happened between the messages: one cell across all columns. */
export function MarkerCells(props: {
  marker: ListMarker;
  openedAt: number;
  time: TimeMode;
  columnCount: number;
}) {
  const { marker, openedAt, time } = props;
  const spans = { ...CELL, "aria-colspan": props.columnCount } as const;
  if (marker.kind === "attempt") {
    return (
      <Cell attributes={spans}>
        <strong>{marker.title}</strong>
        <span class="quiet">{marker.text}</span>
      </Cell>
    );
  }
  return (
    <Cell attributes={spans}>
      <span class="number quiet" title={exactDayTime(marker.at)}>
        {timeInWords(time === "previous" ? "open" : time, marker.at, openedAt, null)}
      </span>
      <span class={`marker-title tone-${marker.tone}`}>{marker.title}</span>
      <span class="marker-text">
        <bdi>{marker.text}</bdi>
      </span>
    </Cell>
  );
}

const Cell = (props: {
  attributes: { role: "gridcell"; "aria-colspan": number };
  children: ComponentChildren;
}) => (
  <span {...props.attributes} class="marker-cell">
    {props.children}
  </span>
);
