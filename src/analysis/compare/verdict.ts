import { countOf, formatDuration, listOf } from "../../words/words.ts";
import type { Judged } from "../report/alike.ts";
import type { Compared, Counted, Figure } from "./compared.ts";
import { observedMsOf } from "./figures.ts";
import { sayFigure } from "./say-figure.ts";

type Known = Omit<Compared, "verdict" | "sentence" | "remarks">;
type Reason = { better: "before" | "after"; words: string };

/** These decide; the others follow from them, or say little by themselves. */
const DECIDING: readonly Figure["is"][] = ["availability", "failed-share", "back-after"];

export function judgeVerdict(
  known: Known,
  before: Judged,
  after: Judged,
): Pick<Compared, "verdict" | "sentence" | "remarks"> {
  const empty = [before, after].map(({ report }) => report.connections.length === 0);
  if (empty.includes(true)) {
    const which =
      empty[0] && empty[1]
        ? "neither session"
        : empty[0]
          ? "the first session"
          : "the second session";
    const has = which === "neither session" ? "has a connection" : "has no connection";
    return {
      verdict: "unclear",
      sentence: `unclear: ${which} ${has}, so there is nothing to compare`,
      remarks: [],
    };
  }
  const reasons = reasonsOf(known, before, after);
  const ups = reasons.filter(({ better }) => better === "after");
  const downs = reasons.filter(({ better }) => better === "before");
  const verdict =
    ups.length > 0 ? (downs.length > 0 ? "mixed" : "better") : downs.length > 0 ? "worse" : "same";
  const told = (list: Reason[]) => listOf(list.slice(0, TOLD).map(({ words }) => words));
  const sentence =
    verdict === "same"
      ? "same: nothing of weight changed"
      : verdict === "mixed"
        ? `mixed: better in ${told(ups)}; worse in ${told(downs)}`
        : `${verdict}: ${told(reasons)}`;
  return { verdict, sentence, remarks: remarksOf(known, before, after) };
}

const TOLD = 4;

function reasonsOf(known: Known, before: Judged, after: Judged): Reason[] {
  const reasons: Reason[] = [];
  const add = (better: "before" | "after" | null, words: string) => {
    if (better !== null) reasons.push({ better, words });
  };
  add(...outageReason(known, before, after));
  const { health, findings } = known;
  if (health.before.grade !== health.after.grade) {
    const better = health.after.score > health.before.score ? "after" : "before";
    add(better, `health ${health.after.grade} instead of ${health.before.grade}`);
  }
  for (const figure of known.figures) {
    if (DECIDING.includes(figure.is)) add(figure.better, sayFigure(figure));
  }
  const gone = findings.gone.filter(isTrouble);
  const fresh = findings.fresh.filter(isTrouble);
  if (gone.length > 0) add("after", `${countOf(gone.length, "finding")} gone (${idsOf(gone)})`);
  if (fresh.length > 0) add("before", `${countOf(fresh.length, "new finding")} (${idsOf(fresh)})`);
  return reasons;
}

/** By their rate where the sessions are not of one length; a count that is 0 needs no rate. */
function outageReason(
  { figures }: Known,
  before: Judged,
  after: Judged,
): ["before" | "after" | null, string] {
  const count = figures.find(({ is }) => is === "outages");
  const rate = figures.find(({ is }) => is === "outages-an-hour");
  const isSameLength = lengthRatio(before, after) > COMPARABLE;
  // A minute has no rate an hour: then the counts tell, unless the one with fewer is the shorter one.
  const hasRates = rate !== undefined && rate.before !== null && rate.after !== null;
  const fewer = count?.better ?? null;
  const isShorter =
    fewer === (observedMsOf(after) < observedMsOf(before) ? "after" : "before") && !isSameLength;
  const better = hasRates ? rate.better : isShorter ? null : fewer;
  if (!count || better === null) return [null, ""];
  const say = (n: number | null) => (n === 0 ? "no outage" : countOf(n ?? 0, "outage"));
  const of = isSameLength ? "" : ` in ${formatDuration(observedMsOf(after))}`;
  const ofFirst = isSameLength ? "" : ` in ${formatDuration(observedMsOf(before))}`;
  return [better, `${say(count.after)}${of} instead of ${count.before}${ofFirst}`];
}

const isTrouble = ({ severity }: Counted): boolean => severity !== "info";

const NAMED = 4;

function idsOf(findings: readonly Counted[]): string {
  const ids = [...new Set(findings.map(({ id }) => id))];
  const more = ids.length - NAMED;
  return listOf([...ids.slice(0, NAMED), ...(more > 0 ? [`${more} more`] : [])]);
}

/** Sessions of about one length show about the same. */
const COMPARABLE = 0.5;

const lengthRatio = (before: Judged, after: Judged): number => {
  const [a, b] = [observedMsOf(before), observedMsOf(after)];
  return Math.max(a, b) === 0 ? 1 : Math.min(a, b) / Math.max(a, b);
};

function remarksOf({ endpoints }: Known, before: Judged, after: Judged): string[] {
  const remarks: string[] = [];
  if (lengthRatio(before, after) < COMPARABLE) {
    const shorter = observedMsOf(after) < observedMsOf(before) ? "second" : "first";
    remarks.push(
      `The sessions last ${formatDuration(observedMsOf(before))} and ${formatDuration(observedMsOf(after))}: what comes rarely may not have come in the ${shorter} one.`,
    );
  }
  if (!endpoints.some(({ matched }) => matched !== null)) {
    remarks.push("They have no endpoint in common: what changed may be what was looked at.");
  }
  for (const { endpoint, matched } of endpoints) {
    if (matched !== "path") continue;
    remarks.push(`${endpoint.before} is taken for ${endpoint.after}: the path is the same.`);
  }
  return remarks;
}
