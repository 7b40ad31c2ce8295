/**
 * A long list of rows of one height, of which only those on the screen exist. Row elements are
 * reused as the list scrolls, so that a million rows cost as much as thirty.
 */
import type { ComponentChildren, HTMLAttributes } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { KeptList } from "../../model/kept-views.ts";
import { isCopy } from "./is-copy.ts";
import { indexAfterKey } from "./list-keys.ts";
import { useScrollPlace } from "./use-scroll-place.ts";

export type RowProps = HTMLAttributes<HTMLDivElement>;

type Props = {
  id: string;
  label: string;
  role: "tree" | "grid" | "listbox";
  count: number;
  rowHeightPx: number;
  activeIndex: number;
  /** What the active row stands for, where its index changes while rows come before it. */
  active?: unknown;
  header?: ComponentChildren;
  /** Stay at the end while rows arrive, unless the user has scrolled away from it. */
  followEnd?: boolean;
  /** Where it was left, and is noted to stand. */
  kept?: KeptList;
  row(index: number): { props: RowProps; children: ComponentChildren };
  /** By a click, and by a moving key where there is no `onMove`. */
  onActivate(index: number): void;
  onMove?(index: number): void;
  /** Enter, and every key that is not about moving; true where it was used. */
  onKey?(event: KeyboardEvent): boolean;
  /** A right click on a row, or Shift+F10 on the active one, whose element is given. */
  onMenu?(index: number, event: MouseEvent, element: Element | null): void;
  onDouble?(index: number): void;
  /** Ctrl+C, where no text is marked. */
  onCopy?(index: number): void;
  /** How many rows came below, out of sight, since the end was left. */
  onBehind?(count: number): void;
};

/** Rows drawn beyond both edges, so that a fast scroll does not show gaps. */
const MARGIN_ROWS = 6;

export function VirtualRows(props: Props) {
  const { id, count, rowHeightPx, activeIndex } = props;
  const box = useRef<HTMLDivElement>(null);
  const headerPx = props.header ? rowHeightPx : 0;
  const { topPx, offsetPx, spacePx, pageRows, atEnd, onScroll, onScrollEnd } = useScrollPlace(box, {
    count,
    rowHeightPx,
    headerPx,
    activeIndex,
    active: props.active ?? activeIndex,
    followEnd: props.followEnd ?? false,
    kept: props.kept ?? null,
  });

  const seen = useRef(count);
  const behind = Math.max(0, count - seen.current);
  useEffect(() => {
    if (atEnd.current || count < seen.current) seen.current = count;
    props.onBehind?.(Math.max(0, count - seen.current));
  }, [count, topPx, behind]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (isCopy(event) && activeIndex >= 0 && props.onCopy) {
      props.onCopy(activeIndex);
      event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = indexAfterKey(event.key, activeIndex, count, pageRows);
    if (to !== null) (props.onMove ?? props.onActivate)(to);
    else if (!props.onKey?.(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  const first = Math.max(0, Math.floor(topPx / rowHeightPx) - MARGIN_ROWS);
  const last = Math.min(count, first + pageRows + 2 * MARGIN_ROWS + 1);
  const pool = last - first;
  // In the order of the pool, so that no element moves: each only gets another row to show.
  const indexes = Array.from({ length: pool }, (_, at) => first + at).sort(
    (a, b) => (a % pool) - (b % pool),
  );
  const active = activeIndex >= first && activeIndex < last;
  const list = {
    id,
    role: props.role,
    "aria-label": props.label,
    "aria-rowcount": props.role === "grid" ? count + 1 : undefined,
    "aria-activedescendant": active ? `${id}-${activeIndex}` : undefined,
    tabIndex: 0,
    onScroll,
    onScrollEnd,
    onKeyDown,
    onClick: (event: MouseEvent) => {
      const index = indexAt(event);
      if (index !== null) props.onActivate(index);
    },
    onDblClick: (event: MouseEvent) => {
      const index = indexAt(event);
      if (index !== null) props.onDouble?.(index);
    },
    onContextMenu: (event: MouseEvent) => {
      const index = indexAt(event) ?? (activeIndex >= 0 ? activeIndex : null);
      if (index === null || !props.onMenu) return;
      const at = document.getElementById(`${id}-${index}`);
      props.onMenu(index, event, at);
    },
  } as const;
  return (
    <div ref={box} class="rows" {...list}>
      {props.header}
      <div
        class="rows-space"
        role={props.role === "grid" ? "rowgroup" : "none"}
        style={{ height: `${spacePx}px` }}
      >
        {indexes.map((index) => {
          const row = props.row(index);
          return (
            <div
              key={index % pool}
              {...row.props}
              id={`${id}-${index}`}
              data-index={index}
              style={{ height: `${rowHeightPx}px`, top: `${index * rowHeightPx - offsetPx}px` }}
            >
              {row.children}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function indexAt({ target }: Event): number | null {
  const row = target instanceof Element && target.closest("[data-index]");
  return row instanceof HTMLElement ? Number(row.dataset.index) : null;
}
