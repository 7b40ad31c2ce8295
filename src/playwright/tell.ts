/**
 * What a failed expectation says of a page's sockets. It stands in a CI's log, its reports and its
 * annotations: secrets are masked, and what a stranger wrote moves no cursor.
 */
import { diagnose } from "../analysis/diagnose.ts";
import type { Finding, Report } from "../analysis/finding.ts";
import { redactSession } from "../har/mask/redact.ts";
import { createMasker } from "../secrets/masker.ts";
import type { Connection, Session } from "../session/session.ts";
import { plain } from "../words/safe-text.ts";
import { formatDuration } from "../words/words.ts";

export type Recovery = { endpoint: string; lostAt: number; openAt: number | null };

/** The diagnosis that is quoted: masking does not change what is found. */
export const judgeToQuote = (session: Session): Report =>
  diagnose(redactSession(session), Date.now());

/** Of a diagnosis of what is masked. */
export const tellFinding = ({
  id,
  severity,
  title,
  explanation,
  subject,
  fixes,
}: Finding): string =>
  [
    `${severity}: ${title} (${id})`,
    `  ${subject.url}`,
    `  ${explanation}`,
    ...fixes.slice(0, 2).map(({ role, text }) => `  ${role}: ${text}`),
  ]
    .map(plain)
    .join("\n");

export function tellConnections(connections: readonly Connection[]): string {
  const masker = createMasker();
  return connections
    .map(({ url, end, open }) => {
      const address = masker.url(url, "address");
      if (end === null) return `  ${address}: ${open ? "open" : "connecting"}`;
      const code = end.code === null ? "over, without a code" : `closed ${end.code}`;
      const reason = masker.prose(end.reason, "close reason");
      return `  ${address}: ${code}${reason === "" ? "" : ` “${reason}”`}`;
    })
    .map(plain)
    .join("\n");
}

export function tellRecoveries(recoveries: readonly Recovery[]): string {
  const masker = createMasker();
  return recoveries
    .map(({ endpoint, lostAt, openAt }) => {
      const back =
        openAt === null ? "not open again" : `open again after ${formatDuration(openAt - lostAt)}`;
      return plain(`  ${masker.url(endpoint, "address")}: ${back}`);
    })
    .join("\n");
}
