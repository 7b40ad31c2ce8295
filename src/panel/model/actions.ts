/** What buttons do. Components are given these; none of them talks to the browser itself. */
import type { Finding } from "../../analysis/finding.ts";
import { tryToDiagnose } from "../../analysis/try-to-diagnose.ts";
import { finishInTurns } from "../../analysis/turns.ts";
import type { Masked } from "../../har/mask/watch-masker.ts";
import type { FromView } from "../../protocol/panel-message.ts";
import type { Overrides } from "../../session/overrides.ts";
import { browser } from "../../shared/browser.ts";
import { eventLoop } from "../../shared/event-loop.ts";
import type { ExportWishes } from "../files/export-wishes.ts";
import type { Saved } from "../files/save-session.ts";
import type { WrittenReport } from "../files/write-report.ts";
import { failureInWords } from "../ui/failure-in-words.ts";
import type { SourcePlace } from "../ui/stack-frame.ts";
import { createFileActions } from "./file-actions.ts";
import type { ListRow } from "./list-rows.ts";
import { loadDiagnosis } from "./load-diagnosis.ts";
import type { Model } from "./model.ts";
import type { Place } from "./place.ts";
import { groupOfSeries, isSelectionIn } from "./series-groups.ts";
import { clearOf, withoutCleared } from "./without-cleared.ts";

export type PanelActions = ReturnType<typeof createActions>;

/** The bridge gives up after 5 s; a probe that is silent for longer will not answer. */
const PROBE_PATIENCE_MS = 8_000;
/** Time to notice that the wrong thing was cleared. */
const UNDO_MS = 8_000;
const CLEAR_SETTLES_MS = 1_000;

export function createActions(model: Model, place: Place, send: (message: FromView) => void) {
  const fail = (what: string, error: unknown) => {
    model.notice.value = { kind: "error", text: failureInWords(what, error) };
  };

  const selectConnection = (id: string, place?: number | { at: number }) => {
    const shown = typeof place === "number" ? { seq: place } : place;
    model.selection.value = { kind: "connection", id, ...shown };
    if (shown) model.tab.value = "messages";
  };

  const selectSeries = (groupId: string) => {
    model.selection.value = { kind: "series", groupId };
  };

  let clearTimer: ReturnType<typeof setTimeout> | undefined;
  /** What was cleared is deleted now. Harmless where nothing was. */
  const finishClear = () => {
    clearTimeout(clearTimer);
    const cleared = model.cleared.peek();
    if (!cleared) return;
    send({ kind: "clear", at: cleared.at });
    // Hidden until the background's next word, which comes without them.
    clearTimer = setTimeout(() => {
      model.cleared.value = null;
    }, CLEAR_SETTLES_MS);
  };

  /** What an export made now is made of. */
  const savedNow = (wishes: ExportWishes | null, onShare: Saved["onShare"]): Saved | null => {
    const session = model.session.peek();
    if (!session) return null;
    const file = model.file.peek();
    const nowMs = file?.endedAt ?? Date.now();
    return {
      session,
      store: file?.store ?? model.store.peek(),
      isLive: file === null,
      report: null,
      nowMs,
      wishes,
      onShare,
    };
  };

  return {
    setRecording: (on: boolean) => {
      model.recordWanted.value = on;
      send({ kind: "record", on });
    },
    clear: () => {
      const live = model.live.peek();
      if (!live) return;
      finishClear();
      const cleared = clearOf(live, Date.now());
      model.cleared.value = cleared;
      model.range.value = null;
      // Whoever watches a socket that lives on wants to see what it says next.
      const left = withoutCleared(live, cleared);
      if (!left || !isSelectionIn(left, model.selection.peek())) model.selection.value = null;
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

    /** `wishes`: null where secrets are to be in it. */
    async exportSession(wishes: ExportWishes | null) {
      const saved = savedNow(wishes, (share) => {
        model.busy.value = { text: "Exporting the session…", share };
      });
      if (!saved) return;
      try {
        const diagnose = await loadDiagnosis();
        const judging = tryToDiagnose(diagnose, saved.session, saved.nowMs, null);
        // What was recorded is worth the more where the diagnosis fails.
        const { report } = await finishInTurns(judging, eventLoop);
        const { saveSession } = await import("../files/save-session.ts");
        await saveSession({ ...saved, report });
      } catch (error) {
        fail("The session could not be exported", error);
      } finally {
        model.busy.value = null;
      }
    },

    /** What is masked where the session is exported; null where it was given up. */
    async previewExport(
      wishes: ExportWishes,
      signal: AbortSignal,
      onShare: (share: number) => void,
    ): Promise<Masked[] | null> {
      const saved = savedNow(wishes, onShare);
      if (!saved) return [];
      const { previewSession } = await import("../files/save-session.ts");
      return previewSession(saved, signal);
    },

    /** The written report, always masked: it is made to be passed on. */
    async makeReport(): Promise<WrittenReport | null> {
      const session = model.session.peek();
      if (!session) return null;
      const file = model.file.peek();
      try {
        const { writeReport } = await import("../files/write-report.ts");
        return writeReport({
          session,
          name: file?.name ?? model.tabUrl.peek() ?? "a tab",
          notes: file?.notes ?? [],
          nowMs: file?.endedAt ?? Date.now(),
        });
      } catch (error) {
        fail("The report could not be written", error);
        return null;
      }
    },
    setOverrides: (overrides: Overrides) => {
      const file = model.file.peek();
      if (!file) {
        model.sayOverrides(overrides);
        send({ kind: "overrides", overrides });
        return;
      }
      const changed = { ...file, session: { ...file.session, overrides } };
      const files = model.files.peek();
      model.files.value = files.map((opened) => (opened === file ? changed : opened));
    },

    ...createFileActions(model, place),
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
    selectSeries,
    selectRow: (row: ListRow) => {
      if (row.kind === "connection") selectConnection(row.connection.id);
      else if (row.kind === "group") selectSeries(row.group.id);
      else model.selection.value = { kind: "series", groupId: row.groupId, onlyHelpers: true };
    },
    /** The messages of one connection, or of all of a group. */
    showMessages: (groupId: string, connectionIds: readonly string[]) => {
      model.tab.value = "messages";
      const [only, ...others] = connectionIds;
      if (only !== undefined && others.length === 0) selectConnection(only);
      else selectSeries(groupId);
    },
    selectFinding: ({ subject }: Pick<Finding, "subject">) => {
      model.tab.value = "why";
      if (subject.kind === "connection") selectConnection(subject.id);
      else if (subject.kind === "series") {
        const series = model.report.peek()?.series ?? [];
        const group = groupOfSeries(model.groups.peek(), series, subject.id);
        selectSeries(group?.id ?? subject.url);
      } else model.selection.value = { kind: "page" };
    },
    deselect: () => {
      model.selection.value = null;
    },
    fold: (row: ListRow, folded: boolean) => {
      if (row.kind === "group") {
        model.collapsed.value = withMember(model.collapsed.peek(), row.group.id, folded);
      } else if (row.kind === "helpers") {
        model.openedHelpers.value = withMember(model.openedHelpers.peek(), row.groupId, !folded);
      }
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

function withMember(members: ReadonlySet<string>, id: string, isIn: boolean): ReadonlySet<string> {
  const changed = new Set(members);
  if (isIn) changed.add(id);
  else changed.delete(id);
  return changed;
}
