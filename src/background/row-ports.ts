import type { Runtime } from "webextension-polyfill";
import { assertNever } from "../protocol/assert-never.ts";
import { type FromRows, parseToRows, type RowsQuestion } from "../protocol/rows-message.ts";
import type { StoredRow } from "../session/stored-row.ts";
import { post, tabOfPort } from "../shared/port.ts";
import type { StoreReader } from "../store/store.ts";

/** A message of a port must stay below 64 MiB, and text may take two bytes a letter. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

/** Answers panels that ask for the rows in this worker's memory. */
export function createRowPorts(memory: StoreReader) {
  const answer = async (tabId: number, question: RowsQuestion) => {
    switch (question.ask) {
      case "count":
        return { number: await memory.count(tabId, question.connectionId) };
      case "find":
        return { number: await memory.find(tabId, question.connectionId, question.seq) };
      case "read": {
        const { connectionId, from, limit } = question;
        return { rows: firstOf(await memory.read(tabId, connectionId, from, limit)) };
      }
      default:
        return assertNever(question);
    }
  };

  return {
    connect(port: Runtime.Port): void {
      const tabId = tabOfPort(port, "rows");
      if (tabId === null) return;
      port.onMessage.addListener(async (message) => {
        const asked = parseToRows(message);
        if (!asked) return;
        const { id, question } = asked;
        const found = await answer(tabId, question).catch((error) => ({ error: String(error) }));
        post(port, { id, ...found } satisfies FromRows<StoredRow>);
      });
    },
  };
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
