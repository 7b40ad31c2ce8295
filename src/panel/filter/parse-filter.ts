import { CONNECTION_QUALITIES, CONNECTION_TERMS, isErrorItself } from "./connection-terms.ts";
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
  const ofConnection = isOfConnections(name, values) ? readQuality : ownOf(CONNECTION_TERMS, name);
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
    ...(name?.text.toLowerCase() === "is" && values.some(({ text }) => isWord(text, "error"))
      ? { matchesAlone: isErrorItself }
      : {}),
  };
}

const isWord = (text: string, word: string): boolean => text.toLowerCase() === word;

/** `is:trouble`, where all other values of `is:` are about messages. */
function isOfConnections(name: RawTerm["name"], values: readonly Value[]): boolean {
  if (!name || !isWord(name.text, "is")) return false;
  const own = values.filter(({ text }) => Object.hasOwn(CONNECTION_QUALITIES, text.toLowerCase()));
  const [first] = own;
  if (first && own.length < values.length) {
    throw new FilterError(
      `“${first.text}” is about connections: write is:${first.text} as a term of its own.`,
      first,
    );
  }
  return own.length > 0;
}

const readQuality = ({ text }: Value) => CONNECTION_QUALITIES[text] ?? (() => false);

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
