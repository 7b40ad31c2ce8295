import type { Outcome, Overrides } from "../../session/overrides.ts";
import type { Session } from "../../session/session.ts";
import type { Finding, FindingId, Report } from "../finding.ts";
import { gatherFacts } from "./facts.ts";
import type { Item } from "./item.ts";
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
  return ITEMS.map((item) => {
    const { number, area, text } = item;
    const against = facts.against(item.refutedBy);
    const { outcome, note } =
      facts.connections.length === 0
        ? { outcome: "ask" as const, note: "No connection was seen yet." }
        : against.length > 0
          ? { outcome: "no" as const, note: noteOn(against) }
          : item.prove(facts);
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
