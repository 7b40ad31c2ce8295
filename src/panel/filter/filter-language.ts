import type { Filter } from "./filter.ts";
import { type ParsedFilter, parseFilter } from "./parse-filter.ts";
import { createTextVerdicts, type TestText } from "./text-verdicts.ts";
import { createTextsWorker } from "./texts-worker.ts";

export type FilterLanguage = ReturnType<typeof createFilterLanguage>;

/** What the filter's words mean: a large part of the panel, and of no use before one is typed. */
export function createFilterLanguage() {
  const verdicts = createTextVerdicts(createTextsWorker);
  return {
    parse: (text: string): ParsedFilter => parseFilter(text, verdicts.createTest()),
    /** What stays in force while `text` is wrong from a place on. */
    lastRight: (before: Filter, text: string, wrongFrom: number): Filter =>
      withoutBegun(before, text, wrongFrom, verdicts.createTest()),
    revision: verdicts.revision,
    problem: verdicts.problem,
  };
}

/** The word `finding`, once it goes on as `finding:`, never was one to search for. */
function withoutBegun(lastRight: Filter, text: string, wrongFrom: number, test: TestText): Filter {
  const goesOn = text.startsWith(lastRight.text) && wrongFrom < lastRight.text.length;
  if (!goesOn) return lastRight;
  return parseFilter(text.slice(0, wrongFrom).replace(/-$/, "").trim(), test).filter ?? lastRight;
}
