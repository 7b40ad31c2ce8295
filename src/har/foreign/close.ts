import { cutText } from "../../protocol/cut-text.ts";
import { MAX_PHRASE } from "../../protocol/text.ts";
import type { Connection, End } from "../../session/session.ts";
import { HarError } from "../har-error.ts";
import { isObject, numberAt, textAt } from "../shape.ts";
import type { ForeignMessages } from "./messages.ts";
import { isTime, toEpochMs } from "./times.ts";

type Context = { place: string; createdAt: number; durationMs: number };

/** The close, where a tool writes one: as `_webSocketClose`, or as a message of opcode 8. */
export function readForeignClose(
  entry: Record<string, unknown>,
  messages: ForeignMessages,
  context: Context,
): End | null {
  const place = `${context.place}._webSocketClose`;
  const close = entry._webSocketClose;
  const lastAt = Math.max(
    context.createdAt + context.durationMs,
    messages.lastAt ?? 0,
    messages.close?.at ?? 0,
  );
  // HTTP Toolkit's word for a connection that was cut: a page sees 1006.
  if (close === "aborted") return createEnd(lastAt, 1006, "");
  if (isObject(close)) {
    const written =
      close.timestamp === undefined ? 0 : numberAt(close.timestamp, `${place}.timestamp`);
    // HTTP Toolkit's is relative.
    const at = (isTime(written) ? toEpochMs(written) : null) ?? lastAt;
    const code = close.code === undefined ? null : numberAt(close.code, `${place}.code`);
    const end = createEnd(at, code, textAt(close.reason ?? "", `${place}.reason`));
    return typeof close.byClient === "boolean" ? endBy(end, close.byClient) : end;
  }
  if (close !== undefined && close !== null) throw new HarError(place, "is not an object");
  if (!messages.close) return null;
  if (messages.close.code !== null) {
    return createEnd(messages.close.at, messages.close.code, messages.close.text);
  }
  const [, code, reason = ""] = /^(\d{4})(?: (.*))?$/s.exec(messages.close.text) ?? [];
  if (code === undefined) return createEnd(messages.close.at, null, messages.close.text);
  // For these two what stands after the code are words of ours.
  const spoken = code === "1005" || code === "1006" ? "" : reason;
  return createEnd(messages.close.at, Number(code), spoken);
}

/** Browsers say it for a page that goes away (RFC 6455, 7.4.1; no page can give it to `close()`). */
const GOING_AWAY = 1001;

/** Where the tool knows which side began the close. */
function endBy(end: End, byClient: boolean): End {
  if (!byClient) return { ...end, by: "close" };
  if (end.code === GOING_AWAY) return { ...end, by: "page-gone", code: null, wasClean: null };
  return isOfClose(end.code) ? { ...end, by: "close" } : { ...end, by: "devtools" };
}

/** What a page's `close()` can have sent: 1000, a number of its own, or none. */
const isOfClose = (code: number | null): boolean =>
  code === 1000 || code === 1005 || (code !== null && code >= 3000 && code <= 4999);

/** The page's own call of `close()`, as far as a tool on the way can tell of it. */
export function readForeignClosing(
  entry: Record<string, unknown>,
  end: End | null,
): Connection["closing"] {
  const close = entry._webSocketClose;
  if (!isObject(close) || close.byClient !== true || end?.by !== "close") return null;
  const code = end.code === 1005 ? null : end.code;
  return { at: end.at, code, reason: end.reason, stack: null };
}

/** Either side says these, and a file that was written between them tells not which one did. */
const SAID_BY_BOTH = new Set([1000, 1001, 1005]);

const createEnd = (at: number, code: number | null, reason: string): End => ({
  at,
  by: code === null || SAID_BY_BOTH.has(code) ? "devtools" : "close",
  code,
  reason: cutText(reason, MAX_PHRASE),
  wasClean: code === null ? null : code !== 1006,
});
