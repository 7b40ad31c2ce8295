import type { Finding, FindingId } from "../../analysis/finding.ts";

/** What stopped a handshake before it came to any server. */
const REACHED_NOBODY: ReadonlySet<FindingId> = new Set<FindingId>([
  "handshake-refused",
  "handshake-dns",
  "handshake-blocked",
  "handshake-queued",
  "too-many-sockets",
]);

/** Whether a server may have written a line about a connection, by what was found of it. */
export const mayBeLogged = (findings: readonly Pick<Finding, "id">[]): boolean =>
  !findings.some(({ id }) => REACHED_NOBODY.has(id));
