/** Servers' logs beside the sessions: what does the work is loaded with the first of them. */
import type { KeptLogs } from "../../../logs/kept/kept-logs.ts";
import type { LogDesk } from "../../logs/log-desk.ts";
import type { Model } from "../model.ts";

export type LogActions = ReturnType<typeof createLogActions>;

export function createLogActions(model: Model, fail: (what: string, error: unknown) => void) {
  let desk: Promise<LogDesk> | null = null;
  const atDesk = async (work: (desk: LogDesk) => Promise<void>) => {
    try {
      desk ??= import("../../logs/log-desk.ts").then(({ createLogDesk }) => createLogDesk(model));
      await work(await desk);
    } catch (error) {
      fail("The logs could not be read", error);
    }
  };
  return {
    /** Which of the files are logs, by how they begin. */
    sortOut: (files: readonly File[]) =>
      import("../../logs/sort-out.ts").then(({ sortOut }) => sortOut(files)),
    /** Beside each of these sessions. */
    layBeside: (files: readonly File[], sessions: readonly (number | null)[]) =>
      atDesk(async ({ add }) => {
        for (const whose of sessions) await add(files, whose);
      }),
    /** Of the session that is shown; `format`: null where it is found out. */
    readLogAgain: (id: number, format: string | null) =>
      atDesk(({ readAgain }) => readAgain(model.fileId.peek(), id, format)),
    removeLog: (id: number) => atDesk(({ remove }) => remove(model.fileId.peek(), id)),
    /** What the file of a session keeps of logs. */
    restore: (whose: number, kept: KeptLogs) => atDesk(({ restore }) => restore(whose, kept)),
    forget: (whose: number) => {
      if (desk) void atDesk((known) => known.forget(whose));
    },
  };
}
