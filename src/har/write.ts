/** Writes a session as a HAR file: as one object, or as parts where that would be too large. */

import { diagnose } from "../analysis/diagnose.ts";
import { encodeBase64 } from "../protocol/base64.ts";
import { headerOf } from "../protocol/headers.ts";
import type {
  Connection,
  ConnectionId,
  Handshake,
  LeftOut,
  Sample,
  Session,
} from "../session/session.ts";
import { connectionsInOrder } from "../session/session.ts";
import type { StoredRow } from "../session/stored-row.ts";
import { isoTime } from "../words/iso-time.ts";
import { joinMasked, type MaskedSecrets } from "./mask/masked-before.ts";
import { redactConnection, redactRow, redactSession } from "./mask/redact.ts";
import { redactServerLogs } from "./mask/redact-server-logs.ts";
import { type WatchedMasker, watchMasker } from "./mask/watch-masker.ts";
import { closingRows, writeMessage } from "./messages.ts";
import { joinLeftOut } from "./part/left-out.ts";
import { type ConnectionInFile, connectionSchema } from "./schema/connection-schema.ts";
import { inOrder } from "./schema/in-order.ts";
import type { ServerLogs } from "./schema/server-logs-schema.ts";
import { type SessionInFile, sessionSchema } from "./schema/session-schema.ts";
import { type ExportedOn, type Har, type HarEntry, SESSION_FILE_VERSION } from "./session-file.ts";
import { queryOf } from "./url.ts";

export type HarOptions<Rows> = {
  session: Session;
  rowsOf: (connectionId: ConnectionId) => Rows;
  /**
   * The diagnosis as it stands, for whoever reads the file without Stormglass. A masked file holds
   * that of the masked session instead: no text of the one that is not masked gets into it.
   */
  report?: object;
  /**
   * What makes that of the session and the servers' logs as they stand in the file; left out: the
   * diagnosis without anything beside the session.
   */
  judge?: (session: Session, nowMs: number, serverLogs: ServerLogs | null) => object;
  creatorVersion: string;
  /** Epoch ms. */
  exportedAt: number;
  /** Where it is written; of what was read from a file, where that was. */
  exportedOn?: ExportedOn | null;
  masked: boolean;
  /** Masks by what the user wishes, and says what it found; left out: by the rules alone. */
  masking?: WatchedMasker;
  /** What is masked already where the session was read from a file. */
  maskedBefore?: MaskedSecrets | null;
  /** What servers' logs say of the connections, where the user wants that kept. */
  serverLogs?: ServerLogs | null;
  /** Where the session is a part of one: what is not in it, asked for once all is written. */
  leftOut?: () => LeftOut | null;
};

/** The whole file as an object. */
export function writeHar(options: HarOptions<Iterable<StoredRow>>): Har {
  const { log, connections, show, mark } = prepare(options);
  const entries = connections.map(({ id, connection }) => {
    const entry = writeEntry(connection, options.exportedAt);
    for (const row of options.rowsOf(id)) {
      entry._webSocketMessages.push(writeMessage(show(row, connection)));
    }
    entry._webSocketMessages.push(...closingRows(connection));
    return entry;
  });
  return { log: { ...log, entries, _stormglass: mark() } };
}

/** Characters of one part: few enough parts for a Blob, small enough to build as one string. */
const PART_CHARACTERS = 262_144;

/** The same file as text in parts, with the messages of one connection read as they are written. */
export async function* writeHarParts(
  options: HarOptions<Iterable<StoredRow> | AsyncIterable<StoredRow>>,
): AsyncGenerator<string> {
  const { log, connections, show, mark } = prepare(options);
  // Messages stand last in their entries: what is written before them is the JSON without its end.
  let part = JSON.stringify({ log: { ...log, entries: [] } }).slice(0, -"]}}".length);
  let entryComma = "";
  for (const { id, connection } of connections) {
    const entry = writeEntry(connection, options.exportedAt);
    part += entryComma + JSON.stringify(entry).slice(0, -"]}".length);
    entryComma = ",\n";
    let comma = "";
    for await (const row of options.rowsOf(id)) {
      part += comma + JSON.stringify(writeMessage(show(row, connection)));
      comma = ",\n";
      if (part.length < PART_CHARACTERS) continue;
      yield part;
      part = "";
    }
    for (const message of closingRows(connection)) {
      part += comma + JSON.stringify(message);
      comma = ",\n";
    }
    part += "]}";
  }
  // What was masked is known at the end.
  yield `${part}],"_stormglass":${JSON.stringify(mark())}}}`;
}

function prepare(options: HarOptions<unknown>) {
  const { session, report, creatorVersion, exportedAt, masked } = options;
  const masking = masked ? (options.masking ?? watchMasker()) : null;
  const shown = masking ? redactInOrder(session, masking) : session;
  const ids = connectionsInOrder(session).map(({ id }) => id);
  masking?.at(() => "the servers' logs");
  const serverLogs =
    options.serverLogs && masking
      ? redactServerLogs(options.serverLogs, masking.masker)
      : (options.serverLogs ?? null);
  const judge = options.judge ?? ((session: Session, nowMs: number) => diagnose(session, nowMs));
  const shownReport = report && (masked ? judge(shown, exportedAt, serverLogs) : report);
  // What was masked of a whole tells of all that stood in it: of a part it is only said that it was.
  const maskedBefore = options.maskedBefore ?? null;
  const before = options.leftOut && maskedBefore ? [] : maskedBefore;
  const log: Omit<Har["log"], "entries" | "_stormglass"> = {
    version: "1.2",
    creator: { name: "Stormglass", version: creatorVersion },
    ...(shown.browser ? { browser: shown.browser } : {}),
    // Firefox refuses a file without it.
    pages: [],
  };
  return {
    log,
    // Rows are kept under the ids that are not masked; the order is the same.
    connections: connectionsInOrder(shown).map((connection, i) => ({
      id: ids[i] ?? connection.id,
      connection,
    })),
    show: (row: StoredRow, { ordinal }: Connection) => {
      masking?.at(() => `connection ${ordinal}, message ${row.seq}`);
      return masking ? redactRow(row, masking.masker) : row;
    },
    mark: () =>
      writeMark(withLeftOut(shown, options.leftOut?.() ?? null), exportedAt, {
        ...(shownReport ? { report: { ...shownReport } } : {}),
        found: joinMasked(before, masking?.found() ?? null),
        exportedOn: options.exportedOn ?? null,
        serverLogs,
      }),
  };
}

function withLeftOut(session: Session, now: LeftOut | null): Session {
  const leftOut = joinLeftOut(session.leftOut, now);
  return leftOut ? { ...session, leftOut } : session;
}

/** Connection by connection, so that it is known in which of them a secret stood. */
function redactInOrder(session: Session, { masker, at }: WatchedMasker): Session {
  at(() => "");
  const shown = redactSession({ ...session, connections: new Map() }, masker);
  for (const connection of connectionsInOrder(session)) {
    at(() => `connection ${connection.ordinal}`);
    const masked = redactConnection(connection, masker);
    shown.connections.set(masked.id, masked);
  }
  return shown;
}

type Told = {
  report?: object;
  found: MaskedSecrets | null;
  exportedOn: ExportedOn | null;
  serverLogs: ServerLogs | null;
};

/** What goes for the whole file. `found`: what is masked in it; null where nothing is. */
export function writeMark(
  session: Session,
  exportedAt: number,
  { report, found, exportedOn, serverLogs }: Told,
): Har["log"]["_stormglass"] {
  const { overrides } = session;
  return {
    version: SESSION_FILE_VERSION,
    exportedAt,
    ...(exportedOn ? { exportedOn: { ...exportedOn } } : {}),
    masked: found !== null,
    ...(found?.length
      ? {
          maskedSecrets: found.map(({ kind, name, place, count }) => ({
            kind,
            name,
            place,
            count,
          })),
        }
      : {}),
    session: writeSession(session),
    ...(report ? { report: { ...report } } : {}),
    ...(Object.keys(overrides).length > 0 ? { checklist: { ...overrides } } : {}),
    ...(serverLogs ? { serverLogs } : {}),
  };
}

function writeSession(session: Session): SessionInFile {
  // Whoever reads the file did not clear anything, and has all that is in it listed. The browser and
  // what the user says of the checklist stand beside the session.
  const {
    version: _v,
    browser: _b,
    connections: _c,
    clearedAt: _at,
    overrides: _o,
    documents,
    ...rest
  } = session;
  return inOrder(sessionSchema, { ...rest, documents: [...documents.values()] });
}

function writeEntry(connection: Connection, exportedAt: number): HarEntry {
  const { createdAt, open, end, handshake, url } = connection;
  const endedAt = end?.at ?? exportedAt;
  const timeMs = Math.max(0, endedAt - createdAt);
  const waitMs = Math.min(timeMs, Math.max(0, (open?.at ?? endedAt) - createdAt));
  return {
    startedDateTime: isoTime(createdAt),
    time: timeMs,
    // Without it Chrome guesses the type and shows no messages.
    _resourceType: "websocket",
    ...writeAddress(handshake?.remoteAddress ?? null),
    request: {
      method: "GET",
      url,
      httpVersion: "HTTP/1.1",
      headers: handshake?.requestHeaders ?? [],
      queryString: queryOf(url),
      cookies: [],
      headersSize: -1,
      bodySize: 0,
    },
    response: writeResponse(handshake, open !== null),
    cache: {},
    timings: { send: 0, wait: waitMs, receive: timeMs - waitMs },
    ...(end
      ? {
          _webSocketClose: {
            ...(end.code === null ? {} : { code: end.code }),
            reason: end.reason,
            timestamp: end.at / 1000,
          },
        }
      : {}),
    _stormglass: { connection: writeConnection(connection) },
    _webSocketMessages: [],
  };
}

function writeResponse(handshake: Handshake | null, opened: boolean): HarEntry["response"] {
  const headers = handshake?.responseHeaders ?? [];
  return {
    status: handshake?.status ?? (opened ? 101 : 0),
    statusText: handshake?.statusText ?? (opened ? "Switching Protocols" : ""),
    httpVersion: "HTTP/1.1",
    headers,
    cookies: [],
    content: { size: 0, mimeType: "x-unknown" },
    redirectURL: headerOf(headers, "location") ?? "",
    headersSize: -1,
    bodySize: -1,
    ...(handshake?.error ? { _error: handshake.error } : {}),
  };
}

/** As it stands in its entry. */
export const writeConnection = (connection: Connection): ConnectionInFile =>
  inOrder(connectionSchema, {
    ...connection,
    first: connection.first.map(writeSample),
    last: connection.last.map(writeSample),
  });

const writeSample = (sample: Sample) => ({
  ...sample,
  body: typeof sample.body === "string" ? sample.body : { base64: encodeBase64(sample.body) },
});

/** HAR keeps the address and the port apart, and Chrome writes IPv6 without its brackets. */
function writeAddress(address: string | null): { serverIPAddress?: string; connection?: string } {
  if (address === null) return {};
  const [, host, port] = /^\[?(.+?)\]?(?::(\d+))?$/.exec(address) ?? [];
  return { serverIPAddress: host ?? address, ...(port ? { connection: port } : {}) };
}
