/** Reads a session file of ours, or the HAR of another tool as far as it tells. */
import { cutText } from "../protocol/cut-text.ts";
import {
  addHttpRequest,
  type HttpRequest,
  hostOfAddress,
  isOfAnyHost,
  readHttpRequest,
} from "../protocol/http-request.ts";
import { MAX_WORD } from "../protocol/text.ts";
import { followEndpoint } from "../session/follow-endpoint.ts";
import { NO_TAB } from "../session/foreign.ts";
import { MAX_HTTP, MAX_LIFECYCLE } from "../session/limits.ts";
import {
  type Connection,
  type ConnectionId,
  createSession,
  type Session,
} from "../session/session.ts";
import type { StoredRow } from "../session/stored-row.ts";
import { formatCount } from "../words/words.ts";
import { type Attached, NONE_ATTACHED } from "./attached.ts";
import { joinClient } from "./foreign/clients.ts";
import { lastMomentOf, momentOf, placeUndated } from "./foreign/times.ts";
import { addUnread, HarError, JsonError, noneUnread } from "./har-error.ts";
import type { JsonPart } from "./json-part.ts";
import { lastEventAt } from "./last-event.ts";
import { type LogMark, type Marked, markedIn, readLogMark, restoreSession } from "./log-mark.ts";
import { readMessage } from "./messages.ts";
import { describeOrigin } from "./origins.ts";
import { leftOutInWords } from "./part/left-out.ts";
import { readBrowser } from "./read-browser.ts";
import {
  type DividedEntry,
  divideEntry,
  type ForeignEntry,
  isWebSocketEntry,
  readForeignEntry,
} from "./read-foreign.ts";
import { type Log, readLog } from "./read-log.ts";
import { entrySchema, messageSchema } from "./session-file.ts";
import { checkShape, isObject, itemsAt, objectAt } from "./shape.ts";

export type SessionFile = {
  session: Session;
  rows: Map<ConnectionId, StoredRow[]>;
  origin: { creator: string; version: string; ours: boolean };
  /** What the file cannot tell, in sentences. */
  notes: string[];
  /** The moment to judge by: of the export where the file says it, else of the last event. */
  nowMs: number;
} & Marked;

/** A session keeps 2,000; so many are diagnosed in seconds, and within 512 MiB. */
export const MAX_FILE_CONNECTIONS = 5_000;

/** Where each stands takes half a KiB. */
const MAX_ENTRIES = 250_000;

export type ReadOptions = {
  /** Whoever only wants the diagnosis need not hold a million messages. */
  withRows: boolean;
  /** The messages that entries keep in files of their own, by the names of those. */
  attached?: Attached;
};

export const readHar = (text: string, options: ReadOptions = { withRows: true }): SessionFile =>
  readLog(text, (log) => readOpened(log, options));

/** What was found in a file that is none of JSON, as if it were the log of a HAR. */
export const readFoundLog = (log: Log, options: ReadOptions): SessionFile =>
  readOpened(log, options);

function readOpened(opened: Log, { withRows, attached = NONE_ATTACHED }: ReadOptions): SessionFile {
  const { log, entries, notes: mended, placeOf = placeInLog } = opened;
  const creator = isObject(log.creator) ? log.creator : {};
  const origin = {
    creator: cutText(wordOf(creator.name) || "an unknown tool", MAX_WORD),
    version: cutText(wordOf(creator.version), MAX_WORD),
    ours: log._stormglass !== undefined,
  };
  const mark = origin.ours ? readLogMark(log._stormglass) : null;
  const session = mark ? restoreSession(mark) : createSession(NO_TAB, 0);
  const rows = new Map<ConnectionId, StoredRow[]>();
  const foreign: ForeignEntry[] = [];
  const unread = noneUnread();
  let firstUnread: HarError | null = null;
  const requests: HttpRequest[] = [];
  const divided = divideAll(entries, attached);
  const moments = divided.map((entry) => momentOf(entry.parse()));
  const undatedAt = placeUndated(moments);
  let skipped = 0;
  let notBase64 = 0;

  for (const [index, { parse, messages }] of divided.entries()) {
    const place = placeOf(index);
    if (session.connections.size + foreign.length > MAX_FILE_CONNECTIONS) {
      const most = formatCount(MAX_FILE_CONNECTIONS);
      throw new HarError("log.entries", `has too many WebSocket connections (over ${most})`);
    }
    const raw = parse();
    if (isObject(raw) && raw._stormglass !== undefined) {
      const read = readEntry(raw, messages, { place, withRows });
      if (session.connections.has(read.connection.id)) {
        throw new HarError(`${place}._stormglass.connection.id`, "has appeared before");
      }
      session.connections.set(read.connection.id, read.connection);
      rows.set(read.connection.id, read.rows);
      notBase64 += read.notBase64;
      continue;
    }
    try {
      const entry = objectAt(raw, place);
      if (isWebSocketEntry(entry, messages, place)) {
        const context = { place, index, undatedAt: undatedAt(index), withRows };
        foreign.push(readForeignEntry(entry, messages, context));
      } else {
        const request = readHttpRequest(entry);
        if (request) requests.push(request);
        skipped++;
      }
    } catch (error) {
      if (origin.ours || !(error instanceof HarError) || error instanceof JsonError) throw error;
      firstUnread ??= error;
      addUnread(unread, error);
    }
  }
  if (firstUnread && unread.count === moments.length) throw firstUnread;

  const judged = foreign.filter(({ undatable }) => !undatable).sort(byCreation);
  for (const { connection, rows: read, notBase64: unreadable } of judged) {
    notBase64 += unreadable;
    connection.ordinal = session.nextOrdinal++;
    session.connections.set(connection.id, connection);
    if (opened.clientOf) joinClient(session, connection, opened.clientOf(connection.number));
    followEndpoint(session, connection);
    rows.set(connection.id, read);
  }
  if (!mark) {
    describeForeignSession(session);
    session.lifecycle = opened.lifecycle?.slice(0, MAX_LIFECYCLE) ?? [];
    session.http = keepHttp(session, requests);
  }
  session.browser = readBrowser(log.browser, origin.creator, session);
  return {
    session,
    rows,
    origin,
    notes: [
      ...mended,
      ...notesOf(session),
      ...describeOrigin(origin, foreign, { skipped, notBase64, unread }),
    ],
    nowMs: Math.max(endOf(session, mark), mark ? 0 : lastMomentOf(moments), opened.endedAt ?? 0),
    ...markedIn(mark),
  };
}

/** What its own file says of what it lacks. */
export const notesOf = ({ leftOut }: Session): string[] =>
  leftOut ? [leftOutInWords(leftOut)] : [];

const placeInLog = (index: number): string => `log.entries[${index}]`;

function divideAll(entries: Iterable<JsonPart>, attached: Attached): DividedEntry[] {
  const divided: DividedEntry[] = [];
  for (const entry of entries) {
    if (divided.length === MAX_ENTRIES) {
      throw new HarError("log.entries", `has too many entries (over ${formatCount(MAX_ENTRIES)})`);
    }
    divided.push(divideEntry(entry, attached));
  }
  return divided;
}

export const endOf = (session: Session, mark: LogMark | null): number =>
  Math.max(lastEventAt(session), mark?.exportedAt ?? 0);

function readEntry(
  raw: Record<string, unknown>,
  messages: JsonPart | null,
  { place, withRows }: ReadOptions & { place: string },
) {
  const { connection }: { connection: Connection } = checkShape(
    entrySchema,
    raw,
    place,
  )._stormglass;
  const rows: StoredRow[] = [];
  let notBase64 = 0;
  let index = 0;
  for (const part of itemsAt(messages, `${place}._webSocketMessages`)) {
    const at = `${place}._webSocketMessages[${index++}]`;
    const message = checkShape(messageSchema, part.parse(), at);
    const row = readMessage(message, connection);
    if (!row) continue;
    if (row.body === null && !message._stormglass?.notKept) notBase64++;
    if (withRows) rows.push(row);
  }
  return { connection, rows, notBase64 };
}

/** What says something of the sockets of the file, as of those of a page. */
function keepHttp(session: Session, requests: HttpRequest[]): HttpRequest[] {
  const hosts = new Set([...session.connections.values()].map(({ url }) => hostOfAddress(url)));
  return requests
    .filter((request) => hosts.has(request.host) || isOfAnyHost(request))
    .sort((a, b) => a.startedAt - b.startedAt)
    .reduce<HttpRequest[]>((kept, request) => addHttpRequest(kept, request, MAX_HTTP), []);
}

const wordOf = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";

const byCreation = (a: ForeignEntry, b: ForeignEntry) =>
  a.connection.createdAt - b.connection.createdAt;

/** A file of another tool holds what it holds: nothing more is to be had by opening DevTools now. */
function describeForeignSession(session: Session): void {
  const first = session.connections.values().next().value;
  session.startedAt = first?.createdAt ?? 0;
  session.mode = "record";
  session.devtools = [{ since: session.startedAt, until: null }];
}
