import type { SeenHandshake } from "../protocol/handshake.ts";
import { SCRIPT_NAME } from "../protocol/script-name.ts";
import { MARK_PREFIX, MAX_MARK } from "../protocol/socket-mark.ts";
import type { HarEntry } from "./har-entry.ts";

type Opener = Pick<SeenHandshake, "mark" | "fromWorker">;

/**
 * Who opened a socket, by the functions that constructed it: one of a page went through our hook. Of
 * one that DevTools knows no functions of, or another extension's, nothing is said.
 */
export function openerOf({ _initiator, pageref }: HarEntry): Opener {
  const frames = _initiator?.stack?.callFrames ?? [];
  // The innermost: what becomes text in a constructor may construct another socket.
  const ours = frames.find(({ url, functionName }) => url === SCRIPT_NAME && isMark(functionName));
  if (ours) return { mark: ours.functionName, fromWorker: false };
  const [innermost] = frames;
  const isForeign = innermost === undefined || isExtension(innermost.url);
  return { mark: null, fromWorker: !isForeign && pageref === undefined };
}

/** Ours has another name, and one without its mark is nobody's. */
const isExtension = (url: string): boolean => url === SCRIPT_NAME || IS_EXTENSION.test(url);
const IS_EXTENSION = /^[a-z]+-extension:/;

const isMark = (name: string): boolean => name.startsWith(MARK_PREFIX) && name.length <= MAX_MARK;
