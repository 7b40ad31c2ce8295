import { CONNECTION_TERMS } from "./connection-terms.ts";
import { EMPTY_FILTER, type Filter, type Term } from "./filter.ts";
import { FilterError } from "./filter-error.ts";
import { MESSAGE_TERMS, readBody, readField } from "./message-terms.ts";
import { type RawTerm, readTerms, type Value } from "./read-terms.ts";
import { testAtOnce } from "./text-match.ts";
import type { TestText } from "./text-verdicts.ts";

export type ParsedFilter = { filter: Filter; error: null } | { filter: null; error: FilterError };

/**
 * A line of text as a filter, or what is wrong with it and where. `test`: how texts of connections
 * are tested for the user's expressions.
 */
export function parseFilter(text: string, test: TestText = testAtOnce): ParsedFilter {
  try {
    const sides = readTerms(text).map((side) => side.map((term) => termOf(term, test)));
    return { filter: sides.length === 0 ? EMPTY_FILTER : { text, sides }, error: null };
  } catch (error) {
    if (error instanceof FilterError) return { filter: null, error };
    throw error;
  }
}

function termOf({ from, to, negated, name, values }: RawTerm, test: TestText): Term {
  const place = { from, to, negated };
  const ofConnection = ownOf(CONNECTION_TERMS, name);
  if (ofConnection) {
    const any = values.map(inSmallLetters).map((value) => ofConnection(value, test));
    return {
      ...place,
      scope: "connection",
      matches: (connection, findings) => any.some((matches) => matches(connection, findings)),
    };
  }
  const any = values.map(readerOf(name));
  return {
    ...place,
    scope: "message",
    matches: (facts, context) => any.some((matches) => matches(facts, context)),
  };
}

/** Nobody types `URL:` or `close:Clean` to mean something else: only names of JSON fields tell capitals apart. */
function ownOf<Read>(terms: Readonly<Record<string, Read>>, name: RawTerm["name"]) {
  const known = name?.text.toLowerCase();
  return known !== undefined && Object.hasOwn(terms, known) ? terms[known] : undefined;
}

const inSmallLetters = (value: Value): Value => ({ ...value, text: value.text.toLowerCase() });

function readerOf(name: RawTerm["name"]) {
  if (!name) return readBody;
  const { text } = name;
  const read = ownOf(MESSAGE_TERMS, name);
  if (read) return (value: Value) => read(inSmallLetters(value));
  if (text.includes(".")) return (value: Value) => readField(text, value);
  const known = [...Object.keys(CONNECTION_TERMS), ...Object.keys(MESSAGE_TERMS)].join(", ");
  throw new FilterError(
    `There is no “${text}:”. Known are ${known}. For a field of JSON write .${text}:, for a text with a colon quote it.`,
    name,
  );
}
