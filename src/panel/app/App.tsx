import { useEffect, useState } from "preact/hooks";
import type { EndpointGroup } from "../../analysis/series/endpoint-groups.ts";
import { standingOfHealth } from "../../analysis/standing-words.ts";
import { exportParts } from "../files/export-parts.ts";
import { FilterBar } from "../filter-bar/FilterBar.tsx";
import { totalsOf } from "../model/totals.ts";
import { clearedInWords } from "../model/without-cleared.ts";
import { TimelinePane } from "../timeline/TimelinePane.tsx";
import { installCutTitles } from "../ui/cut-titles.ts";
import { lazyView } from "../ui/LazyView.tsx";
import { contextMenu } from "../ui/menus/context-menu.ts";
import { useEscape, useFileDrop, useKeys } from "../ui/use-document.ts";
import { BusyNote } from "./BusyNote.tsx";
import { findEmptyReason, findWarning, offBy } from "./empty-reason.ts";
import { Panes, type PanesProps } from "./Panes.tsx";
import { Summary } from "./Summary.tsx";
import { Toolbar } from "./Toolbar.tsx";

type Props = PanesProps;

const FileStrip = lazyView(() =>
  import("../files/FileStrip.tsx").then(({ FileStrip }) => FileStrip),
);
const ViewerStart = lazyView(() =>
  import("../files/ViewerStart.tsx").then(({ ViewerStart }) => ViewerStart),
);
const AcrossView = lazyView(() =>
  import("../across/AcrossView.tsx").then(({ AcrossView }) => AcrossView),
);
const StorageNote = lazyView(() =>
  import("./StorageNote.tsx").then(({ StorageNote }) => StorageNote),
);
const FindBar = lazyView(() => import("../find/FindBar.tsx").then(({ FindBar }) => FindBar));
const EmptyState = lazyView(() => import("./EmptyState.tsx").then(({ EmptyState }) => EmptyState));
const StatusLine = lazyView(() => import("./StatusLine.tsx").then(({ StatusLine }) => StatusLine));
const ContextMenu = lazyView(() =>
  import("../ui/menus/ContextMenu.tsx").then(({ ContextMenu }) => ContextMenu),
);
const KeyMap = lazyView(() => import("./KeyMap.tsx").then(({ KeyMap }) => KeyMap));

export function App(props: Props) {
  const { model, actions, place, find } = props;
  const dropping = useFileDrop(actions.openFiles);
  useEscape(() => {
    if (!model.selection.peek()) return false;
    actions.deselect();
    document.getElementById("connections")?.focus();
    return true;
  });
  const [keysShown, setKeysShown] = useState(false);
  useKeys({
    "?": () => setKeysShown(true),
    ...(place.kind === "devtools" ? { "Ctrl+l": actions.clear } : {}),
    "Ctrl+z": actions.undo,
    "/": () => document.getElementById("filter")?.focus(),
    "[": () => chooseNextTab(-1),
    "]": () => chooseNextTab(1),
  });
  useEffect(() => installCutTitles(document), []);
  const session = model.slowSession.value;
  const file = model.file.value;
  const across = model.across.value !== null;
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
  const report = model.report.value;
  const findings = model.findings.value;
  // Without a socket there may still be something to say: a constructor that threw.
  const showsFindings =
    (empty === "no-sockets" || empty === "empty-file") && findings.newestFirst.length > 0;
  return (
    <div class={`app${dropping ? " drop" : ""}`}>
      <header class="bars">
        <h1 class="spoken">Stormglass</h1>
        <Toolbar
          actions={actions}
          live={place.kind !== "viewer" && !file}
          recording={session?.mode === "record"}
          off={offBy(known)}
          watching={{ tabUrl: model.tabUrl.value, ...model.site.value }}
          preserveLog={session?.preserveLog ?? false}
          hasSession={
            session !== null && session.connections.size + session.constructorErrors.length > 0
          }
          hasLogs={(model.shownLogs.value?.files.length ?? 0) > 0}
          parts={exportParts(model)}
          link={known.link}
          onKeys={() => setKeysShown(true)}
        />
        {keysShown && <KeyMap onClose={() => setKeysShown(false)} />}
        {model.files.value.length > 0 && (
          <FileStrip model={model} actions={actions} place={place} />
        )}
        {warning && (
          <p class="note warning" role="status">
            {warning}
          </p>
        )}
        {model.cleared.value && !file && (
          <p class="note" role="status">
            {clearedInWords(model.cleared.value)}{" "}
            <button type="button" class="link" onClick={actions.undoClear}>
              Undo
            </button>
          </p>
        )}
        {model.busy.value && <BusyNote busy={model.busy.value} />}
        {model.notice.value && (
          <p class={`note ${model.notice.value.kind}`} role="alert">
            {model.notice.value.text}{" "}
            <button type="button" class="link" onClick={actions.dismissNotice}>
              Dismiss
            </button>
          </p>
        )}
        {place.kind !== "viewer" &&
          !file &&
          (model.storage.value.place === "memory" || model.storeProblem.value !== null) && (
            <StorageNote storage={model.storage.value} problem={model.storeProblem.value} />
          )}
        {session && !empty && !across && (
          <div class="session-lines">
            <Summary
              health={report?.health ?? null}
              unwatchedSince={file ? null : (session.unwatchedSince ?? null)}
              standing={
                report && standingInFile(standingOfHealth(report, model.shownNowMs.value), file)
              }
              findings={findings.newestFirst}
              outages={report?.outages}
              totals={totalsOf(session)}
              nowMs={model.shownNowMs.value}
              onOpen={(reason) => void actions.openReason(reason)}
            />
            <FilterBar
              filter={model.filter}
              connections={model.groups.value.flatMap((group) => group.connections)}
              shownCount={countConnections(model.shownGroups.value)}
              findingsOf={model.findingsOf.value}
            />
          </div>
        )}
      </header>
      <StatusLine model={model} onUndo={actions.undo} />
      {contextMenu.value && <ContextMenu />}
      {find.value?.isOpen.value && <FindBar find={find.value} />}
      {session && session.connections.size > 0 && !empty && !across && (
        <TimelinePane model={model} actions={actions} />
      )}
      {across ? (
        <main class="alone">
          <AcrossView model={model} actions={actions} />
        </main>
      ) : empty === "viewer" ? (
        <main class="alone">
          <ViewerStart onOpen={actions.openFiles} demo={place.kind === "viewer" && place.demo} />
        </main>
      ) : empty && !showsFindings ? (
        <main class="alone">
          <EmptyState reason={empty} actions={actions} />
        </main>
      ) : (
        <Panes {...props} />
      )}
    </div>
  );
}

/** The tab beside the chosen one, whichever view has them. */
function chooseNextTab(step: 1 | -1): void {
  const tabs = [...document.querySelectorAll<HTMLElement>(".pane-detail [role='tab']")];
  const at = tabs.findIndex((tab) => tab.getAttribute("aria-selected") === "true");
  tabs[(at + step + tabs.length) % tabs.length]?.click();
}

/** In a file "going on" would be read as of now. */
const standingInFile = (standing: string | null, file: unknown): string | null =>
  file !== null && standing === "going on" ? "when the file ended" : standing;

const countConnections = (groups: EndpointGroup[]): number =>
  groups.reduce((sum, { connections }) => sum + connections.length, 0);
