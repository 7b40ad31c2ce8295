import type { Finding, FindingId } from "../finding.ts";

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

/** Whether the finding tells of a server that is there again and asks for a moment. */
export const isStarting = ({ id, variant, title }: Finding): boolean =>
  MAY_SAY_SO.has(id) &&
  (STARTING.test(title) || (id === "server-overloaded" && variant === "openclaw"));
