import type { PanelActions } from "../model/actions/actions.ts";
import type { Model } from "../model/model.ts";
import { type Order, orderAfter, rememberOrder, SORTS, type SortBy } from "../model/sort-groups.ts";
import { Icon } from "../ui/Icon.tsx";
import { openContextMenu } from "../ui/menus/context-menu.ts";
import { ColumnHead } from "./ColumnHead.tsx";
import type { ListColumn } from "./list-columns.ts";

type Props = {
  model: Model;
  actions: PanelActions;
  /** Those that there is room for. */
  columns: readonly ListColumn[];
};

/** Above the list: the heads of its columns, its order, and all of its endpoints folded at once. */
export function ListHead({ model, actions, columns }: Props) {
  const groups = model.shownGroups.value;
  const folded = model.collapsed.value;
  const areFolded = groups.length > 0 && groups.every(({ id }) => folded.has(id));
  const order = model.sortBy.value;
  const setOrder = (next: Order) => {
    model.sortBy.value = next;
    rememberOrder(next);
  };
  const sort = (by: SortBy) => setOrder(orderAfter(order, by));
  const openMenu = async (event: MouseEvent, about: Element | null) => {
    event.preventDefault();
    const { columnsMenu } = await import("../menus/columns-menu.ts");
    const id = about?.getAttribute("data-column") ?? null;
    openContextMenu(event, about, columnsMenu({ order, setOrder, drawn: columns, id }));
  };
  return (
    <div
      class="list-head"
      role="toolbar"
      aria-label="Columns of the list"
      onContextMenu={(event) =>
        openMenu(event, event.target instanceof Element ? event.target.closest("button") : null)
      }
    >
      <button
        type="button"
        class="plain fold-all"
        aria-pressed={areFolded}
        title={areFolded ? "Show the connections of every endpoint" : "Show only the endpoints"}
        onClick={() => actions.foldAll(!areFolded)}
      >
        {areFolded ? "Unfold all" : "Fold all"}
      </button>
      <SortButton title="Name" by="name" order={order} onSort={sort} />
      <button
        type="button"
        class="plain order"
        aria-haspopup="menu"
        aria-label={`Order and columns: ${SORTS[order.by]}`}
        title="The order of endpoints, here and on the timeline, and of their connections; which columns there are"
        onClick={(event) => openMenu(event, event.currentTarget)}
      >
        <span class="order-words">{SORTS[order.by]}</span>
        <Icon name="more" size={9} />
      </button>
      {columns.map((column) => (
        <ColumnHead key={column.id} column={column} columns={columns}>
          {(title) => <SortButton title={title} by={column.id} order={order} onSort={sort} />}
        </ColumnHead>
      ))}
    </div>
  );
}

function SortButton(props: { title: string; by: SortBy; order: Order; onSort(by: SortBy): void }) {
  const { title, by, order, onSort } = props;
  const isSorted = order.by === by;
  const isUp = isSorted && (by === "name") !== order.reversed;
  return (
    <button
      type="button"
      class="plain sort"
      data-column={by}
      aria-pressed={isSorted}
      aria-label={isSorted ? `${title}, sorted${order.reversed ? ", reversed" : ""}` : title}
      title={`Sort by ${title.toLowerCase()}: once more the other way round, then the sick first again. Right click, or Shift+F10: which columns there are`}
      onClick={() => onSort(by)}
    >
      {title}
      {isSorted && (
        <span class="arrow" aria-hidden="true">
          {isUp ? "▲" : "▼"}
        </span>
      )}
    </button>
  );
}
