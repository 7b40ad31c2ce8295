import { assertNever } from "../protocol/assert-never.ts";
import type { FromRows, ToRows } from "../protocol/rows-message.ts";
import type { StoredRow, StoreReader } from "./store.ts";

/** A message of a port must stay below 64 MiB, and text may take two bytes a letter. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

/** Answers whoever cannot reach the rows: in words where they cannot be read. */
export async function answerRows(
  store: StoreReader,
  tabId: number,
  { id, question }: ToRows,
): Promise<FromRows<StoredRow>> {
  try {
    switch (question.ask) {
      case "count":
        return { id, number: await store.count(tabId, question.connectionId) };
      case "find":
        return { id, number: await store.find(tabId, question.connectionId, question.seq) };
      case "read": {
        const { connectionId, from, limit } = question;
        return { id, rows: firstOf(await store.read(tabId, connectionId, from, limit)) };
      }
      default:
        return assertNever(question);
    }
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

/** At least one, and no more than one answer holds; whoever asked asks for the rest. */
function firstOf(rows: StoredRow[]): StoredRow[] {
  let bytes = 0;
  const end = rows.findIndex(({ body }, i) => {
    bytes += body?.length ?? 0;
    return i > 0 && bytes > MAX_ANSWER_BYTES;
  });
  return end < 0 ? rows : rows.slice(0, end);
}
