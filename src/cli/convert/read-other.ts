import packageJson from "../../../package.json" with { type: "json" };
import { HarError } from "../../har/har-error.ts";
import { isNoHar } from "../../har/open/open-file.ts";
import type { Source } from "../../har/redact/source.ts";
import { writeHarParts } from "../../har/write.ts";
import { keepLogs } from "../../logs/kept/kept-logs.ts";
import { listWanted } from "../../logs/wanted.ts";
import { createMasker } from "../../secrets/masker.ts";
import { countOf } from "../../words/words.ts";
import { type BesideLogs, type LogOptions, readLogs } from "../logs/read-logs.ts";
import { openDoor } from "../open-door.ts";
import { readSession } from "../read-session.ts";

type Wishes = { keepSecrets: boolean; logs: LogOptions };

/**
 * Traces, flows, measurements and transcripts have no HAR that could be passed on: they become a
 * session of ours first, and so does what servers' logs are to be kept in. Null: the file is a HAR,
 * or lines of events.
 */
export async function readOther(
  path: string,
  { keepSecrets, logs }: Wishes,
): Promise<{ source: Source; notes: string[] } | null> {
  const hasLogs = logs.logs.length > 0;
  // Standard input is read once, and as a HAR.
  if (!hasLogs && (path === "-" || !(await isNoHar(await openDoor(path))))) return null;
  const { session, rows, nowMs, notes, masked, serverLogs } = await readSession(path, true);
  const masker = createMasker();
  const read = hasLogs ? await readLogs(listWanted(session), logs) : null;
  if (read && read.problems.length === logs.logs.length) {
    throw new HarError("what the logs say", `cannot be kept (${read.problems.join("; ")})`);
  }
  const source: Source = {
    kind: "utf-8",
    read: async function* () {
      const parts = writeHarParts({
        session,
        rowsOf: (id) => rows.get(id) ?? [],
        creatorVersion: packageJson.version,
        exportedAt: nowMs,
        masked: !keepSecrets,
        maskedBefore: masked,
        serverLogs: read ? keepLogs(read.beside) : serverLogs,
      });
      for await (const part of parts) yield Buffer.from(part);
    },
    close() {},
  };
  return {
    source,
    notes: [...(read ? sayRead(read) : []), ...notes.map((note) => masker.prose(note, "note"))],
  };
}

const sayRead = ({ beside, problems }: BesideLogs): string[] => [
  ...problems,
  beside.paths.size === 0
    ? "no line of the logs is one of its connections: nothing of them is kept"
    : `what the logs say of ${countOf(beside.paths.size, "connection")} is kept in it`,
];
