import { cutHeaders } from "../protocol/cut-headers.ts";
import { cutText } from "../protocol/cut-text.ts";
import { type Header, type SeenHandshake, statusInError } from "../protocol/handshake.ts";
import { MAX_URL } from "../protocol/page-event.ts";
import { MAX_PHRASE } from "../protocol/text.ts";
import { keyOf } from "./handshake-key.ts";
import { openerOf } from "./opener.ts";

/** What is used of an entry of `chrome.devtools.network`; the types of browsers differ in the rest. */
export type HarEntry = {
  _resourceType?: string;
  _webSocketMessages?: { type: string; time: number; opcode: number; data: string }[];
  startedDateTime: string | Date;
  time: number;
  pageref?: string;
  _initiator?: { stack?: { callFrames: { functionName: string; url: string }[] } };
  serverIPAddress?: string;
  timings: { wait: number };
  request: { url: string; headers: Header[] };
  /** Of an entry that DevTools tells of when it is over. `encoding`: "base64" where it is no text. */
  getContent?: (tell: (content: string | null, encoding: string) => void) => void;
  response: { status: number; statusText: string; headers: Header[]; _error?: string | null };
};

export const isWebSocket = (entry: HarEntry): boolean => entry._resourceType === "websocket";

/** Still without an answer. */
export const isPending = (entry: HarEntry): boolean =>
  entry.response.status === 0 && !entry._webSocketMessages?.some(({ type }) => type === "error");

/**
 * A socket that failed before a request was sent (refused, no such name, TLS) has no wall-clock
 * time in DevTools: it starts a second before 1970, and lasts as long as the computer has been up.
 */
export const hasWallTime = (entry: HarEntry): boolean =>
  new Date(entry.startedDateTime).getTime() > 0;

/**
 * The handshake of a socket, without the messages that DevTools hands out with it. `toldAt`: when
 * DevTools told of it, which is when it failed where the entry itself does not say.
 */
export function readHandshake(entry: HarEntry, finished: boolean, toldAt: number): SeenHandshake {
  const { request, response, timings } = entry;
  const time = hasWallTime(entry) ? entry.time : 0;
  const startedAt = hasWallTime(entry) ? new Date(entry.startedDateTime).getTime() : toldAt;
  const failure = entry._webSocketMessages?.find(({ type }) => type === "error");
  const accepted = response.status === 101 || response.status === 200;
  const waitedAt = startedAt + (accepted ? Math.max(0, timings.wait) : time);
  const firstMessage = entry._webSocketMessages?.find(({ type }) => type !== "error");
  const answeredAt = Math.min(waitedAt, (firstMessage?.time ?? Number.POSITIVE_INFINITY) * 1_000);
  // An accepted socket has words where the browser broke it off, as over a bad frame.
  const error = failure?.data ?? (accepted ? null : (response._error ?? ""));
  return {
    // As the page's own word is cut: the two are to be the same.
    url: request.url.slice(0, MAX_URL),
    startedAt,
    endedAt: finished || !accepted ? startedAt + time : null,
    ...openerOf(entry),
    handshake: {
      key: keyOf(entry),
      at: answeredAt,
      // A refused upgrade has status 0 in DevTools; its number is in the words.
      status: response.status > 0 ? response.status : statusInError(error ?? ""),
      statusText: cutText(response.statusText, MAX_PHRASE),
      error: error ? cutText(error, MAX_PHRASE) : null,
      // Without any words it was broken off before it was answered, as where its worker ends.
      blanked: !accepted && failure?.data === "",
      requestHeaders: cutHeaders(request.headers),
      responseHeaders: cutHeaders(response.headers),
      remoteAddress: entry.serverIPAddress || null,
      durationMs: answeredAt - startedAt,
    },
  };
}
