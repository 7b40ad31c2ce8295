/** What differs between two JSON values, by their structure: the order of fields says nothing. */
import { isBranch, leafText, parseForTree } from "./json-tree.ts";

export type JsonChange = { path: string; before: string | null; after: string | null };

/** More than anyone reads. */
export const MOST_CHANGES = 2_000;
/** Each level is a call; deeper ones are compared line by line. */
const MOST_LEVELS = 200;
const SHOWN_CHARACTERS = 400;

/** Null where either is no JSON that has parts, or where they are too deep. */
export function jsonChanges(before: string, after: string): JsonChange[] | null {
  const [a, b] = [parseForTree(before), parseForTree(after)];
  if (!isBranch(a) || !isBranch(b) || Array.isArray(a) !== Array.isArray(b)) return null;
  const changes: JsonChange[] = [];
  return collect(a, b, "$", 0, changes) ? changes : null;
}

/** False where it is too deep to be told. */
function collect(
  a: unknown,
  b: unknown,
  path: string,
  level: number,
  changes: JsonChange[],
): boolean {
  if (changes.length >= MOST_CHANGES) return true;
  if (!isBranch(a) || !isBranch(b) || Array.isArray(a) !== Array.isArray(b)) {
    if (leafOf(a) !== leafOf(b)) changes.push({ path, before: inShort(a), after: inShort(b) });
    return true;
  }
  if (level >= MOST_LEVELS) return false;
  const [left, right] = [fieldsOf(a), fieldsOf(b)];
  const placeOf = (key: string) => (Array.isArray(a) ? `${path}[${key}]` : `${path}.${key}`);
  for (const [key, value] of left) {
    if (!right.has(key)) changes.push({ path: placeOf(key), before: inShort(value), after: null });
    else if (!collect(value, right.get(key), placeOf(key), level + 1, changes)) return false;
  }
  for (const [key, value] of right) {
    if (!left.has(key)) changes.push({ path: placeOf(key), before: null, after: inShort(value) });
  }
  return true;
}

const fieldsOf = (value: object): Map<string, unknown> => new Map(Object.entries(value));

/** Two branches of other kinds differ whatever is in them. */
const leafOf = (value: unknown): string =>
  isBranch(value) ? (Array.isArray(value) ? "[]" : "{}") : `${typeof value} ${leafText(value)}`;

function inShort(value: unknown): string {
  // In quotes, or a text of digits would read as the number.
  if (typeof value === "string") return JSON.stringify(value);
  if (!isBranch(value)) return leafText(value);
  const count = Object.keys(value).length;
  return Array.isArray(value) ? `[${count} items]` : `{${count} fields}`;
}

/** As much as one line shows. */
export const shownValue = (text: string): string =>
  text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)} …` : text;
