/** What one connection's hops say, as evidence and in a sentence. */
import { figure } from "../../analysis/connection/evidence.ts";
import { quoteSafely } from "../../analysis/connection/facts.ts";
import type { Evidence } from "../../analysis/finding.ts";
import { formatDuration, listOf } from "../../words/words.ts";
import type { ConnectionPath } from "../beside.ts";
import type { NearError } from "../near-errors.ts";
import type { Hop } from "../paths/hop.ts";
import type { Verdict } from "../paths/verdict.ts";

export const hopEvidence = ({ hops }: ConnectionPath): Evidence[] =>
  hops.flatMap((hop) =>
    figure("log-line", sayHop(hop), undefined, { of: quoteSafely(hop.server), at: hop.end }),
  );

/** What a server wrote of an error about then: beside the end, and not said to be its cause. */
export const errorEvidence = (errors: readonly NearError[]): Evidence[] =>
  errors.flatMap((error) =>
    figure("log-line", sayError(error), undefined, { of: quoteSafely(error.log), at: error.at }),
  );

export const sayError = ({ line, text, isClockTrusted }: NearError): string =>
  `an error about then${isClockTrusted ? "" : " (if its clock agrees with the browser's)"}: ${quoteSafely(text)}; line ${line}`;

/** "sD: nothing came from the server …; lived 60.0 s; by its key, line 12". */
export function sayHop(hop: Hop): string {
  const { cause, status, begin, end, code, lines, how, likelihood } = hop;
  const parts = [
    cause
      ? `${quoteSafely(cause.sign)}: ${cause.words}`
      : status === null
        ? ""
        : `status ${status}`,
    code === null ? "" : `code ${code}`,
    begin !== null && end !== null ? `lived ${formatDuration(end - begin)}` : "",
    HOW[how] ?? `${Math.round(likelihood * 100)} % likely to be this connection`,
    `line ${listOf(lines.slice(0, 4).map(String))}`,
  ];
  return parts.filter((part) => part !== "").join("; ");
}

const HOW: Partial<Record<Hop["how"], string>> = {
  exact: "found by a name that both sides have",
  certain: "found by its times",
};

/** "HAProxy", "the server behind nginx", "the way between nginx and OpenClaw". */
export function sayPlace({ where }: Verdict, hops: readonly Hop[]): string {
  const nameOf = (hop: number) => quoteSafely(hops[hop]?.server ?? "the server");
  switch (where.is) {
    case "before":
      return `the browser's side of ${nameOf(0)}`;
    case "at":
      return nameOf(where.hop);
    case "between":
      return `the way between ${nameOf(where.hop)} and ${nameOf(where.hop + 1)}`;
    case "behind":
      return `the server behind ${nameOf(where.hop)}`;
    default:
      return where satisfies never;
  }
}

/** What makes "likely" to "shown by". */
export function sayShown({ hops }: ConnectionPath, verdict: Verdict): string {
  const hop = hops[verdict.teller];
  const of = quoteSafely(hop?.server ?? "the server");
  const how = verdict.how === "exact" || verdict.how === "certain" ? "Shown by" : "Likely by";
  return `${how} the log of ${of} (line ${hop?.lines[0] ?? "?"}): ${quoteSafely(verdict.cause.sign)}, ${verdict.cause.words}. It ended at ${sayPlace(verdict, hops)}.`;
}
