// fallow-ignore-file duplicate-export
import { openFile } from "../har/open/open-file.ts";
import type { KeptLogs } from "../logs/kept/kept-logs.ts";
import type { ConnectionId, Session } from "../session/session.ts";
import type { StoredRow } from "../session/stored-row.ts";
import { doorOf, type Input } from "./bytes.ts";

/** What a file holds. All times are epoch milliseconds, all sizes bytes. */
export type SessionFile = {
  /** Connections, documents, handshakes: all that the diagnosis rests on. */
  session: Session;
  /** The messages of each connection, by its id, in their order; empty where `withRows` is false. */
  rows: Map<ConnectionId, StoredRow[]>;
  /** Who wrote the file; `ours`: Stormglass did. */
  origin: { creator: string; version: string; ours: boolean };
  /** What the file cannot tell, in sentences. */
  notes: string[];
  /** The moment to judge by: of the export where the file says it, else of its last event. */
  nowMs: number;
  /** What servers' logs said of its connections, where whoever saved it kept that; null: nothing. */
  serverLogs: KeptLogs | null;
};

export type ReadOptions = {
  /** Whether to keep the messages, which the diagnosis does not need. Default: true. */
  withRows?: boolean;
};

/**
 * Reads a session file of Stormglass, or the HAR of another tool (Chrome, Firefox, Playwright, HTTP
 * Toolkit, mitmproxy, …), a Playwright trace, flows of mitmproxy, a JSON session of Charles, k6's
 * measurements or a transcript of wscat, as far as it tells. Nothing is masked.
 *
 * @param input the file's text or bytes, packed (gzip, or a zip archive such as `trace.zip`) or not; at most
 *   512 MiB. A HAR whose messages lie in files of their own is read without these.
 * @throws {ReadError} with the place in the file and what is wrong there
 *   (`log.entries[3].startedDateTime is not a date`).
 * @throws {TypeError} where the name of a file was given instead of what is in it.
 */
export async function readSession(
  input: Input,
  { withRows = true }: ReadOptions = {},
): Promise<SessionFile> {
  return openFile(doorOf(input), { withRows });
}
