/** What buttons do. Components are given these; none of them talks to the browser itself. */
import type { Finding } from "../analysis/finding.ts";
import type { FromView } from "../protocol/panel-message.ts";
import type { Overrides } from "../session/overrides.ts";
import { browser } from "../shared/browser.ts";
import type { ListRow } from "./list-rows.ts";
import { loadDiagnosis } from "./load-diagnosis.ts";
import type { Model, OpenedFile } from "./model.ts";
import { openSessionFile } from "./open-session.ts";
import type { Place } from "./place.ts";
import { saveSession } from "./save-session.ts";
import type { SourcePlace } from "./stack-frame.ts";
import { clearable } from "./without-cleared.ts";
import type { WrittenReport } from "./write-report.ts";

export type PanelActions = ReturnType<typeof createActions>;

/** The bridge gives up after 5 s; a probe that is silent for longer will not answer. */
const PROBE_PATIENCE_MS = 8_000;
/** Time to notice that the wrong thing was cleared. */
const UNDO_MS = 8_000;
const CLEAR_SETTLES_MS = 1_000;

export function createActions(model: Model, place: Place, send: (message: FromView) => void) {
  const fail = (what: string, error: unknown) => {
    model.notice.value = {
      kind: "error",
      text: `${what}: ${error instanceof Error ? error.message : String(error)}`,
    };
  };

  const selectConnection = (id: string, place?: number | { at: number }) => {
    const shown = typeof place === "number" ? { seq: place } : place;
    model.selection.value = { kind: "connection", id, ...shown };
    if (shown) model.tab.value = "messages";
  };

  let clearTimer: ReturnType<typeof setTimeout> | undefined;
  /** What was cleared is deleted now. Harmless where nothing was. */
  const finishClear = () => {
    clearTimeout(clearTimer);
    if (model.cleared.peek() === null) return;
    send({ kind: "clear" });
    // Hidden until the background's next word, which comes without them.
    clearTimer = setTimeout(() => {
      model.cleared.value = null;
    }, CLEAR_SETTLES_MS);
  };

  const showFile = (id: number | null) => {
    model.fileId.value = id;
    model.selection.value = null;
    model.range.value = null;
  };

  return {
    setRecording: (on: boolean) => {
      model.recordWanted.value = on;
      send({ kind: "record", on });
    },
    clear: () => {
      const live = model.live.peek();
      if (!live) return;
      model.selection.value = null;
      model.range.value = null;
      finishClear();
      const ids = clearable(live);
      model.cleared.value = ids;
      clearTimer = setTimeout(finishClear, UNDO_MS);
    },
    undoClear: () => {
      clearTimeout(clearTimer);
      model.cleared.value = null;
    },
    finishClear,
    setPreserveLog: (on: boolean) => {
      // Shown at once: the background's word comes a moment later.
      const live = model.live.peek();
      if (live) model.live.value = { ...live, preserveLog: on };
      send({ kind: "preserve-log", on });
    },
    setPaused: (on: boolean) => send({ kind: "pause", on }),

    async exportSession({ withSecrets }: { withSecrets: boolean }) {
      const session = model.session.peek();
      if (!session) return;
      const file = model.file.peek();
      const nowMs = file?.endedAt ?? Date.now();
      try {
        const diagnose = await loadDiagnosis();
        await saveSession({
          session,
          store: file?.store ?? model.store.peek(),
          report: diagnose(session, nowMs),
          overrides: model.overrides.peek(),
          nowMs,
          withSecrets,
        });
      } catch (error) {
        fail("The session could not be exported", error);
      }
    },

    /** The written report, always masked: it is made to be passed on. */
    async makeReport(): Promise<WrittenReport | null> {
      const session = model.session.peek();
      if (!session) return null;
      const file = model.file.peek();
      try {
        const { writeReport } = await import("./write-report.ts");
        return writeReport({
          session,
          name: file?.name ?? model.tabUrl.peek() ?? "a tab",
          notes: file?.notes ?? [],
          overrides: model.overrides.peek(),
          nowMs: file?.endedAt ?? Date.now(),
        });
      } catch (error) {
        fail("The report could not be written", error);
        return null;
      }
    },
    setOverrides: (overrides: Overrides) => {
      const file = model.file.peek();
      const changed = (opened: OpenedFile) => (opened === file ? { ...file, overrides } : opened);
      if (file) model.files.value = model.files.peek().map(changed);
      else model.ownOverrides.value = overrides;
    },

    /** Each becomes a session of its own; the last one that could be read is shown. */
    async openFiles(files: readonly File[]) {
      model.notice.value = null;
      for (const file of files) {
        try {
          const opened = await openSessionFile(file);
          model.files.value = [...model.files.peek(), opened];
          showFile(opened.id);
        } catch (error) {
          fail(`${file.name} could not be opened`, error);
        }
      }
    },
    showFile,
    closeFile: (id: number) => {
      const left = model.files.peek().filter((file) => file.id !== id);
      model.files.value = left;
      if (model.fileId.peek() === id) {
        showFile(place.kind === "viewer" ? (left.at(-1)?.id ?? null) : null);
      }
    },
    openOptions: () => void browser.runtime.openOptionsPage(),
    dismissNotice: () => {
      model.notice.value = null;
    },

    reload: () => {
      if (place.kind === "devtools") chrome.devtools.inspectedWindow.reload({});
      else if (place.kind === "tab") void browser.tabs.reload(place.tabId);
    },
    requestAccess: () => {
      // Must be called within the click itself. Some pages of an extension lack this API.
      const asked = browser.permissions?.request({ origins: ["<all_urls>"] });
      if (asked) asked.catch((error) => fail("Access was not given", error));
      else void browser.runtime.openOptionsPage();
    },
    watchSite: () => send({ kind: "site-mode", mode: null }),
    resume: () => send({ kind: "pause", on: false }),

    probe: (connectionId: string, withCredentials: boolean) => {
      const answers = model.session.peek()?.connections.get(connectionId)?.probes.length ?? 0;
      const pending = { id: connectionId, answers };
      model.pendingProbe.value = pending;
      setTimeout(() => {
        if (model.pendingProbe.peek() === pending) model.pendingProbe.value = null;
      }, PROBE_PATIENCE_MS);
      send({ kind: "probe", connectionId, withCredentials });
    },

    selectConnection,
    selectSeries: (endpoint: string) => {
      model.selection.value = { kind: "series", endpoint };
    },
    selectRow: (row: ListRow) => {
      if (row.kind === "connection") selectConnection(row.connection.id);
      else model.selection.value = { kind: "series", endpoint: row.group.endpoint };
    },
    selectFinding: ({ subject }: Pick<Finding, "subject">) => {
      model.tab.value = "why";
      if (subject.kind === "connection") selectConnection(subject.id);
      else if (subject.kind === "series") {
        model.selection.value = { kind: "series", endpoint: subject.url };
      } else model.selection.value = { kind: "page" };
    },
    deselect: () => {
      model.selection.value = null;
    },
    fold: (groupId: string, folded: boolean) => {
      const collapsed = new Set(model.collapsed.peek());
      if (folded) collapsed.add(groupId);
      else collapsed.delete(groupId);
      model.collapsed.value = collapsed;
    },
    /** Null where there is no Sources panel to open it in. */
    openSource:
      place.kind === "devtools"
        ? ({ url, line, column }: SourcePlace) => {
            // Stacks count from 1, DevTools from 0.
            chrome.devtools.panels.openResource(url, line - 1, column - 1, () => undefined);
          }
        : null,
  };
}
