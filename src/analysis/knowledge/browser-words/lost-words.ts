import { judgeError } from "../handshake-errors.ts";
import { judgeFrameError } from "./frame-words.ts";
import type { HandshakeVerdict } from "./verdict.ts";

/** WebKit: Source/WebCore/Modules/websockets/WebSocketChannel.cpp, ThreadableWebSocketChannel. */
const SUSPENDED = /closed due to suspension/i;
/** Firefox' words for a page that was left, and for every connection that broke. */
const INTERRUPTED = /interrupted while the page was loading/i;
/** They say that the line broke, as 1006 does, and not of what. */
const SAYS_LOST: ReadonlySet<string> = new Set([
  "handshake-unreachable",
  "handshake-timeout",
  "handshake-failed",
]);

/**
 * What the browser's words say of a connection that had opened and broke: a broken frame, its own
 * network, the page's sleep. `lost` where they say no more than that; words of no table are quoted, for
 * they are still the browser's own reason.
 */
export function judgeLoss(words: string): HandshakeVerdict {
  if (SUSPENDED.test(words)) return { id: "page-suspended", variant: "browser" };
  if (INTERRUPTED.test(words)) return { id: "abnormal-closure", variant: "interrupted" };
  const line = judgeError(words);
  if (line?.id === "handshake-unreachable" && OF_THIS_COMPUTER.has(line.variant ?? "")) {
    return { id: "network-lost", variant: "told" };
  }
  const frame = judgeFrameError(words);
  if (frame) return frame;
  const variant = line && SAYS_LOST.has(line.id) ? "lost" : "told";
  return { id: "abnormal-closure", variant };
}

/** Of `handshake-unreachable`: the line is this computer's own. */
export const OF_THIS_COMPUTER: ReadonlySet<string> = new Set(["offline", "changed", "suspended"]);
