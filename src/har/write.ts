/** Writes a session as a HAR file: as one object, or as parts where that would be too large. */

import { diagnose } from "../analysis/diagnose.ts";
import type { Connection, ConnectionId, LeftOut, Session } from "../session/session.ts";
import { connectionsInOrder } from "../session/session.ts";
import type { StoredRow } from "../session/stored-row.ts";
import { joinMasked, type MaskedSecrets } from "./mask/masked-before.ts";
import { redactConnection, redactRow, redactSession } from "./mask/redact.ts";
import { redactServerLogs } from "./mask/redact-server-logs.ts";
import { type WatchedMasker, watchMasker } from "./mask/watch-masker.ts";
import { closingRows, writeMessage } from "./messages.ts";
import { joinLeftOut } from "./part/left-out.ts";
import type { ServerLogs } from "./schema/server-logs-schema.ts";
import type { ExportedOn, Har } from "./session-file.ts";
import { writeEntry } from "./write-entry.ts";
import { writeMark } from "./write-mark.ts";

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
