import {
  COLUMN_IDS,
  COLUMNS,
  type ColumnId,
  type ListColumn,
  listColumns,
  moveColumn,
  resizeColumn,
  setColumns,
  toggleColumn,
  USUAL_COLUMNS,
} from "../connections/list-columns.ts";
import { type Order, SORT_KEYS, SORTS } from "../model/sort-groups.ts";
import type { MenuItem, MenuItems } from "../ui/menus/context-menu.ts";

/** What one choice makes a column wider by. */
const STEP_PX = 20;

type Given = {
  order: Order;
  setOrder(order: Order): void;
  drawn: readonly ListColumn[];
  /** Whose head was clicked; null: none of a column. */
  id: string | null;
};

/** Order and columns of the list; all that the pointer can do with a head, for the keyboard, too. */
export function columnsMenu({ order, setOrder, drawn, id }: Given): MenuItems {
  const chosen = drawn.find((column) => column.id === id);
  return [
    chosen ? ofColumn(chosen, drawn) : ordersOf(order, setOrder),
    COLUMN_IDS.map((one) => ({
      label: `Column: ${COLUMNS[one].title}`,
      checked: isWanted(one, drawn),
      run: () => setColumns(toggleColumn(listColumns.peek(), drawn, one)),
    })),
    [{ label: "The usual columns", run: () => setColumns(USUAL_COLUMNS) }],
  ];
}

/** Of columns that the user chose also those without room. */
function isWanted(id: ColumnId, drawn: readonly ListColumn[]): boolean {
  const { own, columns } = listColumns.peek();
  return (own ? columns : drawn).some((column) => column.id === id);
}

const ordersOf = (order: Order, setOrder: Given["setOrder"]): MenuItem[] =>
  SORT_KEYS.map((by) => ({
    label: SORTS[by],
    checked: order.by === by && !order.reversed,
    run: () => setOrder({ by, reversed: false }),
  }));

function ofColumn({ id, widthPx }: ListColumn, drawn: readonly ListColumn[]): MenuItem[] {
  const at = drawn.findIndex((column) => column.id === id);
  const resize = (label: string, px: number | null): MenuItem => ({
    label,
    run: () => setColumns(resizeColumn(listColumns.peek(), id, px)),
  });
  const move = (label: string, to: number): MenuItem[] =>
    to < 0 || to >= drawn.length
      ? []
      : [{ label, run: () => setColumns(moveColumn(listColumns.peek(), drawn, id, to)) }];
  return [
    {
      label: `Hide “${COLUMNS[id].title}”`,
      run: () => setColumns(toggleColumn(listColumns.peek(), drawn, id)),
    },
    ...move("Move left", at - 1),
    ...move("Move right", at + 1),
    resize("Wider", widthPx + STEP_PX),
    resize("Narrower", widthPx - STEP_PX),
    resize("Usual width", null),
  ];
}
