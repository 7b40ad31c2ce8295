/** The columns that stand beside the names of the list: which, in what order, and how wide. */
import { signal } from "@preact/signals";
import type { SortBy } from "../model/sort-groups.ts";
import { readKept, rememberChoice } from "../ui/remembered.ts";

export const COLUMNS = {
  messages: { title: "Messages", widthPx: 74, isNumber: true },
  started: { title: "Started", widthPx: 76, isNumber: true },
  lasted: { title: "Lasted", widthPx: 70, isNumber: true },
  bytes: { title: "Bytes", widthPx: 70, isNumber: true },
  "last-close": { title: "Last close", widthPx: 150, isNumber: false },
  state: { title: "State", widthPx: 150, isNumber: false },
} as const satisfies Partial<Record<SortBy, { title: string; widthPx: number; isNumber: boolean }>>;

export type ColumnId = keyof typeof COLUMNS;
export const COLUMN_IDS = Object.keys(COLUMNS) as ColumnId[];

export type ListColumn = { id: ColumnId; widthPx: number };
/** `own`: the user chose them; the usual ones give way sooner. */
export type ListColumns = { columns: readonly ListColumn[]; own: boolean };

export const USUAL_COLUMNS: ListColumns = {
  // How each stands is said beside its number as well.
  columns: COLUMN_IDS.filter((id) => id !== "state").map((id) => ({
    id,
    widthPx: COLUMNS[id].widthPx,
  })),
  own: false,
};

const MIN_WIDTH_PX = 40;
const MAX_WIDTH_PX = 600;
/** What names keep: enough to be told apart, and what remains of one where the user wants columns. */
const NAME_PX = 270;
const LEAST_NAME_PX = 110;

/** From the left as many as there is room for beside the names. */
export function columnsWithin({ columns, own }: ListColumns, listPx: number): ListColumn[] {
  let left = listPx - (own ? LEAST_NAME_PX : NAME_PX);
  const within: ListColumn[] = [];
  for (const column of columns) {
    left -= column.widthPx;
    if (left < 0) break;
    within.push(column);
  }
  return within;
}

const ownColumns = (columns: readonly ListColumn[]): ListColumns => ({ columns, own: true });

/** `drawn`: those in sight; whoever chooses one of the usual ones chooses among these. */
const chosenOf = (all: ListColumns, drawn: readonly ListColumn[]): readonly ListColumn[] =>
  all.own ? all.columns : drawn;

/** Shown where it was hidden, at the end; and the other way round. */
export function toggleColumn(
  all: ListColumns,
  drawn: readonly ListColumn[],
  id: ColumnId,
): ListColumns {
  const chosen = chosenOf(all, drawn);
  return ownColumns(
    chosen.some((column) => column.id === id)
      ? chosen.filter((column) => column.id !== id)
      : [...chosen, { id, widthPx: COLUMNS[id].widthPx }],
  );
}

/** `to`: the place among those in sight. */
export function moveColumn(
  all: ListColumns,
  drawn: readonly ListColumn[],
  id: ColumnId,
  to: number,
): ListColumns {
  const chosen = chosenOf(all, drawn);
  const moved = chosen.find((column) => column.id === id);
  if (!moved) return all;
  const others = chosen.filter((column) => column !== moved);
  const at = Math.min(Math.max(to, 0), others.length);
  return ownColumns([...others.slice(0, at), moved, ...others.slice(at)]);
}

/** `null`: as wide as usual. */
export function resizeColumn(all: ListColumns, id: ColumnId, widthPx: number | null): ListColumns {
  const wished = Math.round(widthPx ?? COLUMNS[id].widthPx);
  const width = Math.min(MAX_WIDTH_PX, Math.max(MIN_WIDTH_PX, wished));
  const columns = all.columns.map((column) =>
    column.id === id ? { ...column, widthPx: width } : column,
  );
  return { ...all, columns };
}

/** "messages 66, started 80"; "usual, …" while none was chosen. */
export const columnsAsKept = ({ columns, own }: ListColumns): string =>
  [...(own ? [] : ["usual"]), ...columns.map(({ id, widthPx }) => `${id} ${widthPx}`)].join(", ");

/** What was kept, without what another version may have had; null where nothing was. */
export function readKeptColumns(kept: string | null): ListColumns {
  if (kept === null) return USUAL_COLUMNS;
  const [first, ...others] = kept.split(", ");
  const isUsual = first === "usual";
  const columns = new Map<ColumnId, ListColumn>();
  for (const part of isUsual ? others : [first ?? "", ...others]) {
    const [name, width] = part.split(" ");
    const id = COLUMN_IDS.find((one) => one === name);
    const widthPx = Number(width);
    if (id === undefined || !(widthPx >= MIN_WIDTH_PX && widthPx <= MAX_WIDTH_PX)) continue;
    columns.set(id, { id, widthPx });
  }
  return { columns: [...columns.values()], own: !isUsual };
}

/** Of the window, and of the next one. */
export const listColumns = signal(readKeptColumns(readKept("list-columns")));

export function setColumns(columns: ListColumns): void {
  listColumns.value = columns;
  rememberChoice("list-columns", columnsAsKept(columns));
}
