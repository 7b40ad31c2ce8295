/** Reads logs of any size and joins them with a session, while the panel stays usable. */
import { putBeside } from "../../logs/beside.ts";
import type { ReadLog } from "../../logs/read-log.ts";
import type { FromLogReader, ToLogReader } from "./log-protocol.ts";
import { readLogFile } from "./read-log-file.ts";

/** Shares are drawn, and nobody sees more of them. */
const SHARE_EVERY_MS = 100;

const say = (message: FromLogReader) => postMessage(message);
const logs = new Map<number, ReadLog>();
let giveUp: AbortController | null = null;

// A worker hears only the page that started it: the panel, which sends nothing before it has its answer, but "cancel".
addEventListener("message", ({ data }: MessageEvent<ToLogReader>) => {
  if (data.kind === "cancel") giveUp?.abort();
  else {
    work(data).catch((error: unknown) =>
      say({ kind: "failed", message: error instanceof Error ? error.message : String(error) }),
    );
  }
});

async function work(request: Exclude<ToLogReader, { kind: "cancel" }>): Promise<void> {
  const { id, wanted } = request;
  if (request.kind === "remove") logs.delete(id);
  else {
    const { file, format } = request;
    giveUp = new AbortController();
    const { signal } = giveUp;
    let saidAt = 0;
    try {
      const onShare = (share: number) => {
        if (performance.now() - saidAt < SHARE_EVERY_MS) return;
        saidAt = performance.now();
        say({ kind: "share", share });
      };
      logs.set(id, await readLogFile(file, { wanted, format, onShare, signal }));
    } catch (error) {
      if (!signal.aborted) throw error;
      say({ kind: "cancelled" });
      return;
    } finally {
      giveUp = null;
    }
  }
  say({ kind: "beside", beside: putBeside(wanted, [...logs.values()]) });
}
