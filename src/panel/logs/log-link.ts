import type { LogsBeside } from "../../logs/beside.ts";
import type { FromLogReader, ToLogReader } from "./log-protocol.ts";

export type LogLink = ReturnType<typeof createLogLink>;

/** The worker that holds the logs of one session. */
export function createLogLink() {
  const worker = new Worker(new URL("./logs.worker.ts", import.meta.url), {
    type: "module",
    name: "logs",
  });
  return {
    /** Null where it was given up. Rejects with a sentence. */
    ask(request: ToLogReader, onShare: (share: number) => void): Promise<LogsBeside | null> {
      return new Promise((resolve, reject) => {
        // Our own file, in a worker that only we have.
        worker.onmessage = ({ data }: MessageEvent<FromLogReader>) => {
          switch (data.kind) {
            case "share":
              onShare(data.share);
              break;
            case "beside":
              resolve(data.beside);
              break;
            case "cancelled":
              resolve(null);
              break;
            case "failed":
              reject(new Error(data.message));
              break;
            default:
              data satisfies never;
          }
        };
        worker.onerror = () =>
          reject(
            new Error("the reader stopped; the log may be too large for this browser's memory"),
          );
        worker.postMessage(request);
      });
    },
    cancel: () => worker.postMessage({ kind: "cancel" } satisfies ToLogReader),
    close: () => worker.terminate(),
  };
}
