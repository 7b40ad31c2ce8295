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
/** Begins with a digit: Engine.IO and Socket.IO packets. The digit is `shape - SHAPE_DIGIT`. */
export const SHAPE_DIGIT = 6;
const SHAPE_LAST = SHAPE_DIGIT + 9;

export const MAX_ROWS = 1_000;
/** No body over this leaves a page whole. */
export const MAX_BODY_BYTES = 8 * 1024 * 1024;

const isCount = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

const isTime = (value: number): boolean => Math.abs(value) <= MAX_TIME_MS;

/** Columns from an untrusted sender, or null where they are damaged or disagree in length. */
export function parseRows(raw: unknown): Rows | null {
  if (typeof raw !== "object" || raw === null) return null;
  const rows = raw as Record<keyof Rows, unknown>;
  const { connection, at, flags, shape, sizeBytes, hash, bufferedBytes, bodies } = rows;
  if (!isCount(rows.firstSeq)) return null;
  if (!(connection instanceof Uint32Array) || connection.length > MAX_ROWS) return null;
  if (!(at instanceof Float64Array && flags instanceof Uint8Array)) return null;
  if (!(shape instanceof Uint8Array && sizeBytes instanceof Float64Array)) return null;
  if (!(hash instanceof Uint32Array && bufferedBytes instanceof Float64Array)) return null;
  const n = connection.length;
  for (const column of [at, flags, shape, sizeBytes, hash, bufferedBytes]) {
    if (column.length !== n) return null;
  }
  for (let i = 0; i < n; i++) {
    if (!isTime(at[i] as number) || !isCount(sizeBytes[i]) || !isCount(bufferedBytes[i]))
      return null;
    if ((flags[i] as number) > ROW_ALL || (shape[i] as number) > SHAPE_LAST) return null;
  }
  const { firstSeq } = rows;
  const columns = { firstSeq, connection, at, flags, shape, sizeBytes, hash, bufferedBytes };
  if (bodies === null) return { ...columns, bodies };
  if (!Array.isArray(bodies) || bodies.length !== n || !bodies.every(isBody)) return null;
  return { ...columns, bodies };
}

const isBody = (body: unknown): body is Body | null =>
  body === null ||
  ((typeof body === "string" || body instanceof Uint8Array) && body.length <= MAX_BODY_BYTES);
