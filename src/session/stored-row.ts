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
