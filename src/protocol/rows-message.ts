/**
 * Rows that lie in the background's memory, because the disk takes none: a panel asks for them by
 * a port of its own, named `rows:<tabId>`. Each question is answered once.
 */
export type RowsQuestion =
  | { ask: "count"; connectionId: string | null }
  | { ask: "read"; connectionId: string | null; from: number; limit: number }
  | { ask: "find"; connectionId: string; seq: number };

export type ToRows = { id: number; question: RowsQuestion };

/** `number`: the count or the position; `rows`: the first of those that were asked for. */
export type FromRows<Row> =
  | { id: number; number: number }
  | { id: number; rows: Row[] }
  | { id: number; error: string };
