import type { Body, RowNumbers } from "../protocol/rows.ts";

/** One message as it is kept and exported. */
export type StoredRow = {
  documentId: string;
  connectionId: string;
  /** The message's number in its document: rows of one document stand in this order. */
  seq: number;
  /** Null: it was not kept, or has not arrived yet (a Blob). */
  body: Body | null;
  /** Here `at` is epoch ms. */
} & RowNumbers;

/** What only the hook can tell of a message: of one that came another way it is 0. */
export const UNTOLD = { bufferedBytes: 0 } satisfies Partial<RowNumbers>;
export const UNTOLD_NAMES = Object.keys(UNTOLD) as (keyof typeof UNTOLD)[];
