import type { Runtime } from "webextension-polyfill";
import { parseToRows } from "../protocol/rows-message.ts";
import { post, tabOfPort } from "../shared/port.ts";
import { answerRows } from "../store/answer-rows.ts";
import type { StoreReader } from "../store/store.ts";

/** Answers panels that ask for the rows in this worker's memory. */
export function createRowPorts(memory: StoreReader) {
  return {
    connect(port: Runtime.Port): void {
      const tabId = tabOfPort(port, "rows");
      if (tabId === null) return;
      port.onMessage.addListener(async (message) => {
        const asked = parseToRows(message);
        if (asked) post(port, await answerRows(memory, tabId, asked));
      });
    },
  };
}
