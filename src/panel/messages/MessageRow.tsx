import type { ComponentChildren } from "preact";
import { ROW_LOST, ROW_SEND } from "../../protocol/rows.ts";
import { formatBytes, formatCount } from "../../words/words.ts";
import { typeInWords } from "../rows/message-rows.ts";
import type { ShownRow } from "../rows/row-cache.ts";
import { exactDayTime } from "../ui/clock-time.ts";
import { Icon } from "../ui/Icon.tsx";
import { Marked } from "../ui/Marked.tsx";
import type { ListMarker } from "./list-markers.ts";
import { gapInWords, type TimeMode, timeInWords } from "./message-view.ts";

// A real table would lay out every row; the roles give the few that exist its meaning.
const HEADER = { role: "row", "aria-rowindex": 1 } as const;
const COLUMN = { role: "columnheader" } as const;
const CELL = { role: "gridcell" } as const;

export const Columns = ({ time }: { time: string }) => (
  <div class="row message columns" {...HEADER}>
    <span {...COLUMN}>#</span>
    <span {...COLUMN}>
      <span class="spoken">Direction</span>
    </span>
    <span {...COLUMN}>{time}</span>
    <span {...COLUMN}>Size</span>
    <span {...COLUMN}>Type</span>
    <span {...COLUMN}>Content</span>
  </div>
);

type CellsProps = {
  /** Among all messages of its connection, from 1. */
  number: number;
  row: ShownRow | undefined;
  openedAt: number;
  time: TimeMode;
  searched: string;
};

export function Cells({ number, row, openedAt, time, searched }: CellsProps) {
  if (!row) {
    return (
      <>
        <span {...CELL} class="number quiet">
          {formatCount(number)}
        </span>
        <span {...CELL} class="quiet">
          …
        </span>
      </>
    );
  }
  const sent = (row.flags & ROW_SEND) !== 0;
  const gap = gapInWords(row.at, row.previousAt);
  return (
    <>
      <span {...CELL} class="number quiet">
        {gap && <span class="gap-label">{gap}</span>}
        {formatCount(number)}
      </span>
      <span {...CELL} class={sent ? "sent" : "received"}>
        <Icon name={sent ? "send" : "receive"} size={11} />
        <span class="spoken">{sent ? "sent" : "received"}</span>
      </span>
      <span {...CELL} class="number quiet" title={exactDayTime(row.at)}>
        {timeInWords(time, row.at, openedAt, row.previousAt)}
      </span>
      <span {...CELL} class="number">
        {formatBytes(row.sizeBytes)}
      </span>
      <span {...CELL} class="quiet">
        {typeInWords(row.flags, row.shape)}
      </span>
      <span {...CELL} class="content">
        {row.flags & ROW_LOST ? (
          <span class="tone-error">never sent: the socket was closing</span>
        ) : row.preview === null ? (
          <span class="quiet">not kept</span>
        ) : (
          <bdi>
            <Marked text={row.preview} searched={searched} />
          </bdi>
        )}
      </span>
    </>
  );
}

/** What happened between the messages: one cell across all columns. */
export function MarkerCells(props: { marker: ListMarker; openedAt: number; time: TimeMode }) {
  const { marker, openedAt, time } = props;
  const spans = { ...CELL, "aria-colspan": 6 } as const;
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
