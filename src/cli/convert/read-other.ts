import packageJson from "../../../package.json" with { type: "json" };
import { isNoHar } from "../../har/open/open-file.ts";
import type { Source } from "../../har/redact/source.ts";
import { writeHarParts } from "../../har/write.ts";
import { createMasker } from "../../secrets/masker.ts";
import { openDoor } from "../open-door.ts";
import { readSession } from "../read-session.ts";

/**
 * Traces, flows, measurements and transcripts have no HAR that could be passed on: they become a
 * session of ours first. Null: the file is a HAR, or lines of events.
 */
export async function readOther(
  path: string,
  keepSecrets: boolean,
): Promise<{ source: Source; notes: string[] } | null> {
  // Standard input is read once, and as a HAR.
  if (path === "-" || !(await isNoHar(await openDoor(path)))) return null;
  const { session, rows, nowMs, notes } = await readSession(path, true);
  const masker = createMasker();
  const source: Source = {
    kind: "utf-8",
    read: async function* () {
      const parts = writeHarParts({
        session,
        rowsOf: (id) => rows.get(id) ?? [],
        creatorVersion: packageJson.version,
        exportedAt: nowMs,
        masked: !keepSecrets,
      });
      for await (const part of parts) yield Buffer.from(part);
    },
    close() {},
  };
  return { source, notes: notes.map((note) => masker.prose(note, "note")) };
}
