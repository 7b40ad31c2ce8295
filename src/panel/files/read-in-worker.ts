import type { SessionFile } from "../../har/read.ts";
import type { ConnectionId } from "../../session/session.ts";
import type { StoredRow } from "../../session/stored-row.ts";
import type { FromReader, ToReader } from "./opening-protocol.ts";

export type ReadFile = Omit<SessionFile, "origin">;

/**
 * `onShare`: how much of what was read has come over. Rejects with the place and what is wrong there,
 * or with the reason of `signal`, at once: the worker goes, and all that it holds.
 */
export function readInWorker(
  file: File,
  beside: readonly File[],
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<ReadFile> {
  const worker = new Worker(new URL("./opening.worker.ts", import.meta.url), {
    type: "module",
    name: "file",
  });
  const rows = new Map<ConnectionId, StoredRow[]>();
  const reading = new Promise<ReadFile>((resolve, reject) => {
    // Our own file, in a worker that only we have.
    worker.addEventListener("message", ({ data }: MessageEvent<FromReader>) => {
      switch (data.kind) {
        case "rows": {
          const known = rows.get(data.connectionId);
          if (known) known.push(...data.rows);
          else rows.set(data.connectionId, data.rows);
          onShare(data.share);
          break;
        }
        case "read":
          resolve({ ...data, rows });
          break;
        case "failed":
          reject(new Error(data.message));
          break;
        default:
          data satisfies never;
      }
    });
    const giveUp = () => reject(signal.reason);
    signal.addEventListener("abort", giveUp);
    if (signal.aborted) giveUp();
    worker.addEventListener("error", () =>
      reject(new Error("the reader stopped; the file may be too large for this browser's memory")),
    );
  });
  worker.postMessage({ file, beside } satisfies ToReader);
  return reading.finally(() => worker.terminate());
}
