import { createEndpointNames } from "../../session/endpoint-names.ts";
import type { Outcome, Overrides } from "../../session/overrides.ts";
import type { Session } from "../../session/session.ts";
import { countOf } from "../../words/words.ts";
import type { Finding, FindingId, Report } from "../finding.ts";
import { lineName } from "../line-name.ts";
import { type Facts, gatherFacts } from "./facts.ts";
import type { Item, Judged } from "./item.ts";
import { ITEMS } from "./items.ts";

export type ChecklistRow = Pick<Item, "number" | "area" | "text"> & {
  outcome: Outcome;
  note: string;
  /** What answers no. */
  findings: FindingId[];
  /** The user answered, whatever the evidence says. */
  byUser: boolean;
};

/** The nineteen items, answered from evidence where there is some, and by the user where they wish. */
export function fillChecklist(
  session: Session,
  report: Report,
  overrides: Overrides = session.overrides,
): ChecklistRow[] {
  const facts = gatherFacts(session, report);
  const troubled = factsInTrouble(session, report);
  return ITEMS.map((item) => {
    const { number, area, text } = item;
    const against = facts.against(item.refutedBy);
    const { outcome, note } =
      facts.connections.length === 0
        ? { outcome: "ask" as const, note: "No connection was seen yet." }
        : against.length > 0
          ? { outcome: "no" as const, note: noteOn(against) }
          : prove(item, facts, troubled);
    const override = overrides[number] ?? {};
    return {
      number,
      area,
      text,
      outcome: override.outcome ?? outcome,
      note: override.note ?? note,
      findings: [...new Set(against.map(({ id }) => id))],
      byUser: override.outcome !== undefined || override.note !== undefined,
    };
  });
}

type OfEndpoint = { name: string; facts: Facts };

/** Of each endpoint that is out of reach; none where there is but one, or nothing is. */
function factsInTrouble(session: Session, report: Report): OfEndpoint[] {
  const all = new Set([...session.connections.values()].map(({ endpoint }) => endpoint));
  if (all.size === 1) return [];
  const nameOf = createEndpointNames(all);
  const down = report.outages.filter(({ state }) => state === "going-on" || state === "given-up");
  return [...new Set(down.flatMap(({ endpoints }) => endpoints))]
    .slice(0, MAX_ENDPOINTS)
    .map((url) => ({ name: lineName(nameOf, url), facts: gatherFacts(session, report, url) }));
}

/** Of hundreds that are down the first ones show what is known. */
const MAX_ENDPOINTS = 20;
const WORST_FIRST = ["no", "ask", "yes", "not-applicable"] as const satisfies readonly Outcome[];

/** What is in trouble has to be proved by itself: that another endpoint works says nothing of it. */
function prove(item: Item, facts: Facts, troubled: readonly OfEndpoint[]): Judged {
  if (item.ofSession || troubled.length === 0) return item.prove(facts);
  const judged = troubled.map((each) => ({ ...item.prove(each.facts), name: each.name }));
  for (const worst of WORST_FIRST) {
    const [first, ...others] = judged.filter(({ outcome }) => outcome === worst);
    if (!first) continue;
    const more = others.length === 0 ? "" : ` and ${countOf(others.length, "endpoint")} more`;
    return { outcome: worst, note: `${first.name}${more}: ${first.note}` };
  }
  return item.prove(facts);
}

/** The worst finding's own words: they have the figures. */
function noteOn(findings: readonly Finding[]): string {
  const [first] = findings as [Finding];
  const others = new Set(findings.map(({ title }) => title)).size - 1;
  return others === 0 ? first.title : `${first.title} (and ${others} more)`;
}

export const OUTCOME_MARKS: Record<Outcome, string> = {
  yes: "✓",
  no: "✗",
  "not-applicable": "–",
  ask: "?",
};

export const OUTCOME_WORDS: Record<Outcome, string> = {
  yes: "yes",
  no: "no",
  "not-applicable": "not applicable",
  ask: "ask",
};
