/**
 * Messages as columns: one array a field, one element a message. A row's number in its document
 * (`seq`) is `firstSeq + index`, so a row is named by (document, seq) for good.
 */
import { MAX_TIME_MS } from "./text.ts";

export type Body = string | Uint8Array<ArrayBuffer>;

export type Rows = {
  firstSeq: number;
  /** The connection's number in its document. */
  connection: Uint32Array;
  /** The document's monotonic clock, ms. */
  at: Float64Array;
  /** `ROW_*` bits. */
  flags: Uint8Array;
  /** A `SHAPE_*` byte, computed in the page. */
  shape: Uint8Array;
  /** True size on the wire before compression: UTF-8 bytes of a text message. */
  sizeBytes: Float64Array;
  /** 32-bit FNV-1a of a body of up to 64 B, else 0. */
  hash: Uint32Array;
  /** `bufferedAmount` just after a send, else 0. */
  bufferedBytes: Float64Array;
  /** What was kept of each body; null as a whole where no body of the batch left the page. */
  bodies: (Body | null)[] | null;
};

export const ROW_SEND = 1;
export const ROW_BINARY = 2;
/** Came or went as a Blob; its body arrives later or not at all. */
export const ROW_BLOB = 4;
/** The kept body is shorter than the message. */
export const ROW_CUT = 8;
/** Given to `send()` in CLOSING or CLOSED: the browser throws it away without a word. */
export const ROW_LOST = 16;
const ROW_ALL = 31;

export const SHAPE_UNKNOWN = 0;
export const SHAPE_BINARY = 1;
export const SHAPE_EMPTY = 2;
export const SHAPE_OBJECT = 3;
export const SHAPE_ARRAY = 4;
export const SHAPE_TEXT = 5;
/** What one row takes in all columns together. */
export const ROW_BYTES = 3 * 8 + 2 * 4 + 2;
/** And in those that are stored. */
export const STORED_ROW_BYTES = ROW_BYTES - 4;
/** Begins with a digit: Engine.IO and Socket.IO packets. The digit is `shape - SHAPE_DIGIT`. */
export const SHAPE_DIGIT = 6;
const SHAPE_LAST = SHAPE_DIGIT + 9;

export const MAX_ROWS = 1_000;
/** No body over this leaves a page whole. */
export const MAX_BODY_BYTES = 8 * 1024 * 1024;

const isTime = (value: number): boolean => Math.abs(value) <= MAX_TIME_MS;
const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const isFlags = (value: number): boolean => value <= ROW_ALL;
const isShape = (value: number): boolean => value <= SHAPE_LAST;

/**
 * The columns of numbers: what a value must be (null: whatever the array can hold), and whether it is
 * kept with the message, or counted and forgotten. Whoever makes, parses, stores or reads rows goes by
 * this. Only the hook names its columns itself, for it may use nothing that a page can change.
 */
const COLUMNS = {
  connection: { array: Uint32Array, isGood: null, isStored: true },
  at: { array: Float64Array, isGood: isTime, isStored: true },
  flags: { array: Uint8Array, isGood: isFlags, isStored: true },
  shape: { array: Uint8Array, isGood: isShape, isStored: true },
  sizeBytes: { array: Float64Array, isGood: isCount, isStored: true },
  hash: { array: Uint32Array, isGood: null, isStored: false },
  bufferedBytes: { array: Float64Array, isGood: isCount, isStored: true },
} as const;

type ColumnArray = (typeof COLUMNS)[ColumnName]["array"];
type Column = Float64Array | Uint32Array | Uint8Array;
type ColumnName = keyof typeof COLUMNS;
type Columns = Pick<Rows, ColumnName>;
export type StoredColumn = {
  [N in ColumnName]: (typeof COLUMNS)[N]["isStored"] extends true ? N : never;
}[ColumnName];
export type StoredColumns = Pick<Rows, StoredColumn>;

/** Functions, so that a script which needs none of this does not carry it. */
const names = (): ColumnName[] => Object.keys(COLUMNS) as ColumnName[];
const storedNames = (): StoredColumn[] =>
  names().filter((name): name is StoredColumn => COLUMNS[name].isStored);

/** Of so many rows, all 0. */
export const makeColumns = (rows: number): Columns =>
  Object.assign({}, ...names().map((name) => ({ [name]: new COLUMNS[name].array(rows) })));

/** Each stored column, as `change` makes it of what there is. */
export const mapStored = (
  columns: StoredColumns,
  change: (column: Column, name: StoredColumn) => Column,
): StoredColumns =>
  Object.assign({}, ...storedNames().map((name) => ({ [name]: change(columns[name], name) })));

/** What a message has in each stored column but that of its connection. */
export type RowNumbers = { [N in Exclude<StoredColumn, "connection">]: number };

/** What only the hook can tell of a message: of one that came another way it is 0. */
export const UNTOLD = { bufferedBytes: 0 } satisfies Partial<RowNumbers>;

/** Without a loop: of a million rows, each is read by this. */
export const numbersAt = (columns: StoredColumns, i: number): RowNumbers => ({
  at: columns.at[i] ?? 0,
  flags: columns.flags[i] ?? 0,
  shape: columns.shape[i] ?? 0,
  sizeBytes: columns.sizeBytes[i] ?? 0,
  bufferedBytes: columns.bufferedBytes[i] ?? 0,
});

/** Columns from an untrusted sender, or null where they are damaged or disagree in length. */
export function parseRows(raw: unknown): Rows | null {
  if (typeof raw !== "object" || raw === null) return null;
  const rows = raw as Record<keyof Rows, unknown>;
  const { firstSeq, bodies } = rows;
  if (typeof firstSeq !== "number" || !isCount(firstSeq) || !areColumns(rows)) return null;
  const columns = Object.assign({}, ...names().map((name) => ({ [name]: rows[name] })));
  if (bodies === null) return { ...columns, firstSeq, bodies };
  if (!Array.isArray(bodies) || bodies.length !== rows.connection.length) return null;
  return bodies.every(isBody) ? { ...columns, firstSeq, bodies } : null;
}

function areColumns<R extends Record<ColumnName, unknown>>(raw: R): raw is R & Columns {
  const { connection } = raw;
  if (!(connection instanceof Uint32Array) || connection.length > MAX_ROWS) return false;
  return names().every((name) => {
    const { array, isGood } = COLUMNS[name];
    const column = raw[name];
    if (!isColumn(column, array) || column.length !== connection.length) return false;
    return isGood === null || column.every((value) => isGood(value));
  });
}

const isColumn = (raw: unknown, array: ColumnArray): raw is Column => raw instanceof array;

const isBody = (body: unknown): body is Body | null =>
  body === null ||
  ((typeof body === "string" || body instanceof Uint8Array) && body.length <= MAX_BODY_BYTES);
