/** Lays logs beside sessions, and takes them away: one worker a session, one request after the other. */
import { diagnoseInSteps } from "../../analysis/diagnose.ts";
import type { Diagnose } from "../../analysis/try-to-diagnose.ts";
import { finishInTurns } from "../../analysis/turns.ts";
import { answerChecklist } from "../../logs/answer-checklist.ts";
import type { LogsBeside } from "../../logs/beside.ts";
import { checksBeside } from "../../logs/findings/checks.ts";
import type { KeptLogs } from "../../logs/kept/kept-logs.ts";
import { restoreLogs } from "../../logs/kept/restore-logs.ts";
import { listWantedInSteps } from "../../logs/wanted.ts";
import { eventLoop } from "../../shared/event-loop.ts";
import { countOf, formatBytes } from "../../words/words.ts";
import type { Model } from "../model/model.ts";
import { failureInWords } from "../ui/failure-in-words.ts";
import { createLogLink, type LogLink } from "./log-link.ts";
import type { LogsShown } from "./logs-shown.ts";

export type LogDesk = ReturnType<typeof createLogDesk>;
/** Of a file; null: of the live tab. */
type Whose = number | null;
type LogFile = LogsShown["files"][number];

export function createLogDesk(model: Model) {
  const links = new Map<Whose, LogLink>();
  /** What sessions' own files keep of logs: there again once no other lies beside them. */
  const kept = new Map<Whose, LogsBeside>();
  let lastId = 0;
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };

  const sessionOf = (whose: Whose) =>
    whose === null
      ? model.live.peek()
      : (model.files.peek().find(({ id }) => id === whose)?.session ?? null);
  const wantedOf = async (whose: Whose) => {
    const session = sessionOf(whose);
    return session && finishInTurns(listWantedInSteps(session), eventLoop);
  };
  const linkOf = (whose: Whose): LogLink => {
    const link = links.get(whose) ?? createLogLink();
    links.set(whose, link);
    return link;
  };
  const filesOf = (whose: Whose) => model.logs.peek().get(whose)?.files ?? [];

  const put = (whose: Whose, files: readonly LogFile[], given: LogsBeside | null) => {
    const all = new Map(model.logs.peek());
    const isGiven = given !== null && files.length > 0;
    const beside = isGiven ? given : kept.get(whose);
    if (!isGiven) {
      links.get(whose)?.close();
      links.delete(whose);
    }
    if (!beside || !sessionOf(whose)) all.delete(whose);
    else {
      const checks = checksBeside(beside);
      const diagnose: Diagnose = (session, nowMs, budget) =>
        diagnoseInSteps(session, nowMs, budget, checks);
      const answer: LogsShown["answer"] = (rows) => answerChecklist(rows, beside);
      all.set(whose, { files: isGiven ? files : [], beside, diagnose, answer });
    }
    model.logs.value = all;
  };

  /** True where it lies beside the session now. */
  const read = async (whose: Whose, log: LogFile): Promise<boolean> => {
    const wanted = await wantedOf(whose);
    if (!wanted) return false;
    const { id, file, format } = log;
    const link = linkOf(whose);
    const text = `Reading ${file.name} (${formatBytes(file.size)})…`;
    const onShare = (share: number) => {
      model.busy.value = { text, share, cancel: link.cancel };
    };
    onShare(0);
    try {
      const beside = await link.ask({ kind: "read", id, file, format, wanted }, onShare);
      if (!beside) {
        model.said.value = `Cancelled: ${file.name} was not laid beside the session.`;
        return false;
      }
      const before = filesOf(whose);
      const at = before.findIndex((each) => each.id === id);
      put(whose, at < 0 ? [...before, log] : before.with(at, log), beside);
      return true;
    } catch (error) {
      const failure = failureInWords(`${file.name} could not be read`, error);
      const earlier = model.notice.peek();
      const text = earlier?.kind === "error" ? `${earlier.text}\n${failure}` : failure;
      model.notice.value = { kind: "error", text };
      return false;
    } finally {
      model.busy.value = null;
      if (filesOf(whose).length === 0) put(whose, [], null);
    }
  };

  const show = (whose: Whose, count: number) => {
    if (model.fileId.peek() !== whose) return;
    model.across.value = null;
    model.selection.value = null;
    model.tab.value = "logs";
    model.said.value = `${countOf(count, "log")} laid beside the session.`;
  };

  return {
    add: (files: readonly File[], whose: Whose) =>
      inTurn(async () => {
        let count = 0;
        for (const file of files) {
          if (await read(whose, { id: ++lastId, file, format: null })) count++;
        }
        if (count > 0) show(whose, count);
      }),
    /** The same file once more, for the session as it is now. */
    readAgain: (whose: Whose, id: number, format: string | null) =>
      inTurn(async () => {
        const log = filesOf(whose).find((each) => each.id === id);
        if (log) await read(whose, { ...log, format });
      }),
    remove: (whose: Whose, id: number) =>
      inTurn(async () => {
        const left = filesOf(whose).filter((each) => each.id !== id);
        const wanted = left.length === 0 ? null : await wantedOf(whose);
        const beside =
          wanted && (await linkOf(whose).ask({ kind: "remove", id, wanted }, () => undefined));
        put(whose, left, beside);
      }),
    /** What the session's own file keeps. */
    restore: (whose: Whose, logs: KeptLogs) =>
      inTurn(async () => {
        const wanted = await wantedOf(whose);
        if (!wanted) return;
        kept.set(whose, restoreLogs(logs, wanted));
        put(whose, [], null);
      }),
    /** Its session was closed. */
    forget: (whose: Whose) =>
      inTurn(async () => {
        kept.delete(whose);
        put(whose, [], null);
      }),
  };
}
