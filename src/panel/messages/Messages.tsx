import { useEffect, useRef, useState } from "preact/hooks";
import type { StoreReader } from "../../store/store.ts";
import { countOf, formatCount } from "../../words/words.ts";
import { MessageDetail } from "../body/MessageDetail.tsx";
import { changeFilter } from "../filter/change-filter.ts";
import { hidesHeartbeats, toggleHeartbeats, withTerm } from "../filter/edit-filter.ts";
import type { FilterModel } from "../filter/filter-model.ts";
import type { Find } from "../find/find-model.ts";
import { VirtualRows } from "../ui/rows/VirtualRows.tsx";
import type { Span } from "../ui/span.ts";
import { drawRow } from "./draw-row.tsx";
import { noMessages, noneShown, noteOn } from "./list-words.ts";
import { MessageBar } from "./MessageBar.tsx";
import { Columns } from "./MessageRow.tsx";
import { MessageSplit } from "./MessageSplit.tsx";
import { gridTracks, messageColumns } from "./message-columns.tsx";
import {
  type ListInput,
  type MessageList,
  type RowPlace,
  type TimePlace,
  wentCountOf,
} from "./message-list.ts";
import { TIME_MODES, timeMode } from "./message-view.ts";
import { createRowCommands } from "./row-commands.ts";
import { useMessageList } from "./use-message-list.ts";

export type MessagesProps = Pick<
  ListInput,
  "connections" | "isSeries" | "dropped" | "range" | "clearedAt" | "nowMs"
> & {
  label: string;
  /** Changes where another list is to be shown. */
  listKey: string;
  store: StoreReader | null;
  tabId: number;
  /** The rows are in no database that a worker could read. */
  allFed: boolean;
  /** Changes when the store has more rows. */
  storedTick: number;
  /** The message or the event to show first, where one was asked for. */
  startAt: RowPlace | TimePlace | null;
  filter: FilterModel;
  find: Find;
  findingsOf: ListInput["findingsOf"];
  /** Shows a part of the time only. */
  onRange(span: Span): void;
  onCopy(text: string, said?: string): void;
};

/** A message that is shown in full, or an event between them that the keyboard stands on. */
type Active =
  | ({ kind: "row"; part: number; position: number } & RowPlace)
  | { kind: "marker"; key: string };

const ROW_HEIGHT_PX = 20;

export function Messages(props: MessagesProps) {
  const { connections, isSeries, dropped, range, clearedAt, nowMs, findingsOf, filter, find } =
    props;
  const input: ListInput = {
    connections,
    isSeries,
    dropped,
    filter: filter.filter.value,
    range,
    clearedAt,
    findingsOf,
    nowMs,
  };
  const place = {
    store: props.store,
    tabId: props.tabId,
    allFed: props.allFed,
    key: props.listKey,
  };
  const { list, isCounted, problem } = useMessageList(place, input, props.storedTick);
  const [active, setActive] = useState<Active | null>(null);

  /** Rows below that came since the end was left. */
  const [behind, setBehind] = useState(0);

  const current = useRef(active);
  current.current = active;

  useEffect(() => setActive(null), [list, clearedAt]);
  const show = async (wanted: RowPlace) => {
    // Where it stands is only known once the rows are counted.
    await list.update(input);
    const found = await list.locate(wanted);
    if (found) setActive({ kind: "row", ...found, ...wanted });
  };
  const showTime = async (wanted: TimePlace) => {
    await list.update(input);
    const found = await list.locateTime(wanted);
    if (found?.kind === "marker") setActive(found);
    else if (found) await show(found);
  };
  useEffect(() => {
    if (props.startAt && "seq" in props.startAt) void show(props.startAt);
    else if (props.startAt) void showTime(props.startAt);
  }, [list, props.startAt]);
  useEffect(() => {
    // Where rows went before it, the message that is open stands elsewhere now.
    if (active?.kind === "row" && active.seq >= 0) void show(active);
  }, [wentCountOf(dropped)]);
  const shownNow = useRef({ show, connections });
  shownNow.current = { show, connections };
  useEffect(() => {
    find.setList({
      has: (connectionId) => shownNow.current.connections.some(({ id }) => id === connectionId),
      start() {
        const open = current.current;
        if (open?.kind === "row" && open.seq >= 0) return open;
        const [first] = shownNow.current.connections;
        return first ? { connectionId: first.id, seq: 0 } : null;
      },
      show: (at) => void shownNow.current.show(at),
    });
    return () => find.setList(null);
  }, [list]);

  const layout = list.layout();
  const parts = list.parts();
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  const state = list.filterState();
  useEffect(() => {
    filter.hits.value = { shown: layout.rowCount, total, state };
  });
  useEffect(
    () => () => {
      filter.hits.value = null;
    },
    [],
  );

  const activeIndex = indexOfActive(list, active);
  const activate = (index: number) => {
    const item = layout.itemAt(index);
    if (item?.kind === "marker") setActive({ kind: "marker", key: item.marker.key });
    if (item?.kind !== "row") return;
    const row = list.row(item.flatRow);
    const connectionId = parts[item.part]?.connection.id;
    if (connectionId === undefined) return;
    const position = list.positionOf(item.part, item.row);
    setActive({ kind: "row", part: item.part, position, connectionId, seq: row?.seq ?? -1 });
  };
  const onKey = (event: KeyboardEvent) => {
    // With no message open Escape is the page's, which leads back to the connections.
    if (event.key !== "Escape" || !active) return false;
    setActive(null);
    return true;
  };
  const { openMenu, copyRow } = createRowCommands({ list, layout, parts }, activate, {
    copy: props.onCopy,
    showTime: props.onRange,
    filterBy: (term) => {
      changeFilter(filter, withTerm(filter.filter.peek(), term, true), `Filtered by ${term}`);
    },
  });
  const columns = messageColumns(TIME_MODES[timeMode.value]);
  const searched = find.isOpen.value && !find.query.value.isRegex ? find.query.value.text : "";
  const note = noteOn(connections, parts);
  const message = active?.kind === "row" && parts[active.part] && (
    <MessageDetail
      list={list}
      part={active.part}
      position={active.position}
      refresh={props.storedTick}
      onClose={() => setActive(null)}
    />
  );
  return (
    <div
      class="messages"
      style={{ "--number-width": `${widestNumber(parts)}ch`, ...gridTracks(columns) }}
    >
      {note && <p class="note">{note}</p>}
      {(problem ?? state?.problem) && (
        <p class="note tone-error" role="alert">
          {problem ? `The messages could not be read: ${problem}` : state?.problem}
        </p>
      )}
      <MessageBar
        shown={layout.rowCount}
        total={total}
        state={state}
        hidesHeartbeats={hidesHeartbeats(filter.filter.value)}
        onToggleHeartbeats={() => {
          filter.text.value = toggleHeartbeats(filter.filter.value);
        }}
        onFind={find.open}
      />
      <MessageSplit message={message}>
        {layout.count === 0 ? (
          <p class="hint quiet">{isCounted ? noMessages(connections) : "Reading…"}</p>
        ) : (
          <VirtualRows
            id="messages"
            label={props.label}
            role="grid"
            count={layout.count}
            rowHeightPx={ROW_HEIGHT_PX}
            activeIndex={activeIndex}
            followEnd={active === null}
            header={<Columns columns={columns} />}
            onActivate={activate}
            onKey={onKey}
            onMenu={(index, event, element) => void openMenu(index, event, element)}
            onCopy={(index) => void copyRow(index)}
            onBehind={setBehind}
            row={(index) =>
              drawRow(list, columns, layout.itemAt(index), index, activeIndex, searched)
            }
          />
        )}
        {behind > 0 && layout.count > 0 && (
          <button type="button" class="behind" onClick={() => scrollToEnd(activeIndex, setActive)}>
            ↓ {countOf(behind, "new row")}
          </button>
        )}
        {total > 0 && layout.rowCount === 0 && isCounted && !state?.isRunning && (
          <p class="hint quiet">{noneShown(total, { range, isFiltered: state !== null })}</p>
        )}
      </MessageSplit>
    </div>
  );
}

/** In characters: how far the numbers of the messages go. */
const widestNumber = (parts: readonly { count: number }[]): number =>
  formatCount(parts.reduce((most, { count }) => Math.max(most, count), 0)).length;

function indexOfActive(list: MessageList, active: Active | null): number {
  if (!active) return -1;
  return active.kind === "row"
    ? list.indexOf(active.part, active.position)
    : list.layout().indexOfMarker(active.key);
}

/** The last row, and those that come from then on. */
function scrollToEnd(activeIndex: number, setActive: (active: null) => void): void {
  if (activeIndex >= 0) setActive(null);
  const list = document.getElementById("messages");
  if (list) list.scrollTop = list.scrollHeight;
}
