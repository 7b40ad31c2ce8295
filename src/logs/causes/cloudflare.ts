/**
 * Cloudflare's `websocket_analytics`: who closed, and with which code.
 * https://developers.cloudflare.com/logs/logpush/logpush-job/datasets/zone/
 */
import type { Blame, LogCause } from "../record.ts";

const SOURCES: [RegExp, Blame, string][] = [
  [/^(?:client|eyeball|visitor)$/i, "client", "the client's side closed"],
  [/^(?:origin|server|upstream)$/i, "server", "the origin closed"],
  [
    /^(?:me|edge|cloudflare|proxy)$/i,
    "self",
    "Cloudflare itself closed, as it does when its servers restart",
  ],
];

export function readCloseSource(source: string, reason: string): LogCause | null {
  for (const [pattern, by, words] of SOURCES) {
    if (!pattern.test(source)) continue;
    const isIdle = /time.?out|idle/i.test(reason);
    const isClean = /^(?:|normal|close|ok|success)$/i.test(reason);
    const kind = isIdle
      ? "idle-limit"
      : by === "client"
        ? isClean
          ? "client-closed"
          : "client-lost"
        : by === "server"
          ? isClean
            ? "upstream-closed"
            : "upstream-lost"
          : "stopped";
    return { by, kind, words, sign: `${source}${reason === "" ? "" : `: ${reason}`}`.slice(0, 80) };
  }
  return null;
}
