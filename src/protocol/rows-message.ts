/**
 * Rows that lie where a panel cannot reach them: in the background's memory, because the disk takes
 * none, asked for by a port named `rows:<tabId>`; or in a large file, asked for of its reader. Each
 * question is answered once.
 */

import * as v from "valibot";

const rowsQuestion = v.variant("ask", [
  v.object({ ask: v.literal("count"), connectionId: v.nullable(v.string()) }),
  v.object({
    ask: v.literal("read"),
    connectionId: v.nullable(v.string()),
    from: v.number(),
    limit: v.number(),
  }),
  v.object({ ask: v.literal("find"), connectionId: v.string(), seq: v.number() }),
]);
export type RowsQuestion = v.InferOutput<typeof rowsQuestion>;

const toRows = v.object({ id: v.number(), question: rowsQuestion });
export type ToRows = v.InferOutput<typeof toRows>;

/** Null where it is none. */
export const parseToRows = (raw: unknown): ToRows | null => {
  const parsed = v.safeParse(toRows, raw);
  return parsed.success ? parsed.output : null;
};

/** `number`: the count or the position; `rows`: the first of those that were asked for. */
export type FromRows<Row> =
  | { id: number; number: number }
  | { id: number; rows: Row[] }
  | { id: number; error: string };
