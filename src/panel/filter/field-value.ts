import { type ReadFigure, readRange } from "./ranges.ts";
import type { Value } from "./read-terms.ts";
import type { RowFacts } from "./row-facts.ts";
import { matchText } from "./text-match.ts";

/** Deep enough for any path a person writes, and an end for one that has only stars. */
const MAX_FOUND = 1_000;

/** Whether a JSON body has a value at a path that is as asked; "*" is any key and any value. */
export function matchField(path: string, value: Value): (facts: RowFacts) => boolean {
  const keys = path.replace(/^\./, "").split(".");
  const rare = keys.findLast((key) => key !== "*" && !/^\d+$/.test(key));
  const matches = matchValue(value);
  return (facts) => {
    const text = facts.text();
    // Far cheaper than parsing; a key with an escape in it would be missed, and hardly exists.
    if (text === null || (rare !== undefined && !text.includes(`"${rare}"`))) return false;
    return valuesAt(facts.json(), keys).some(matches);
  };
}

/** Arrays are looked through, so that `items.id` finds the id of any item. */
function valuesAt(root: unknown, keys: string[]): unknown[] {
  let found: unknown[] = [root];
  for (const key of keys) {
    const next: unknown[] = [];
    for (const value of found) {
      if (next.length > MAX_FOUND) break;
      next.push(...childrenOf(value, key));
    }
    found = next;
  }
  return found;
}

function childrenOf(value: unknown, key: string): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  if (key === "*") return Object.values(value).slice(0, MAX_FOUND);
  if (Object.hasOwn(value, key)) return [(value as Record<string, unknown>)[key]];
  return Array.isArray(value)
    ? value
        .slice(0, MAX_FOUND)
        .flatMap((item) => (Array.isArray(item) ? [] : childrenOf(item, key)))
    : [];
}

const readNumber: ReadFigure = (text) => {
  const number = Number(text);
  return text.trim() === "" || Number.isNaN(number) ? null : { from: number, to: number };
};

function matchValue(value: Value): (found: unknown) => boolean {
  const { text, regex, quoted } = value;
  if (text === "*" && !quoted) return () => true;
  const matches = matchText(value);
  if (regex) return (found) => isPlain(found) && matches(String(found));
  if (!quoted && /^(?:[<>]=?-?\d|-?\d+\.\.|\.\.-?\d)/.test(text)) {
    const range = readRange(value, readNumber, "a number: write >100 or 1..5");
    return (found) => typeof found === "number" && range.includes(found);
  }
  return (found) => {
    if (typeof found === "string") return matches(found);
    // 1 is not found in 10, nor true in a text that contains it.
    return isPlain(found) && String(found) === text;
  };
}

const isPlain = (value: unknown): boolean => typeof value !== "object" || value === null;
