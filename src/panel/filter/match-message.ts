import { type Filter, type FilterRow, type MessageContext, matchesFacts } from "./filter.ts";
import { createRowFacts } from "./row-facts.ts";

// Apart from the rest of the filter, because it needs the decoders, which a panel's start does not.
export const matchesMessage = (filter: Filter, row: FilterRow, context: MessageContext): boolean =>
  matchesFacts(filter, createRowFacts(row, context.protocol), context);
