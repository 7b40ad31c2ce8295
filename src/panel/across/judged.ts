/** The sessions that are open, each with its own diagnosis: for tabs with grades, and to compare them. */
import { effect } from "@preact/signals";
import type { Report } from "../../analysis/finding.ts";
import { type Diagnose, tryToDiagnose } from "../../analysis/try-to-diagnose.ts";
import { finishInTurns } from "../../analysis/turns.ts";
import { eventLoop } from "../../shared/event-loop.ts";
import type { Model, OpenedFile } from "../model/model.ts";

/** `by`: the diagnosis that it is of; with logs beside the session it is another one. */
export type JudgedFile = { by: Diagnose; report: Report | null };

/** One file after the other, a little at a time, as long as there are several. Ends by what it returns. */
export function judgeFiles(model: Model): () => void {
  let isAtWork = false;
  const wantedOf = ({ id }: OpenedFile) =>
    model.logs.peek().get(id)?.diagnose ?? model.diagnose.peek();
  const work = async () => {
    if (isAtWork) return;
    isAtWork = true;
    try {
      for (;;) {
        const next = model.files
          .peek()
          .find((file) => model.judged.peek().get(file.id)?.by !== wantedOf(file));
        const by = next && wantedOf(next);
        if (!next || !by) return;
        const judging = tryToDiagnose(by, next.session, next.endedAt, null);
        const { report } = await finishInTurns(judging, eventLoop);
        model.judged.value = new Map(model.judged.peek()).set(next.id, { by, report });
      }
    } finally {
      isAtWork = false;
    }
  };
  return effect(() => {
    const several = model.files.value.length > 1 || model.across.value !== null;
    void model.logs.value;
    if (several && model.diagnose.value) void work();
  });
}

/** The sick first, in the order in which they were opened; what is not judged yet comes last. */
export function sickFirst(
  files: readonly OpenedFile[],
  judged: ReadonlyMap<number, JudgedFile>,
): OpenedFile[] {
  const scoreOf = ({ id }: OpenedFile) => {
    const health = judged.get(id)?.report?.health;
    return health && health.grade !== "?" ? health.score : UNKNOWN;
  };
  return [...files].sort((a, b) => scoreOf(a) - scoreOf(b));
}
/** After the best that is known. */
const UNKNOWN = 101;
