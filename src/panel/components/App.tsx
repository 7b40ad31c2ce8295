import type { PanelActions } from "../actions.ts";
import { findEmptyReason, findWarning } from "../empty-reason.ts";
import { type ListRow, listRows } from "../list-rows.ts";
import type { Model, Selection } from "../model.ts";
import type { Place } from "../place.ts";
import { totalsOf } from "../totals.ts";
import { useEscape, useFileDrop } from "../use-document.ts";
import { ConnectionList } from "./ConnectionList.tsx";
import { Detail } from "./Detail.tsx";
import { EmptyState } from "./EmptyState.tsx";
import { Summary } from "./Summary.tsx";
import { Toolbar } from "./Toolbar.tsx";
import { ViewerStart } from "./ViewerStart.tsx";

type Props = { model: Model; actions: PanelActions; place: Place };

export function App({ model, actions, place }: Props) {
  const dropping = useFileDrop(actions.openFile);
  useEscape(() => {
    if (!model.selection.peek()) return;
    actions.deselect();
    document.getElementById("connections")?.focus();
  });
  const session = model.slowSession.value;
  const file = model.file.value;
  const known = {
    connectionCount: session ? session.connections.size : null,
    coverage: model.coverage.value,
    paused: model.paused.value,
    tabClosed: model.tabClosed.value,
    link: model.link.value,
    place: place.kind,
    fileOpened: file !== null,
  };
  const empty = findEmptyReason(known);
  const warning = findWarning(known);
  const findings = model.findings.value;
  // Without a socket there may still be something to say: a constructor that threw.
  const showsFindings = empty === "no-sockets" && findings.newestFirst.length > 0;
  return (
    <div class={`app${dropping ? " drop" : ""}`}>
      <Toolbar
        actions={actions}
        live={place.kind !== "viewer" && !file}
        recording={session?.mode === "record"}
        paused={known.paused}
        preserveLog={session?.preserveLog ?? false}
        hasSession={
          session !== null && session.connections.size + session.constructorErrors.length > 0
        }
        link={known.link}
      />
      {file && (
        <p class="note">
          <strong>{file.name}</strong>
          {file.notes.map((note) => (
            <span key={note}> {note}</span>
          ))}{" "}
          <button type="button" class="link" onClick={actions.closeFile}>
            {place.kind === "viewer" ? "Close file" : "Back to the live tab"}
          </button>
        </p>
      )}
      {warning && (
        <p class="note warning" role="status">
          {warning}
        </p>
      )}
      {model.notice.value && (
        <p class={`note ${model.notice.value.kind}`} role="alert">
          {model.notice.value.text}{" "}
          <button type="button" class="link" onClick={actions.dismissNotice}>
            Dismiss
          </button>
        </p>
      )}
      {session && !empty && (
        <Summary
          health={model.report.value?.health ?? null}
          totals={totalsOf(session)}
          onOpen={actions.selectFinding}
        />
      )}
      {empty === "viewer" ? (
        <ViewerStart onOpen={actions.openFile} />
      ) : empty && !showsFindings ? (
        <EmptyState reason={empty} actions={actions} />
      ) : (
        <Panes model={model} actions={actions} place={place} />
      )}
    </div>
  );
}

function Panes({ model, actions, place }: Props) {
  const rows = listRows(model.groups.value, model.collapsed.value);
  const selection = model.selection.value;
  return (
    <div class={`panes${selection ? " has-selection" : ""}`}>
      <div class="pane-list">
        <ConnectionList
          rows={rows}
          findings={model.findings.value}
          nowMs={model.shownNowMs.value}
          activeIndex={rows.findIndex((row) => isSelected(row, selection))}
          onActivate={actions.selectRow}
          onFold={actions.fold}
          onEnter={() =>
            document.querySelector<HTMLElement>(".pane-detail [tabindex='0']")?.focus()
          }
          onEscape={actions.deselect}
        />
      </div>
      <main class="pane-detail">
        {selection && (
          <button type="button" class="plain back" onClick={actions.deselect}>
            ← All findings
          </button>
        )}
        <Detail model={model} actions={actions} place={place} />
      </main>
    </div>
  );
}

function isSelected(row: ListRow, selection: Selection | null): boolean {
  if (selection?.kind === "connection") {
    return row.kind === "connection" && row.connection.id === selection.id;
  }
  return (
    selection?.kind === "series" &&
    row.kind === "group" &&
    row.group.endpoint === selection.endpoint
  );
}
