import type { FromRows, RowsQuestion, ToRows } from "../../protocol/rows-message.ts";
import type { ViewPort } from "../../shared/view-link.ts";
import type { StoredRow, StoreReader } from "../../store/store.ts";

type Answer = FromRows<StoredRow>;
type Waiting = { resolve(answer: Answer): void; reject(error: Error): void };

export type RowPort = Pick<ViewPort, "onMessage" | "onDisconnect" | "postMessage">;

/**
 * Reads rows that lie with another: in the background's memory, where `connect` opens a port named
 * `rows:<tabId>`, or with the reader of a file. `gone`: what is said once it does not answer any more.
 */
export function createRemoteRows(
  connect: () => RowPort,
  gone = "The background was stopped",
): StoreReader {
  const waiting = new Map<number, Waiting>();
  let port: RowPort | null = null;
  let lastId = 0;

  const open = (): RowPort => {
    const opened = connect();
    opened.onMessage.addListener((message) => {
      // From our own worker, of the same build.
      const answer = message as Answer;
      waiting.get(answer.id)?.resolve(answer);
      waiting.delete(answer.id);
    });
    opened.onDisconnect.addListener(() => {
      if (port === opened) port = null;
      // The worker was stopped, and what it had in memory is gone with it.
      for (const { reject } of waiting.values()) reject(new Error(gone));
      waiting.clear();
    });
    return opened;
  };

  const ask = async (question: RowsQuestion): Promise<Answer> => {
    const id = ++lastId;
    const answered = new Promise<Answer>((resolve, reject) => {
      waiting.set(id, { resolve, reject });
    });
    port ??= open();
    port.postMessage({ id, question } satisfies ToRows);
    const answer = await answered;
    if ("error" in answer) throw new Error(answer.error);
    return answer;
  };
  const askNumber = async (question: RowsQuestion): Promise<number> => {
    const answer = await ask(question);
    return "number" in answer ? answer.number : 0;
  };

  return {
    count: (_tabId, connectionId) => askNumber({ ask: "count", connectionId }),
    find: (_tabId, connectionId, seq) => askNumber({ ask: "find", connectionId, seq }),
    async read(_tabId, connectionId, from, limit) {
      const rows: StoredRow[] = [];
      let next = from;
      while (rows.length < limit) {
        const rest = { from: next, limit: limit - rows.length };
        const answer = await ask({ ask: "read", connectionId, ...rest });
        const more = "rows" in answer ? answer.rows : [];
        rows.push(...more);
        const last = more.at(-1);
        if (!last || rows.length === limit) break;
        // What is deleted in front meanwhile moves all that follow; of a connection they can be found.
        next =
          connectionId === null
            ? next + more.length
            : await askNumber({ ask: "find", connectionId, seq: last.seq + 1 });
      }
      return rows;
    },
  };
}
