import type { ChecklistRow } from "../../analysis/checklist/checklist.ts";
import type { Diagnose } from "../../analysis/try-to-diagnose.ts";
import type { LogsBeside } from "../../logs/beside.ts";

/** The logs that lie beside one session. */
export type LogsShown = {
  /** In the order of `beside.logs`; none where the session's own file keeps what they said. */
  files: readonly { id: number; file: File; format: string | null }[];
  beside: LogsBeside;
  /** The diagnosis with what they show. */
  diagnose: Diagnose;
  /** The checklist with what they answer. */
  answer(rows: readonly ChecklistRow[]): ChecklistRow[];
};
