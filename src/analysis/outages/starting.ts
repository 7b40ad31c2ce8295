import type { Finding, FindingId } from "../finding.ts";
import type { EvidenceKind } from "../texts/evidence-labels.ts";

/** What a server says that has only just been started, whatever code it says it with. */
const STARTING = /\b(?:still starting|starting up|is starting|not (?:yet )?ready|warming up)\b/i;

const MAY_SAY_SO: ReadonlySet<FindingId> = new Set<FindingId>([
  "server-overloaded",
  "server-restart",
  "server-error",
  "error-payload",
  "closed-by-server",
  "policy-violation",
]);

/** Where its own words stand. */
const SAID: ReadonlySet<EvidenceKind> = new Set<EvidenceKind>([
  "spoken-error",
  "close-reason",
  "announced-by",
]);

/** Whether the finding tells of a server that is there again and asks for a moment. */
export const isStarting = ({ id, variant, evidence }: Finding): boolean =>
  MAY_SAY_SO.has(id) &&
  (evidence.some(({ is, value }) => SAID.has(is) && STARTING.test(String(value))) ||
    (id === "server-overloaded" && variant === "openclaw"));
