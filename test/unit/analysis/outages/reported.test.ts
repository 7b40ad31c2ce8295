import { expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import type { Outage } from "../../../../src/analysis/finding.ts";
import { makeDocument, makeSession } from "../../../builders.ts";
import { REPORTS, type Story, type Told } from "./reported.ts";
import { LATER } from "./reported-later.ts";
import { at, inS, see } from "./seen.ts";

/** A hundredth of a second, as the times are told in seconds. */
const isAt = (found: number | null, wanted: number) =>
  found !== null && Math.abs(found - wanted) < 0.01;

function tell({ seen, now, loads = [], life = [] }: Story): Outage[] {
  const documents = [
    makeDocument({ joinedAt: at(-700) }),
    ...loads.map(([s, url], i) =>
      makeDocument({ id: `d${i + 2}`, page: i + 2, joinedAt: at(s), ...(url && { url }) }),
    ),
  ].map((each, i, all) => ({
    ...each,
    state: i === all.length - 1 ? each.state : ("gone" as const),
  }));
  const session = makeSession({
    documents,
    page: documents.length,
    connections: seen.flatMap((one) => (typeof one === "string" ? see(one) : [one])),
    lifecycle: life.map(({ kind, s, lastedS }) => ({
      kind,
      at: at(s),
      documentId: kind === "clock-jump" ? null : "d1",
      ms: (lastedS ?? 0) * 1_000,
    })),
  });
  return diagnose(session, at(now)).outages.toSorted((a, b) => a.begin - b.begin);
}

/** What is told otherwise than it should be. */
function faultsOf(outage: Outage | undefined, wanted: Told): string[] {
  if (!outage) return ["not told"];
  const { cause, told, begin, readyAgain, state, solvedBy, endpoints, title } = outage;
  const [from, to] = [wanted.from, wanted.from].flat() as [number, number];
  const since = inS(begin) as number;
  const checks: [boolean, string][] = [
    [wanted.cause.includes(cause), `cause ${cause}`],
    [wanted.told.includes(told), `told ${told}`],
    [since > from - 0.01 && since < to + 0.01, `from ${since}`],
    [
      wanted.until === null ? readyAgain === null : isAt(inS(readyAgain), wanted.until),
      `until ${inS(readyAgain)}`,
    ],
    [state === wanted.state, `state ${state}`],
    [!wanted.by || wanted.by.some((by) => by === solvedBy), `by ${solvedBy}`],
    [!wanted.endpoints || endpoints.length === wanted.endpoints, `${endpoints.length} endpoints`],
    ...(wanted.says ?? []).map((words): [boolean, string] => [title.includes(words), title]),
    ...(wanted.not ?? []).map((words): [boolean, string] => [!title.includes(words), title]),
  ];
  return checks.flatMap(([isRight, fault]) => (isRight ? [] : [fault]));
}

it.each([...REPORTS, ...LATER])("tells of $name", (report) => {
  const outages = tell(report);
  const faults = report.told.flatMap((wanted, i) => faultsOf(outages[i], wanted));
  expect({ faults, count: outages.length }).toEqual({ faults: [], count: report.told.length });
});
