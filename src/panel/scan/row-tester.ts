import {
  type Filter,
  type FilterRow,
  type MessageContext,
  type MessageTerm,
  matchesFacts,
} from "../filter/filter.ts";
import { parseFilter } from "../filter/parse-filter.ts";
import { createRowFacts, type RowFacts } from "../filter/row-facts.ts";
import { matchText } from "../filter/text-match.ts";
import type { SearchText } from "./scan-protocol.ts";

export type RowTester = {
  test(row: FilterRow, context: MessageContext): boolean;
  /** For each message term of the filter, in order: rows for which it holds by itself. */
  termCounts: number[];
};

/** Tests rows for a filter and a text at once. Throws where the expression cannot be read. */
export function createRowTester(
  filterText: string,
  search: SearchText | null,
  countsTerms: boolean,
): RowTester {
  const { filter, error } = parseFilter(filterText);
  if (error) throw error;
  const has = search && searchBody(search);
  const terms = countsTerms ? messageTermsOf(filter) : [];
  const termCounts = terms.map(() => 0);
  const isPlain = filter.sides.length === 0;
  return {
    termCounts,
    test(row, context) {
      const { range } = context;
      if (range && (row.at < range.from || row.at > range.to)) return false;
      if (isPlain && has && typeof row.body === "string") return has(row.body);
      const facts = createRowFacts(row, context.protocol);
      terms.forEach((term, i) => {
        if (term.matches(facts, context) !== term.negated) {
          termCounts[i] = (termCounts[i] as number) + 1;
        }
      });
      return matchesFacts(filter, facts, context) && (!has || hasText(facts, has));
    },
  };
}

const hasText = (facts: RowFacts, has: (text: string) => boolean): boolean => {
  const text = facts.text();
  return text !== null && has(text);
};

const messageTermsOf = ({ sides }: Filter): MessageTerm[] =>
  sides.flat().filter((term): term is MessageTerm => term.scope === "message");

function searchBody({ text, isRegex, matchesCase }: SearchText): (body: string) => boolean {
  if (isRegex) {
    const regex = new RegExp(text, matchesCase ? "" : "i");
    return (body) => regex.test(body);
  }
  return matchesCase ? (body) => body.includes(text) : matchText({ text, regex: null });
}
