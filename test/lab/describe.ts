/** Truth and diagnosis in the few words that a table has room for. */
import type { Diagnosis } from "./judge.ts";
import type { Expectation } from "./scenario.ts";

/** `abnormal-closure, reconnect-storm`, or `no trouble`. */
export function describeTruth({ connections, required, forbidden }: Expectation): string {
  const primaries = connections.map(({ primary }) =>
    Array.isArray(primary) ? primary.join(" or ") : primary,
  );
  const words = new Set([...primaries, ...required]);
  words.delete(null);
  if (words.size === 0 && forbidden === "trouble") return "no trouble";
  return [...words].join(", ");
}

/** The findings that a user would see first: what explains a connection, and all else but infos. */
export function describeFound({ findings }: Diagnosis): string {
  const shown = findings.filter(({ primary, severity }) => primary || severity !== "info");
  return [...new Set(shown.map(({ id }) => id))].join(", ") || "no trouble";
}
