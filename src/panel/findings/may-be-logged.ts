import type { Finding } from "../../analysis/finding.ts";
import { FINDINGS } from "../../analysis/findings.ts";

/** Whether a server may have written a line about a connection, by what was found of it. */
export const mayBeLogged = (findings: readonly Pick<Finding, "id">[]): boolean =>
  !findings.some(({ id }) => FINDINGS[id].reachedNobody);
