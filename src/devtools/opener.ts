import type { SeenHandshake } from "../protocol/handshake.ts";
import { MARK_PREFIX, MAX_MARK } from "../protocol/socket-mark.ts";
import type { HarEntry } from "./har-entry.ts";

type Opener = Pick<SeenHandshake, "mark" | "fromWorker">;

/**
 * Who opened a socket, by the functions that constructed it: one of a page went through our hook. Of
 * one that DevTools knows no functions of, or another extension's, nothing is said. `ownUrl`: where our scripts are from.
 */
export function openerOf({ _initiator, pageref }: HarEntry, ownUrl: string): Opener {
  const frames = _initiator?.stack?.callFrames ?? [];
  // The innermost: what becomes text in a constructor may construct another socket.
  const ours = frames.find(
    ({ url, functionName }) => url.startsWith(ownUrl) && isMark(functionName),
  );
  if (ours) return { mark: ours.functionName, fromWorker: false };
  const [innermost] = frames;
  const isForeign = innermost === undefined || IS_EXTENSION.test(innermost.url);
  return { mark: null, fromWorker: !isForeign && pageref === undefined };
}

const IS_EXTENSION = /^[a-z]+-extension:/;

const isMark = (name: string): boolean => name.startsWith(MARK_PREFIX) && name.length <= MAX_MARK;
