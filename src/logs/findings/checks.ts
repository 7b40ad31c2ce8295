/** The checks beside logs: those of the diagnosis with what the logs show, and what only logs know. */
import {
  type Check,
  type Draft,
  defineCheck,
  draftInWords,
  type Ended,
  explainEnd,
  overEnded,
} from "../../analysis/check.ts";
import { CHECKS } from "../../analysis/checks/index.ts";
import { figure, logEvidence } from "../../analysis/connection/evidence.ts";
import { quoteSafely } from "../../analysis/connection/facts.ts";
import type { Words } from "../../analysis/texts/text.ts";
import type { ConnectionPath, LogsBeside } from "../beside.ts";
import type { Verdict } from "../paths/verdict.ts";
import { errorEvidence, hopEvidence, sayPlace, sayShown } from "./shown-by.ts";
import { severityOf, TOLD, wordsFor } from "./words.ts";

/** Surer than anything that the browser's side alone can show of an end that it did not make. */
const SHOWN = 0.98;

export function checksBeside(logs: LogsBeside): Check[] {
  return [
    ...CHECKS.map(({ name, run }) =>
      defineCheck({ name, run: (context) => run(context).map((draft) => witness(draft, logs)) }),
    ),
    defineCheck({
      name: "shown-by-log",
      run: (context) => overEnded(context, (connection) => shownByLog(connection, logs)),
    }),
    defineCheck({
      name: "never-arrived",
      run: (context) => overEnded(context, (connection) => neverArrived(connection, logs)),
    }),
    defineCheck({
      name: "ended-elsewhere",
      run: (context) => overEnded(context, (connection) => endsDiffer(connection, logs)),
    }),
  ];
}

/** What a check found of an end gains what the logs say of it, and their certainty where they agree. */
function witness(draft: Draft, { paths, errors }: LogsBeside): Draft {
  if (!draft.explains) return draft;
  const path = paths.get(draft.subject.id);
  const near = errorEvidence(errors.get(draft.subject.id) ?? []);
  if (!path)
    return near.length === 0 ? draft : { ...draft, evidence: [...draft.evidence, ...near] };
  const { verdict } = path;
  const evidence = [...draft.evidence, ...hopEvidence(path), ...near];
  const told = verdict && toldBy(verdict);
  if (!verdict || told?.id !== draft.id) return { ...draft, evidence };
  const shown = sayShown(path, verdict);
  return {
    ...draft,
    evidence,
    confidence: Math.max(draft.confidence, confidenceOf(verdict)),
    caveat: draft.caveat === undefined ? shown : `${shown} ${draft.caveat}`,
  };
}

const toldBy = ({ kind }: Verdict) => (kind === "ended" ? null : TOLD[kind]);

const confidenceOf = ({ how, likelihood }: Verdict): number =>
  how === "exact" || how === "certain" ? SHOWN : Math.min(0.9, likelihood);

/** Who closed in good order said so by its code; what the page did by itself no log knows better. */
function isUnexplained({ end, closing, open }: Ended): boolean {
  if (end.by === "page-gone" || closing !== null) return false;
  if (open === null) return true;
  return end.code === null || end.code === 1006 || end.code === 1005 || end.code === 1000;
}

function shownByLog(connection: Ended, { paths }: LogsBeside): Draft | null {
  const path = paths.get(connection.id);
  const verdict = path?.verdict;
  const told = verdict && toldBy(verdict);
  if (!path || !verdict || !told || verdict.how === "ambiguous") return null;
  if (!isUnexplained(connection)) return null;
  // A close in good order is no trouble unless somebody made it one.
  if (connection.end.wasClean === true && verdict.where.is !== "at") return null;
  const hop = path.hops[verdict.teller];
  return draftInWords(
    connection,
    {
      id: told.id,
      severity: severityOf(told),
      explains: true,
      confidence: confidenceOf(verdict),
      evidence: [...hopEvidence(path), ...logEvidence(connection)],
    },
    {
      words: wordsFor(told, sayShown(path, verdict)),
      facts: {
        hop: quoteSafely(hop?.server ?? "the server"),
        place: sayPlace(verdict, path.hops),
        words: verdict.cause.words,
        upstream: hop?.upstream ? ` (${quoteSafely(hop.upstream)})` : "",
      },
    },
  );
}

function neverArrived(connection: Ended, { absent }: LogsBeside): Draft | null {
  const logs = absent.get(connection.id);
  if (!logs || connection.end.by === "page-gone") return null;
  return explainEnd(connection, {
    id: "never-arrived",
    severity: "error",
    confidence: NOT_THERE,
    evidence: [
      ...logs.flatMap((name) => figure("log-covers", quoteSafely(name))),
      ...logEvidence(connection),
    ],
  });
}
/** A browser's own words on what failed say more; a guess says less. */
const NOT_THERE = 0.75;

/** Both ends heard a code, and not the same one: ws libraries tell 1006 of an end that the browser calls 1009. */
function endsDiffer(connection: Ended, { paths }: LogsBeside): Draft | null {
  const path = paths.get(connection.id);
  const code = connection.end.code;
  const hop = path && otherCode(path, code);
  if (!path || !hop || code === null) return null;
  return draftInWords(
    connection,
    {
      id: "ended-elsewhere",
      severity: "info",
      explains: false,
      confidence: 0.9,
      evidence: hopEvidence(path),
    },
    {
      words: ENDS_DIFFER,
      facts: {
        hop: quoteSafely(hop.server),
        other: String(hop.code),
        reason: quoteSafely(hop.reason),
      },
    },
  );
}

const ENDS_DIFFER: Words = {
  title: "The two ends differ: {code} in the browser, {other} in the log of {hop}",
  explanation:
    "Each side has the code that it heard, or made up: who is told of the other's close frame before its own is sent has the other's. Go by the side that ended it first.",
  causes: [],
  fixes: [],
};

const otherCode = ({ hops }: ConnectionPath, code: number | null) =>
  hops.find((hop) => hop.code !== null && hop.code !== code && hop.how !== "ambiguous");
