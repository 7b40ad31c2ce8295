import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import {
  COLUMNS,
  type ListColumn,
  listColumns,
  moveColumn,
  resizeColumn,
  setColumns,
} from "./list-columns.ts";

type Props = {
  column: ListColumn;
  /** All that are drawn. */
  columns: readonly ListColumn[];
  children(title: string): ComponentChildren;
};

/** A hand is not so steady that a click never moves. */
const CLICK_PX = 4;

type Drag = { kind: "size" | "place"; fromX: number; widthPx: number; moved: boolean };

/** The head of a column, dragged to another place; by the line at its left side it is made wider. */
export function ColumnHead({ column: { id, widthPx }, columns, children }: Props) {
  const { title, isNumber } = COLUMNS[id];
  const drag = useRef<Drag | null>(null);
  const begin = (kind: Drag["kind"]) => (event: PointerEvent & { currentTarget: Element }) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    drag.current = { kind, fromX: event.clientX, widthPx, moved: false };
    if (kind === "size") event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onMove = (event: PointerEvent & { currentTarget: Element }) => {
    const now = drag.current;
    if (!now) return;
    const byPx = event.clientX - now.fromX;
    if (!now.moved && Math.abs(byPx) < CLICK_PX) return;
    // From here on: a click is to be the button's.
    if (!now.moved) event.currentTarget.setPointerCapture(event.pointerId);
    now.moved = true;
    if (now.kind === "size") setColumns(resizeColumn(listColumns.peek(), id, now.widthPx - byPx));
  };
  const onUp = (event: PointerEvent & { currentTarget: Element }) => {
    const done = drag.current;
    drag.current = null;
    if (done?.kind !== "place" || !done.moved) return;
    const heads = [...(event.currentTarget.parentElement?.querySelectorAll(".column-head") ?? [])];
    const others = heads.filter((head) => head !== event.currentTarget);
    const to = others.filter((head) => {
      const { left, width } = head.getBoundingClientRect();
      return left + width / 2 < event.clientX;
    }).length;
    setColumns(moveColumn(listColumns.peek(), columns, id, to));
  };
  return (
    <div
      role="none"
      class={`column-head${isNumber ? " number" : ""}`}
      style={{ width: `${widthPx}px` }}
      onPointerDown={begin("place")}
      onPointerMove={onMove}
      onPointerUp={onUp}
      onPointerCancel={() => {
        drag.current = null;
      }}
    >
      <span
        role="none"
        class="column-edge"
        title="Drag to resize; double-click for the usual width"
        onPointerDown={begin("size")}
        onDblClick={() => setColumns(resizeColumn(listColumns.peek(), id, null))}
      />
      {children(title)}
    </div>
  );
}
