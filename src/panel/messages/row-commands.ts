import { textOf } from "../body/body-views.ts";
import { compareWith } from "../body/compared.ts";
import { openContextMenu } from "../ui/menus/context-menu.ts";
import type { Span } from "../ui/span.ts";
import type { ListLayout } from "./list-layout.ts";
import type { MessageList } from "./message-list.ts";
import { markerMenu, markerText, messageMenu } from "./message-menu.ts";
import type { Part } from "./message-parts.ts";

/** What can be done with a row of the list as it was drawn, wherever it was asked for. */
export function createRowCommands(
  drawn: { list: MessageList; layout: ListLayout; parts: readonly Part[] },
  activate: (index: number) => void,
  commands: {
    copy(text: string, said?: string): void;
    showTime(span: Span): void;
    filterBy(term: string): void;
  },
) {
  const { list, layout, parts } = drawn;
  const { copy, showTime } = commands;
  const rowAt = async (index: number) => {
    const item = layout.itemAt(index);
    const connection = item && parts[item.part]?.connection;
    if (item?.kind !== "row" || !connection) return null;
    const position = list.positionOf(item.part, item.row);
    const row = await list.readRow(item.part, position);
    return row && { row, connection, number: position + 1 };
  };
  return {
    async openMenu(index: number, event: MouseEvent, element: Element | null): Promise<void> {
      event.preventDefault();
      activate(index);
      const item = layout.itemAt(index);
      if (item?.kind === "marker") {
        return openContextMenu(event, element, markerMenu(item.marker, { copy, showTime }));
      }
      const found = await rowAt(index);
      if (!found) return;
      const groups = messageMenu(found.row, found, {
        copy,
        showTime,
        compare: () => compareWith(found.row, found.connection, found.number),
        filter: commands.filterBy,
      });
      openContextMenu(event, element, groups);
    },
    async copyRow(index: number): Promise<void> {
      const item = layout.itemAt(index);
      if (item?.kind === "marker") return copy(markerText(item.marker));
      const found = await rowAt(index);
      if (found && found.row.body !== null) copy(textOf(found.row.body));
    },
  };
}
