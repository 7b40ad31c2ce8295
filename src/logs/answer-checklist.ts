/** The checklist's rows that a browser alone can only ask: what the logs answer of them. */

import type { ChecklistRow } from "../analysis/checklist/checklist.ts";
import { quoteSafely } from "../analysis/connection/facts.ts";
import { countOf, listOf } from "../words/words.ts";
import type { ConnectionPath, LogsBeside } from "./beside.ts";
import { sayPlace } from "./findings/shown-by.ts";
import type { CauseKind } from "./record.ts";

/** By the rows' numbers: what of a log answers no. */
const REFUTED_BY: Readonly<Record<number, readonly CauseKind[]>> = {
  12: ["failed", "stopped"],
  13: ["overloaded"],
  15: ["idle-limit", "lifetime-limit"],
  16: ["tls-upstream"],
  17: [
    "upstream-lost",
    "connect-refused",
    "connect-timeout",
    "no-upstream",
    "answer-timeout",
    "tls-upstream",
  ],
  18: ["rate-limited"],
};
/** That a server stands behind it and answered, a proxy's log shows; that nothing is wrong elsewhere, none does. */
const SERVER_BEHIND = 17;
const PROXIES = /nginx|HAProxy|Envoy|Traefik|Caddy|Apache|ALB|Cloudflare/;

/** The user's own answers, and what was seen against a row, stay as they are. */
export function answerChecklist(rows: readonly ChecklistRow[], beside: LogsBeside): ChecklistRow[] {
  const paths = [...beside.paths.values()].filter(
    ({ verdict }) => verdict !== null && verdict.how !== "ambiguous",
  );
  const whole = sayWhole(beside);
  return rows.map((row) => {
    const kinds = REFUTED_BY[row.number];
    if (!kinds || row.byUser || row.outcome === "no") return row;
    const against = paths.filter(({ verdict }) => verdict && kinds.includes(verdict.kind));
    if (against.length > 0) return { ...row, outcome: "no", note: sayAgainst(against) };
    return row.outcome === "ask" && whole !== null && row.number === SERVER_BEHIND
      ? { ...row, outcome: "yes", note: whole }
      : row;
  });
}

/** "The log of nginx says so of 3 connections: nothing passed for as long as nginx waits; at nginx". */
function sayAgainst(paths: readonly ConnectionPath[]): string {
  const [first] = paths;
  const { verdict, hops } = first ?? {};
  if (!verdict || !hops) return "";
  const server = quoteSafely(hops[verdict.teller]?.server ?? "the server");
  const alike = paths.filter((path) => path.verdict?.cause.words === verdict.cause.words).length;
  const others = paths.length - alike;
  const more = others > 0 ? ` (and ${countOf(others, "connection")} for other reasons)` : "";
  return `The log of ${server} says so of ${countOf(alike, "connection")}: ${verdict.cause.words}; at ${sayPlace(verdict, hops)}${more}`;
}

/** Null unless every log covers the session, and each connection has its line: what is missing elsewhere says nothing. */
function sayWhole({ logs, paths, errors, absent, connections }: LogsBeside): string | null {
  const isWhole =
    connections > 0 &&
    paths.size === connections &&
    absent.size === 0 &&
    errors.size === 0 &&
    logs.every(({ covers, leftOut }) => covers === "all" && leftOut === 0) &&
    [...paths.values()].every(
      ({ verdict, hops }) =>
        (verdict === null || verdict.kind === "ended" || verdict.cause.by === "client") &&
        hops.every(({ how }) => how === "exact" || how === "certain"),
    );
  const proxies = [...new Set(logs.map(({ server }) => server))].filter((name) =>
    PROXIES.test(name),
  );
  if (!isWhole || proxies.length === 0) return null;
  const names = listOf(proxies.map(quoteSafely));
  return `The log of ${names} has each of the ${countOf(connections, "connection")}, and no trouble with the server behind.`;
}
