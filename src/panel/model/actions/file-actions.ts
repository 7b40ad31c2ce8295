/** Opens session files, shows one of them, and closes them. */
import { batch } from "@preact/signals";
import { formatBytes } from "../../../words/words.ts";
import { failureInWords } from "../../ui/failure-in-words.ts";
import { createChosen } from "../chosen.ts";
import type { Model, OpenedFile } from "../model.ts";
import type { Place } from "../place.ts";
import type { LogActions } from "./log-actions.ts";

/** In such files Playwright keeps the messages of a HAR, beside it. */
const ATTACHED = /\.jsonl$/i;

export function createFileActions(model: Model, place: Place, logs: LogActions) {
  const chosen = createChosen(model);
  /** How often the user turned to a session: what opens afterwards does not take it away. */
  let turns = 0;
  /** Logs that were opened before there was a session to lay them beside. */
  let waiting: readonly File[] = [];

  const show = (id: number | null) => {
    if (id === model.fileId.peek()) return;
    batch(() => {
      chosen.keep();
      model.fileId.value = id;
      chosen.restore();
    });
  };

  /** Resolves as soon as there is something to be seen. */
  const open = async (file: File, beside: readonly File[], giveUp: AbortController) => {
    const cancel = () => giveUp.abort();
    const say = (what: string, share: number | null) => {
      model.busy.value = {
        text: `${what} ${file.name} (${formatBytes(file.size)})…`,
        share,
        cancel,
      };
    };
    const heard = {
      onShare: (share: number) => say("Opening", share),
      onFilled: (share: number) => {
        say("Reading the messages of", share);
        // There are more of whatever is shown.
        if (model.file.peek()?.whole === opened?.whole) model.storedTick.value++;
      },
    };
    say("Opening", null);
    const { openSessionFile } = await import("../../files/open-session.ts");
    const opened = await openSessionFile(file, beside, heard, giveUp.signal);
    model.files.value = [...model.files.peek(), opened];
    if (opened.serverLogs) await logs.restore(opened.id, opened.serverLogs);
    return opened;
  };

  /** Until all its messages are found; what it says of itself is known then. */
  const awaitWhole = async ({ id, whole, notes: known }: OpenedFile) => {
    const notes = await whole;
    model.storedTick.value++;
    if (notes.length === known.length) return;
    model.files.value = model.files
      .peek()
      .map((file) => (file.id === id ? { ...file, notes: [...notes] } : file));
  };

  const close = (id: number) => {
    const files = model.files.peek();
    files.find((file) => file.id === id)?.close();
    const left = files.filter((file) => file.id !== id);
    if (model.fileId.peek() === id) {
      show(place.kind === "viewer" ? (left.at(-1)?.id ?? null) : null);
    }
    model.files.value = left;
    const judged = new Map(model.judged.peek());
    judged.delete(id);
    model.judged.value = judged;
    if (left.length < (place.kind === "viewer" ? 2 : 1)) model.across.value = null;
    chosen.forget(id);
    model.keptViews.forget(id);
    logs.forget(id);
  };

  return {
    /**
     * Each becomes a session of its own; the last is shown, unless the user turned to another. Logs
     * are laid beside those that were opened with them, or else beside what is shown.
     */
    async openFiles(given: readonly File[]) {
      model.notice.value = null;
      const turnsBefore = turns;
      const failures: string[] = [];
      const opened: number[] = [];
      const { besides, files } = await logs.sortOut(given);
      const sessions = files.filter(({ name }) => !ATTACHED.test(name));
      // Alone, what else can it be?
      for (const file of sessions.length > 0 ? sessions : files) {
        const giveUp = new AbortController();
        let seen: number | null = null;
        try {
          const sight = await open(file, files, giveUp);
          seen = sight.id;
          if (turns === turnsBefore) show(seen);
          await awaitWhole(sight);
          opened.push(seen);
        } catch (error) {
          // All of it, or nothing: what is only half there must not be taken for a session.
          if (seen !== null) close(seen);
          if (giveUp.signal.aborted) model.said.value = `Cancelled: ${file.name} was not opened.`;
          else failures.push(failureInWords(`${file.name} could not be opened`, error));
        } finally {
          model.busy.value = null;
        }
      }
      if (failures.length > 0) model.notice.value = { kind: "error", text: failures.join("\n") };
      const laid = [...waiting, ...besides];
      if (laid.length === 0) return;
      const isAlone = opened.length === 0 && model.session.peek() === null;
      waiting = isAlone ? laid : [];
      if (isAlone) {
        const names = laid.map(({ name }) => name).join(", ");
        model.notice.value ??= {
          kind: "info",
          text: `${names}: ${laid.length === 1 ? "a server's log" : "servers' logs"}. Open the session of the same time, too; then they are laid beside each other.`,
        };
        return;
      }
      await logs.layBeside(laid, opened.length > 0 ? opened : [model.fileId.peek()]);
    },
    showAcross: (what: "overview" | "compare" | null) => {
      turns++;
      model.across.value = what;
    },
    showFile: (id: number | null) => {
      turns++;
      model.across.value = null;
      show(id);
    },
    closeFile: close,
  };
}
