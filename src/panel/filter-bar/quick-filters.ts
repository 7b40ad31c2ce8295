/** The filters of one click: each is a term of the filter, so that they join with what was typed. */
import { hasTerm, withTerm } from "../filter/edit-filter.ts";
import type { Filter } from "../filter/filter.ts";

export type QuickFilter = { label: string; title: string; term: string; group: Group };
/** Of one group only one holds. */
type Group = "state" | "direction" | "trouble" | "error";

export const QUICK_FILTERS: readonly QuickFilter[] = [
  {
    label: "In trouble",
    title: "Connections and endpoints with an error or a warning that is not over",
    term: "is:trouble",
    group: "trouble",
  },
  { label: "Open", title: "Connections that are open", term: "state:open", group: "state" },
  {
    label: "Closed",
    title: "Connections that closed, or never opened",
    term: "state:closed|failed",
    group: "state",
  },
  { label: "Sent", title: "Messages that the page sent", term: "dir:send", group: "direction" },
  {
    label: "Received",
    title: "Messages that the page received",
    term: "dir:receive",
    group: "direction",
  },
  {
    label: "Errors",
    title: "Messages that are errors, and connections that failed or ended in one",
    term: "is:error",
    group: "error",
  },
];

export const isChosen = (filter: Filter, { term }: QuickFilter): boolean => hasTerm(filter, term);

export function toggleQuick(filter: Filter, quick: QuickFilter): string {
  const others = QUICK_FILTERS.filter(({ group }) => group === quick.group);
  const instead = others.map(({ term }) => term);
  return withTerm(filter, quick.term, !isChosen(filter, quick), instead);
}

/** Without any of them; what was typed stays. */
export function clearQuick(filter: Filter): string {
  const terms = QUICK_FILTERS.map(({ term }) => term);
  return withTerm(filter, terms[0] ?? "", false, terms);
}
