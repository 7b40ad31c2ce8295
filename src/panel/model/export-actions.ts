import { tryToDiagnose } from "../../analysis/try-to-diagnose.ts";
import { finishInTurns } from "../../analysis/turns.ts";
import type { Masked } from "../../har/mask/watch-masker.ts";
import { eventLoop } from "../../shared/event-loop.ts";
import type { ExportWishes } from "../files/export-wishes.ts";
import type { Saved } from "../files/save-session.ts";
import type { ReportPart, WrittenReport } from "../files/write-report.ts";
import type { Packing } from "../files/written-file.ts";
import { loadDiagnosis } from "./load-diagnosis.ts";
import type { Model } from "./model.ts";

/** What leaves the panel: the session as a file, and the written report. */
export function createExportActions(model: Model, fail: (what: string, error: unknown) => void) {
  /** What an export made now is made of. */
  const savedNow = (
    wishes: ExportWishes | null,
    { withLogs, onShare }: { withLogs: boolean; onShare: Saved["onShare"] },
  ): Saved | null => {
    const session = model.session.peek();
    if (!session) return null;
    const file = model.file.peek();
    const nowMs = file?.endedAt ?? Date.now();
    return {
      session,
      store: file?.store ?? model.store.peek(),
      isLive: file === null,
      maskedBefore: file?.masked ?? null,
      exportedOn: file?.exported?.on ?? null,
      report: null,
      nowMs,
      wishes,
      logs: logsToKeep(withLogs),
      onShare,
    };
  };

  /** What the opened file keeps of logs stays in it; of logs beside it there is only what is asked for. */
  const logsToKeep = (withLogs: boolean) => {
    const shown = model.shownLogs.peek();
    return shown && (withLogs || shown.files.length === 0) ? shown.beside : null;
  };

  return {
    /** `wishes`: null where secrets are to be in it. */
    async exportSession(wishes: ExportWishes | null, packing: Packing = null, withLogs = false) {
      const giveUp = new AbortController();
      const cancel = () => giveUp.abort();
      const onShare = (share: number) => {
        model.busy.value = { text: "Exporting the session…", share, cancel };
      };
      const saved = savedNow(wishes, { withLogs, onShare });
      if (!saved) return;
      try {
        await model.file.peek()?.whole;
        saved.onShare(0);
        const diagnose =
          (saved.logs && model.shownLogs.peek()?.diagnose) ?? (await loadDiagnosis());
        const judging = tryToDiagnose(diagnose, saved.session, saved.nowMs, null);
        // What was recorded is worth the more where the diagnosis fails.
        const { report } = await finishInTurns(judging, eventLoop);
        const { saveSession } = await import("../files/save-session.ts");
        await saveSession({ ...saved, report }, packing, giveUp.signal);
        model.said.value = wishes
          ? "Saved, with what looks like a secret masked."
          : "Saved, secrets included.";
      } catch (error) {
        if (giveUp.signal.aborted) model.said.value = "Export cancelled: no file was saved.";
        else fail("The session could not be exported", error);
      } finally {
        model.busy.value = null;
      }
    },

    /** What is masked where the session is exported; null where it was given up. */
    async previewExport(
      wishes: ExportWishes,
      signal: AbortSignal,
      how: { withLogs: boolean; onShare(share: number): void },
    ): Promise<Masked[] | null> {
      const saved = savedNow(wishes, how);
      if (!saved) return [];
      await model.file.peek()?.whole;
      const { previewSession } = await import("../files/save-session.ts");
      return previewSession(saved, signal);
    },

    /** One incident, finding or connection of the report, likewise masked; null where it cannot be told. */
    async makePart(part: ReportPart): Promise<string | null> {
      const session = model.session.peek();
      if (!session) return null;
      try {
        const { writeMaskedPart } = await import("../files/write-report.ts");
        return writeMaskedPart({ session, nowMs: model.file.peek()?.endedAt ?? Date.now() }, part);
      } catch (error) {
        fail("It could not be written", error);
        return null;
      }
    },

    /** The written report, always masked: it is made to be passed on. */
    async makeReport(): Promise<WrittenReport | null> {
      const session = model.session.peek();
      if (!session) return null;
      const file = model.file.peek();
      try {
        const { writeReport } = await import("../files/write-report.ts");
        const beside = model.shownLogs.peek()?.beside;
        const logs =
          beside &&
          (await import("../logs/report-beside.ts").then(({ reportBeside }) =>
            reportBeside(beside),
          ));
        return writeReport({
          session,
          name: file?.name ?? model.tabUrl.peek() ?? "a tab",
          notes: file?.notes ?? [],
          nowMs: file?.endedAt ?? Date.now(),
          logs: logs ?? null,
        });
      } catch (error) {
        fail("The report could not be written", error);
        return null;
      }
    },
  };
}
