/** The diagnosis of one recorded page, as of now. */
import { diagnose } from "../analysis/diagnose.ts";
import type { Finding, Report } from "../analysis/finding.ts";
import type { PageRecord } from "./page-record.ts";

export type JudgedPage = { report: Report; nowMs: number };

export const judgePage = ({ session }: Pick<PageRecord, "session">): JudgedPage => {
  const nowMs = Date.now();
  return { report: diagnose(session, nowMs), nowMs };
};

/** What is not to be there in a page whose sockets are well. */
export const troublesIn = (
  { findings }: Report,
  { allow, warnings }: { allow: readonly string[]; warnings: boolean },
): Finding[] =>
  findings.filter(
    ({ id, severity }) =>
      !allow.includes(id) && (severity === "error" || (warnings && severity === "warning")),
  );
