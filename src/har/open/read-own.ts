/** Reads a session file of ours that is too large to be held as a text, for whoever needs no messages. */
import * as v from "valibot";
import { cutText } from "../../protocol/cut-text.ts";
import { MAX_WORD } from "../../protocol/text.ts";
import type { Connection } from "../../session/session.ts";
import { formatCount } from "../../words/words.ts";
import { HarError } from "../har-error.ts";
import { type LogMark, markedIn, readLogMark, restoreSession } from "../log-mark.ts";
import { endOf, MAX_FILE_CONNECTIONS, notesOf, type SessionFile } from "../read.ts";
import { readBrowser } from "../read-browser.ts";
import { JsonFault } from "../redact/json-fault.ts";
import { JsonRewriter } from "../redact/json-rewriter.ts";
import { UNCHANGED } from "../redact/mark-first.ts";
import { placeOf } from "../redact/place-of.ts";
import { indivisible, list, skipped, walk } from "../redact/plan.ts";
import type { Source } from "../redact/source.ts";
import { connectionSchema } from "../schema/connection-schema.ts";
import { checkShape, isObject } from "../shape.ts";

/** How each of our files begins. */
export const OURS =
  /^\s*\{\s*"log"\s*:\s*\{\s*"version"\s*:\s*"1\.2"\s*,\s*"creator"\s*:\s*\{\s*"name"\s*:\s*"Stormglass"/;
const SIGN_BYTES = 512;

const entryMark = v.object({ connection: connectionSchema });

/**
 * Null where it is none of ours, or not quite as we write it: who reads it as a text knows more. What
 * a diagnosis needs of messages stands in their connections, so they are passed over unread.
 * `mayBeText`: one that is damaged is small enough for that.
 */
export async function readOwn(
  source: Pick<Source, "read">,
  mayBeText: boolean,
): Promise<SessionFile | null> {
  const connections = new Map<string, Connection>();
  let entryCount = 0;
  let mark: LogMark | null = null;
  let browser: unknown;
  let version = "";
  const entry = walk({
    _stormglass: indivisible((value, place) => {
      const { connection } = checkShape(entryMark, value, place());
      if (connections.has(connection.id)) {
        throw new HarError(`${place()}.connection.id`, "has appeared before");
      }
      if (connections.size === MAX_FILE_CONNECTIONS) {
        const most = formatCount(MAX_FILE_CONNECTIONS);
        throw new HarError("log.entries", `has too many WebSocket connections (over ${most})`);
      }
      connections.set(connection.id, connection);
      return value;
    }),
    _webSocketMessages: list(() => skipped),
    request: skipped,
    response: skipped,
  });
  const log = walk({
    creator: indivisible((value) => {
      if (isObject(value)) version = String(value.version ?? "");
      return value;
    }),
    browser: indivisible((value) => {
      browser = value;
      return value;
    }),
    entries: list((index) => {
      entryCount = index + 1;
      return entry;
    }),
    _stormglass: indivisible((value) => {
      mark = readLogMark(value);
      return value;
    }),
  });
  const reader = new JsonRewriter(walk({ log }), UNCHANGED);
  let isFirst = true;
  try {
    for await (const chunk of source.read()) {
      if (isFirst && !OURS.test(new TextDecoder().decode(chunk.subarray(0, SIGN_BYTES))))
        return null;
      isFirst = false;
      reader.push(chunk);
    }
    reader.end();
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    if (mayBeText) return null;
    throw new HarError(await placeOf(source, error.offset), error.problem);
  }
  return mark && entryCount === connections.size
    ? assembleOwn(mark, connections, browser, version)
    : null;
}

export function assembleOwn(
  mark: LogMark,
  connections: Map<string, Connection>,
  browser: unknown,
  version: string,
): SessionFile {
  const session = restoreSession(mark);
  session.connections = connections;
  session.browser = readBrowser(browser, "Stormglass", session);
  return {
    session,
    rows: new Map(),
    origin: { creator: "Stormglass", version: cutText(version, MAX_WORD), ours: true },
    notes: notesOf(session),
    nowMs: endOf(session, mark),
    ...markedIn(mark),
  };
}
