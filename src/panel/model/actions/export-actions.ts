import { tryToDiagnose } from "../../../analysis/try-to-diagnose.ts";
import { finishInTurns } from "../../../analysis/turns.ts";
import type { Masked } from "../../../har/mask/watch-masker.ts";
import { eventLoop } from "../../../shared/event-loop.ts";
import type {
  ExportOrder,
  ExportWishes,
  PartWish,
  PreviewOrder,
} from "../../files/export-wishes.ts";
import type { PartSource } from "../../files/part-of-shown.ts";
import type { ReportPart, WrittenReport } from "../../files/report/write-report.ts";
import type { Saved } from "../../files/save-session.ts";
import { loadDiagnosis } from "../load-diagnosis.ts";
import type { Model } from "../model.ts";

/** What leaves the panel: the session as a file, and the written report. */
export function createExportActions(model: Model, fail: (what: string, error: unknown) => void) {
  /** What an export made now is made of; null where there is nothing. */
  const savedNow = async (
    wishes: ExportWishes | null,
    signal: AbortSignal,
    { part, withLogs, onShare }: PreviewOrder,
  ): Promise<Saved | null> => {
    await model.file.peek()?.whole;
    const session = model.session.peek();
    if (!session) return null;
    const file = model.file.peek();
    const store = file?.store ?? model.store.peek();
    const nowMs = file?.endedAt ?? Date.now();
    return {
      session,
      store,
      part: part && (await choose({ session, store }, part, signal)),
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
  const choose = async (source: PartSource, part: PartWish, signal: AbortSignal) => {
    const { choosePart } = await import("../../files/part-of-shown.ts");
    return choosePart(model, source, part, signal);
  };

  return {
    async exportSession({ wishes, packing, part, withLogs }: ExportOrder) {
      const giveUp = new AbortController();
      const cancel = () => giveUp.abort();
      const onShare = (share: number) => {
        model.busy.value = { text: "Exporting the session…", share, cancel };
      };
      try {
        const how = { part, withLogs, onShare };
        const saved = await savedNow(wishes, giveUp.signal, how);
        if (!saved) return;
        onShare(0);
        const diagnose =
          (saved.logs && model.shownLogs.peek()?.diagnose) ?? (await loadDiagnosis());
        const judging = tryToDiagnose(
          diagnose,
          saved.part?.session ?? saved.session,
          saved.nowMs,
          null,
        );
        // What was recorded is worth the more where the diagnosis fails.
        const { report } = await finishInTurns(judging, eventLoop);
        const { saveSession } = await import("../../files/save-session.ts");
        await saveSession({ ...saved, report }, packing, giveUp.signal);
        const what = part ? "Saved a part of the session" : "Saved";
        model.said.value = wishes
          ? `${what}, with what looks like a secret masked.`
          : `${what}, secrets included.`;
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
      how: PreviewOrder,
    ): Promise<Masked[] | null> {
      const saved = await savedNow(wishes, signal, how);
      if (!saved) return [];
      const { previewSession } = await import("../../files/save-session.ts");
      return previewSession(saved, signal);
    },

    /** One incident, finding or connection of the report, likewise masked; null where it cannot be told. */
    async makePart(part: ReportPart): Promise<string | null> {
      const session = model.session.peek();
      if (!session) return null;
      try {
        const { writeMaskedPart } = await import("../../files/report/write-report.ts");
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
        const { writeReport } = await import("../../files/report/write-report.ts");
        const beside = model.shownLogs.peek()?.beside;
        const logs =
          beside &&
          (await import("../../logs/report-beside.ts").then(({ reportBeside }) =>
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
