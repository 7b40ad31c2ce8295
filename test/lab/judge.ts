import type { Report } from "../../src/analysis/finding.ts";
import type { Expectation } from "./scenario.ts";

export type Diagnosis = Pick<Report, "findings" | "connections">;

/** What is wrong with a diagnosis, given the truth; empty where nothing is. */
export function judgeDiagnosis({ findings, connections }: Diagnosis, truth: Expectation): string[] {
  const wrong: string[] = [];
  for (const { path, count, state, primary } of truth.connections) {
    const found = connections.filter(({ url }) => new URL(url).pathname === path);
    if (found.length !== count) wrong.push(`${found.length} of ${count} connections to ${path}`);
    for (const connection of found) {
      if (connection.state !== state) wrong.push(`${path} is ${connection.state}, not ${state}`);
      if (connection.primary !== primary) wrong.push(`${path}: ${connection.primary ?? "nothing"}`);
    }
  }
  const ids = new Set(findings.map(({ id }) => id));
  for (const id of truth.required) if (!ids.has(id)) wrong.push(`no ${id}`);
  for (const { id, severity } of findings) {
    const isForbidden =
      truth.forbidden === "trouble" ? severity !== "info" : truth.forbidden.includes(id);
    if (isForbidden) wrong.push(`must not find ${id}`);
  }
  return [...new Set(wrong)];
}

/** `abnormal-closure, reconnect-storm`, or `no trouble`. */
export function describeTruth({ connections, required, forbidden }: Expectation): string {
  const ids = new Set([...connections.map(({ primary }) => primary), ...required]);
  ids.delete(null);
  if (ids.size === 0 && forbidden === "trouble") return "no trouble";
  return [...ids].join(", ");
}

/** The findings that a user would see first: what explains a connection, and all else but infos. */
export function describeFound({ findings }: Diagnosis): string {
  const shown = findings.filter(({ primary, severity }) => primary || severity !== "info");
  return [...new Set(shown.map(({ id }) => id))].join(", ") || "no trouble";
}
