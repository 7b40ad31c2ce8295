/** A JSON value as the rows of a tree, made as they are opened. */

/** A number whose digits a JavaScript number cannot hold, as it came. */
export class RawNumber {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

export type TreeRow = {
  depth: number;
  /** Null for the root. */
  key: string | number | null;
  value: unknown;
  parent: TreeRow | null;
  isOpen: boolean;
  /** Stands for the children that are not shown yet, from this one on. */
  restFrom: number | null;
};

/** Children shown at once: a list of a million would fill the memory with rows. */
const CHILDREN_SHOWN = 500;
/** So many rows are seen without scrolling, more or less. */
const FEW_ROWS = 24;
/** More digits than a JavaScript number keeps. */
const LONG_NUMBER = /\d{16}/;
/** A search ends after so many values. */
const MAX_SEARCHED = 1_000_000;

/** Undefined where the text is not JSON. */
export function parseForTree(text: string): unknown {
  try {
    return LONG_NUMBER.test(text) ? parseExactly(text) : JSON.parse(text);
  } catch {
    return undefined;
  }
}

type ReviverContext = { source?: string };
type ReviverWithSource = (key: string, value: unknown, context?: ReviverContext) => unknown;

function parseExactly(text: string): unknown {
  const keepDigits: ReviverWithSource = (_, value, context) => {
    const source = context?.source;
    const isKept = typeof value !== "number" || source === undefined || String(value) === source;
    return isKept || !LONG_NUMBER.test(source) ? value : new RawNumber(source);
  };
  try {
    return JSON.parse(text, keepDigits);
  } catch (error) {
    // A reviver goes through the value by recursion, which a deep one exhausts.
    if (error instanceof RangeError) return JSON.parse(text);
    throw error;
  }
}

export const isBranch = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !(value instanceof RawNumber);

export const childCount = (value: object): number =>
  Array.isArray(value) ? value.length : Object.keys(value).length;

/** The root with its children; where these are few, theirs as well. */
export function rootRows(value: unknown): TreeRow[] {
  const root: TreeRow = { depth: 0, key: null, value, parent: null, isOpen: false, restFrom: null };
  let rows = openRow([root], 0);
  for (let index = 1; index < rows.length; index++) {
    const child = rows[index]?.value;
    if (isBranch(child) && rows.length + childCount(child) <= FEW_ROWS) rows = openRow(rows, index);
  }
  return rows;
}

/** The rows with the children of one below it. */
export function openRow(rows: readonly TreeRow[], index: number): TreeRow[] {
  const row = rows[index];
  if (!row || row.isOpen || !isBranch(row.value)) return [...rows];
  const opened = { ...row, isOpen: true };
  return [...rows.slice(0, index), opened, ...childRows(opened, 0), ...rows.slice(index + 1)];
}

export function closeRow(rows: readonly TreeRow[], index: number): TreeRow[] {
  const row = rows[index];
  if (!row?.isOpen) return [...rows];
  let end = index + 1;
  while ((rows[end]?.depth ?? 0) > row.depth) end++;
  return [...rows.slice(0, index), { ...row, isOpen: false }, ...rows.slice(end)];
}

/** The rows with more children in the place of the one that stands for them. */
export function showRest(rows: readonly TreeRow[], index: number): TreeRow[] {
  const row = rows[index];
  if (!row?.parent || row.restFrom === null) return [...rows];
  return [
    ...rows.slice(0, index),
    ...childRows(row.parent, row.restFrom),
    ...rows.slice(index + 1),
  ];
}

function childRows(parent: TreeRow, from: number): TreeRow[] {
  const value = parent.value as object;
  const depth = parent.depth + 1;
  const all: (string | number)[] = Array.isArray(value)
    ? Array.from({ length: Math.min(CHILDREN_SHOWN, value.length - from) }, (_, i) => from + i)
    : Object.keys(value).slice(from, from + CHILDREN_SHOWN);
  const rows = all.map(
    (key): TreeRow => ({
      depth,
      key,
      value: childOf(value, key),
      parent,
      isOpen: false,
      restFrom: null,
    }),
  );
  const next = from + all.length;
  if (next < childCount(value)) {
    rows.push({ depth, key: null, value: null, parent, isOpen: false, restFrom: next });
  }
  return rows;
}

const childOf = (value: object, key: string | number): unknown =>
  (value as Record<string | number, unknown>)[key];

/** "$.items[3].name": as JavaScript would write it. */
export function pathOf(row: TreeRow): string {
  const keys: (string | number)[] = [];
  for (let at: TreeRow | null = row; at; at = at.parent) if (at.key !== null) keys.push(at.key);
  return keys.reverse().reduce<string>((path, key) => {
    if (typeof key === "number") return `${path}[${key}]`;
    return /^[A-Za-z_$][\w$]*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
  }, "$");
}

/** The keys that lead to values or names with a text, from the top down; at most `limit` of them. */
export function searchTree(root: unknown, text: string, limit: number): (string | number)[][] {
  const wanted = text.toLowerCase();
  const found: (string | number)[][] = [];
  type Step = { value: unknown; key: string | number | null; parent: Step | null };
  const stack: Step[] = [{ value: root, key: null, parent: null }];
  for (let seen = 0; stack.length > 0 && seen < MAX_SEARCHED && found.length < limit; seen++) {
    const step = stack.pop() as Step;
    const { key, value } = step;
    const isName = typeof key === "string" && key.toLowerCase().includes(wanted);
    if (isName || (!isBranch(value) && leafText(value).toLowerCase().includes(wanted))) {
      const keys: (string | number)[] = [];
      for (let at: Step | null = step; at; at = at.parent) if (at.key !== null) keys.push(at.key);
      found.push(keys.reverse());
    }
    if (!isBranch(value)) continue;
    const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
    for (let i = keys.length - 1; i >= 0; i--) {
      const child = keys[i] as string | number;
      stack.push({ value: childOf(value, child), key: child, parent: step });
    }
  }
  return found;
}

export const leafText = (value: unknown): string =>
  value instanceof RawNumber ? value.source : String(value);

/** Opens all that leads to a value; where it stands then, or -1. */
export function revealPath(
  rows: readonly TreeRow[],
  keys: readonly (string | number)[],
): { rows: TreeRow[]; index: number } {
  let shown = [...rows];
  let index = 0;
  for (const key of keys) {
    shown = openRow(shown, index);
    const depth = (shown[index]?.depth ?? 0) + 1;
    let at = index + 1;
    while ((shown[at]?.depth ?? 0) >= depth) {
      const row = shown[at] as TreeRow;
      if (row.depth === depth && row.restFrom !== null) shown = showRest(shown, at);
      else if (row.depth === depth && row.key === key) break;
      else at++;
    }
    if (shown[at]?.depth !== depth) return { rows: shown, index: -1 };
    index = at;
  }
  return { rows: shown, index };
}
