/** What the message list shows of a row: one entry a column, and nothing else names one. */
import type { ComponentChildren } from "preact";
import { ROW_LOST, ROW_SEND } from "../../protocol/rows.ts";
import { formatBytes, formatCount } from "../../words/words.ts";
import { typeInWords } from "../rows/message-rows.ts";
import type { ShownRow } from "../rows/row-cache.ts";
import { exactDayTime } from "../ui/clock-time.ts";
import { Icon } from "../ui/Icon.tsx";
import { Marked } from "../ui/Marked.tsx";
import { aroundHit } from "./around-hit.ts";
import { gapInWords, type TimeMode, timeInWords } from "./message-view.ts";

export type ShownMessage = {
  /** Among all messages of its connection, from 1. */
  number: number;
  row: ShownRow;
  openedAt: number;
  time: TimeMode;
  searched: string;
};

export type MessageColumn = {
  /** Its head; of a sign that has none of its own, what is read aloud. */
  title: string;
  isSign?: true;
  isNumber?: true;
  /** A track of the grid, as CSS has it. */
  width: string;
  /** Where it goes for want of room: beside an open message, or in a narrow panel as well. */
  goes?: "beside" | "narrow";
  class(message: ShownMessage): string;
  hint?(message: ShownMessage): string;
  cell(message: ShownMessage): ComponentChildren;
};

const isSent = ({ row }: ShownMessage): boolean => (row.flags & ROW_SEND) !== 0;

export const messageColumns = (timeTitle: string): readonly MessageColumn[] => [
  {
    title: "#",
    isNumber: true,
    width: "var(--number)",
    class: () => "number quiet",
    cell: ({ number, row }) => {
      const gap = gapInWords(row.at, row.previousAt);
      return (
        <>
          {gap && <span class="gap-label">{gap}</span>}
          {formatCount(number)}
        </>
      );
    },
  },
  {
    title: "Direction",
    isSign: true,
    width: "14px",
    class: (message) => (isSent(message) ? "sent" : "received"),
    cell: (message) => (
      <>
        <Icon name={isSent(message) ? "send" : "receive"} size={11} />
        <span class="spoken">{isSent(message) ? "sent" : "received"}</span>
      </>
    ),
  },
  {
    title: timeTitle,
    isNumber: true,
    width: "var(--time)",
    class: () => "number quiet",
    hint: ({ row }) => exactDayTime(row.at),
    cell: ({ row, openedAt, time }) => timeInWords(time, row.at, openedAt, row.previousAt),
  },
  {
    title: "Size",
    isNumber: true,
    width: "var(--size)",
    goes: "beside",
    class: () => "number",
    cell: ({ row }) => formatBytes(row.sizeBytes),
  },
  {
    title: "Type",
    width: "60px",
    goes: "narrow",
    class: () => "quiet",
    cell: ({ row }) => typeInWords(row.flags, row.shape),
  },
  {
    title: "Content",
    width: "minmax(0, 1fr)",
    class: () => "content",
    cell: ({ row, searched }) =>
      row.flags & ROW_LOST ? (
        <span class="tone-error">never sent: the socket was closing</span>
      ) : row.preview === null ? (
        <span class="quiet">not kept</span>
      ) : (
        <bdi>
          <Marked text={aroundHit(row.preview, searched)} searched={searched} />
        </bdi>
      ),
  },
];

const tracksOf = (columns: readonly MessageColumn[]): string =>
  columns.map(({ width }) => width).join(" ");

/** The grid's tracks, for each room there may be; which of them is taken, the style sheets say. */
export const gridTracks = (columns: readonly MessageColumn[]) => ({
  "--tracks": tracksOf(columns),
  "--tracks-narrow": tracksOf(columns.filter(({ goes }) => goes !== "narrow")),
  "--tracks-beside": tracksOf(columns.filter(({ goes }) => goes === undefined)),
});
