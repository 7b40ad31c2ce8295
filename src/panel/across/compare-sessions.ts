import { compare } from "../../analysis/compare/compare.ts";
import type { Compared } from "../../analysis/compare/compared.ts";
import { writeComparedMarkdown } from "../../analysis/compare/write-compared.ts";
import { type Diagnose, tryToDiagnose } from "../../analysis/try-to-diagnose.ts";
import { finishInTurns } from "../../analysis/turns.ts";
import { redactSession } from "../../har/mask/redact.ts";
import { createMasker } from "../../secrets/masker.ts";
import type { Session } from "../../session/session.ts";
import { eventLoop } from "../../shared/event-loop.ts";

/** One of the sessions to be compared. */
export type Side = { name: string; session: Session; nowMs: number; diagnose: Diagnose };

async function judge({ session, nowMs, diagnose }: Side) {
  const judging = tryToDiagnose(diagnose, session, nowMs, null);
  const { report, failure } = await finishInTurns(judging, eventLoop);
  if (!report) throw failure ?? new Error("there is no diagnosis");
  return { session, report, nowMs };
}

/** A little at a time; rejects where one of them cannot be judged. */
export const compareSessions = async (before: Side, after: Side): Promise<Compared> =>
  compare(await judge(before), await judge(after));

/** The same as Markdown, of the masked sessions: it is made to be passed on. */
export async function writeComparison(before: Side, after: Side): Promise<string> {
  const masker = createMasker();
  const masked = (side: Side): Side => ({ ...side, session: redactSession(side.session, masker) });
  const compared = await compareSessions(masked(before), masked(after));
  return writeComparedMarkdown(compared, {
    before: masker.url(before.name, "name"),
    after: masker.url(after.name, "name"),
  });
}
