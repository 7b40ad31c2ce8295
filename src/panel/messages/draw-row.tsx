import { ROW_LOST } from "../../protocol/rows.ts";
import type { RowProps } from "../ui/rows/VirtualRows.tsx";
import type { ListItem } from "./list-layout.ts";
import { Cells, MarkerCells } from "./MessageRow.tsx";
import type { MessageColumn } from "./message-columns.tsx";
import type { MessageList } from "./message-list.ts";
import { timeMode } from "./message-view.ts";

/** One row of the list: a message, or what happened between two. */
export function drawRow(
  list: MessageList,
  columns: readonly MessageColumn[],
  item: ListItem | null,
  index: number,
  activeIndex: number,
  searched: string,
) {
  const base: RowProps = {
    role: "row",
    "aria-rowindex": index + 2,
    "aria-selected": index === activeIndex,
  };
  const selected = index === activeIndex ? " selected" : "";
  const connection = item && list.parts()[item.part]?.connection;
  if (!item || !connection) return { props: { ...base, class: "row message" }, children: null };
  const openedAt = connection.open?.at ?? connection.createdAt;
  const time = timeMode.value;
  if (item.kind === "marker") {
    const { marker } = item;
    return {
      props: { ...base, class: `row marker ${marker.kind}${selected}` },
      children: (
        <MarkerCells marker={marker} openedAt={openedAt} time={time} columnCount={columns.length} />
      ),
    };
  }
  const row = list.row(item.flatRow);
  const lost = row && row.flags & ROW_LOST ? " lost" : "";
  const number = list.positionOf(item.part, item.row) + 1;
  return {
    props: { ...base, class: `row message${selected}${lost}` },
    children: <Cells {...{ columns, number, row, openedAt, time, searched }} />,
  };
}
