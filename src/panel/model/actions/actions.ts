/** What buttons do. Components are given these; none of them talks to the browser itself. */
import type { FromView } from "../../../protocol/panel-message.ts";
import type { Overrides } from "../../../session/overrides.ts";
import { browser } from "../../../shared/browser.ts";
import { copyText } from "../../../shared/copy.ts";
import type { SiteMode } from "../../../shared/site-rules.ts";
import type { ReportPart } from "../../files/report/write-report.ts";
import { failureInWords } from "../../ui/failure-in-words.ts";
import type { Span } from "../../ui/span.ts";
import type { SourcePlace } from "../../ui/stack-frame.ts";
import { takeBack } from "../../ui/undo.ts";
import type { Model } from "../model.ts";
import type { Place } from "../place.ts";
import { createClearActions } from "./clear-actions.ts";
import { createExportActions } from "./export-actions.ts";
import { createFileActions } from "./file-actions.ts";
import { createLogActions } from "./log-actions.ts";
import { createSelectActions } from "./select-actions.ts";

export type PanelActions = ReturnType<typeof createActions>;

/** The bridge gives up after 5 s; a probe that is silent for longer will not answer. */
const PROBE_PATIENCE_MS = 8_000;

export function createActions(model: Model, place: Place, send: (message: FromView) => void) {
  const fail = (what: string, error: unknown) => {
    model.notice.value = { kind: "error", text: failureInWords(what, error) };
  };

  const say = (text: string) => {
    // The same once more is to be heard once more.
    model.said.value = model.said.peek() === text ? `${text}\u00a0` : text;
  };
  /** The result is told: what was copied is nowhere to be seen. */
  const copy = async (text: string, said = "Copied.") => {
    say((await copyText(text)) ? said : "The browser did not let this be copied.");
  };
  const exports = createExportActions(model, fail);
  const clearing = createClearActions(model, send);
  const logs = createLogActions(model, fail);

  return {
    fail,
    logs,
    ...createSelectActions(model),
    ...clearing,
    ...exports,
    ...createFileActions(model, place, logs),
    setRecording: (on: boolean) => send({ kind: "tab-record", on }),
    setTabPaused: (on: boolean) => send({ kind: "tab-off", on }),
    setSiteMode: (mode: SiteMode) => send({ kind: "site-mode", mode }),
    /** All that is kept of the tab, for good. */
    forgetTab: () => {
      model.range.value = null;
      model.selection.value = null;
      send({ kind: "forget", at: Date.now() });
    },
    setPreserveLog: (on: boolean) => {
      // Shown at once: the background's word comes a moment later.
      const live = model.live.peek();
      if (live) model.live.value = { ...live, preserveLog: on };
      send({ kind: "preserve-log", on });
    },
    setPaused: (on: boolean) => send({ kind: "pause", on }),

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

    copy,
    copyPart: async (part: ReportPart) => {
      const text = await exports.makePart(part);
      if (text === null) say("It is not told any more.");
      else await copy(text);
    },
    /** What was lost last: a filter, a time, what was cleared. */
    undo: () => {
      if (model.cleared.peek()) clearing.undoClear();
      else if (!takeBack()) say("There is nothing to undo.");
      else say("Undone.");
    },
    showOnTimeline: (span: Span) => {
      model.soughtTime.value = span;
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
    watchSite: () => send({ kind: "site-mode", mode: "auto" }),
    resume: () => send({ kind: "pause", on: false }),
    resumeTab: () => send({ kind: "tab-off", on: false }),

    probe: (connectionId: string, withCredentials: boolean) => {
      const answers = model.session.peek()?.connections.get(connectionId)?.probes.length ?? 0;
      const pending = { id: connectionId, answers };
      model.pendingProbe.value = pending;
      setTimeout(() => {
        if (model.pendingProbe.peek() === pending) model.pendingProbe.value = null;
      }, PROBE_PATIENCE_MS);
      send({ kind: "probe", connectionId, withCredentials });
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
