/** What buttons do. Components are given these; none of them talks to the browser itself. */
import type { Finding } from "../analysis/finding.ts";
import type { FromView } from "../protocol/panel-message.ts";
import { browser } from "../shared/browser.ts";
import type { ListRow } from "./list-rows.ts";
import { loadDiagnosis } from "./load-diagnosis.ts";
import type { Model } from "./model.ts";
import { openSessionFile } from "./open-session.ts";
import type { Place } from "./place.ts";
import { saveSession } from "./save-session.ts";
import type { SourcePlace } from "./stack-frame.ts";

export type PanelActions = ReturnType<typeof createActions>;

/** The bridge gives up after 5 s; a probe that is silent for longer will not answer. */
const PROBE_PATIENCE_MS = 8_000;

export function createActions(model: Model, place: Place, send: (message: FromView) => void) {
  const fail = (what: string, error: unknown) => {
    model.notice.value = {
      kind: "error",
      text: `${what}: ${error instanceof Error ? error.message : String(error)}`,
    };
  };

  const selectConnection = (id: string, seq?: number) => {
    model.selection.value =
      seq === undefined ? { kind: "connection", id } : { kind: "connection", id, seq };
    if (seq !== undefined) model.tab.value = "messages";
  };

  return {
    setRecording: (on: boolean) => {
      model.recordWanted.value = on;
      send({ kind: "record", on });
    },
    clear: () => {
      model.selection.value = null;
      send({ kind: "clear" });
    },
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
          nowMs,
          withSecrets,
        });
      } catch (error) {
        fail("The session could not be exported", error);
      }
    },

    async openFile(file: File) {
      try {
        model.file.value = await openSessionFile(file);
        model.selection.value = null;
        model.notice.value = null;
      } catch (error) {
        fail(`${file.name} could not be opened`, error);
      }
    },
    closeFile: () => {
      model.file.value = null;
      model.selection.value = null;
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
