import type { ReadonlySignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { ConnectionList } from "../connections/ConnectionList.tsx";
import { ListHead } from "../connections/ListHead.tsx";
import { columnsWithin, listColumns } from "../connections/list-columns.ts";
import type { Find } from "../find/find-model.ts";
import type { PanelActions } from "../model/actions/actions.ts";
import { helpersInWords } from "../model/folds/helper-folds.ts";
import { isSelectedRow, listRows } from "../model/list-rows.ts";
import type { Model } from "../model/model.ts";
import type { Place } from "../model/place.ts";
import { openContextMenu } from "../ui/menus/context-menu.ts";
import { useRememberedSize } from "../ui/remembered.ts";
import { Splitter } from "../ui/Splitter.tsx";
import { useKeptFocus } from "../ui/use-document.ts";
import { useRoom } from "../ui/use-room.ts";
import { Detail } from "./Detail.tsx";
import { emptyListInWords } from "./empty-reason.ts";

export type PanesProps = {
  model: Model;
  actions: PanelActions;
  place: Place;
  /** Null until it is loaded. */
  find: ReadonlySignal<Find | null>;
};

/** The list of connections, and beside it what is chosen there. */
export function Panes({ model, actions, place, find }: PanesProps) {
  const nowMs = model.shownNowMs.value;
  const folds = {
    collapsed: model.collapsed.value,
    openedHelpers: model.openedHelpers.value,
    attempts: model.attempts.value,
  };
  const order = { ...model.sortBy.value, nowMs };
  const rows = listRows(model.shownGroups.value, model.helpers.value, folds, order);
  const selection = model.selection.value;
  useKeptFocus(
    () =>
      selection
        ? document.querySelector(".pane-detail [role='tab'][aria-selected='true']")
        : document.getElementById("connections"),
    selection,
  );
  const [chosenPx, setListPx] = useRememberedSize("list-width");
  const listPx = chosenPx ?? usualListPx();
  const list = useRef<HTMLElement>(null);
  const columns = columnsWithin(listColumns.value, useRoom(list)?.widthPx ?? listPx);
  return (
    <div
      class={`panes${selection ? " has-selection" : ""}`}
      style={{ "--list-width": `${listPx}px` }}
    >
      <nav ref={list} id="pane-list" class="pane-list" aria-label="Connections">
        <ListHead model={model} actions={actions} columns={columns} />
        {rows.length === 0 && (
          <p class="hint quiet">{emptyListInWords(model.groups.value, model.hitGroups.value)}</p>
        )}
        <ConnectionList
          key={model.fileId.value ?? "live"}
          rows={rows}
          kept={model.keptView().list}
          findings={model.findings.value}
          grades={model.grades.value}
          nowMs={nowMs}
          hits={model.filter.counted.value?.byConnection ?? null}
          columns={columns}
          activeIndex={rows.findIndex((row) => isSelectedRow(row, selection))}
          selection={selection}
          onActivate={actions.selectRow}
          onFold={actions.fold}
          onEnter={() =>
            document.querySelector<HTMLElement>(".pane-detail [tabindex='0']")?.focus()
          }
          onEscape={actions.deselect}
          onMenu={async (row, event, element) => {
            event.preventDefault();
            const { rowMenu } = await import("../menus/row-menu.ts");
            openContextMenu(event, element, rowMenu(row, model, actions));
          }}
          onDouble={(row) => {
            if (row.kind === "connection") actions.openTab(row.connection.id, "messages");
            else if (row.kind === "group") actions.showMessages(row.group.id, []);
            else actions.fold(row, row.expanded);
          }}
          onCopy={(row) => {
            if (row.kind === "connection") void actions.copy(row.connection.url);
            else if (row.kind === "group") void actions.copy(row.group.endpoint);
            else if (row.kind === "attempts") void actions.copy(row.attempts.title);
            else void actions.copy(helpersInWords(row.count));
          }}
        />
        <Splitter
          label="Width of the list"
          controls="pane-list"
          orientation="vertical"
          sizePx={listPx}
          minPx={MIN_LIST_PX}
          maxPx={Math.max(MIN_LIST_PX, innerWidth - MIN_DETAIL_PX)}
          onSize={setListPx}
        />
      </nav>
      <main class="pane-detail">
        {selection && (
          <button type="button" class="plain back" onClick={actions.deselect}>
            ← All findings
          </button>
        )}
        <Detail model={model} actions={actions} place={place} find={find.value} />
      </main>
    </div>
  );
}

const MIN_LIST_PX = 160;
const MIN_DETAIL_PX = 320;

/** A third of the panel, as long as names of endpoints need it. */
const usualListPx = (): number => Math.round(Math.min(460, Math.max(230, innerWidth * 0.32)));
