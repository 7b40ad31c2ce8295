/** Two sessions side by side: before and after a fix, two networks, two browsers. */
import type { Report } from "../finding.ts";
import type { Judged } from "../report/alike.ts";
import { compareFindings } from "./compare-findings.ts";
import type { Compared, ComparedEndpoint } from "./compared.ts";
import { compareFigures, measure, observedMsOf } from "./figures.ts";
import { type Matched, matchEndpoints } from "./match-endpoints.ts";
import { judgeVerdict } from "./verdict.ts";

export function compare(before: Judged, after: Judged): Compared {
  const matched = matchEndpoints(before.report, after.report);
  const findings = compareFindings(before.report, after.report, matched);
  const figures = compareFigures(measureAll(before), measureAll(after));
  const known: Omit<Compared, "verdict" | "sentence" | "remarks"> = {
    health: { before: healthOf(before), after: healthOf(after) },
    figures,
    endpoints: matched.map((each) => compareEndpoint(before, after, each)),
    findings,
  };
  return { ...judgeVerdict(known, before, after), ...known };
}

const healthOf = ({ report: { health } }: Judged) => ({
  grade: health.grade,
  score: health.score,
});

function measureAll(judged: Judged) {
  const { connections, outages } = judged.report;
  return measure(connections, outages, observedMsOf(judged), judged.nowMs);
}

function compareEndpoint(
  before: Judged,
  after: Judged,
  { endpoint, matched }: Matched,
): ComparedEndpoint {
  return {
    endpoint,
    matched,
    figures: compareFigures(
      measureEndpoint(before, endpoint.before),
      measureEndpoint(after, endpoint.after),
    ),
    policy: {
      before: policyOf(before.report, endpoint.before),
      after: policyOf(after.report, endpoint.after),
    },
  };
}

function measureEndpoint(judged: Judged, endpoint: string | null) {
  const { connections, outages } = judged.report;
  const own = connections.filter((each) => each.endpoint === endpoint);
  const ownOutages = outages.filter(
    ({ endpoints }) => endpoint !== null && endpoints.includes(endpoint),
  );
  return measure(own, ownOutages, observedMsOf(judged), judged.nowMs);
}

/** Of the page that tried most. */
function policyOf({ series }: Report, endpoint: string | null): string | null {
  const [most] = series
    .filter(({ url, delaysMs }) => url === endpoint && delaysMs.length > 0)
    .sort((a, b) => b.delaysMs.length - a.delaysMs.length);
  return most?.policyText ?? null;
}
