/** What a file of our own says of the whole session, beside its entries. */
import type * as v from "valibot";
import { parseOverrides } from "../session/overrides.ts";
import { SESSION_VERSION, type Session } from "../session/session.ts";
import { HarError } from "./har-error.ts";
import type { MaskedSecrets } from "./mask/masked-before.ts";
import type { ServerLogs } from "./schema/server-logs-schema.ts";
import { type ExportedOn, logMarkSchema, SESSION_FILE_VERSION } from "./session-file.ts";
import { checkShape, objectAt } from "./shape.ts";

export type Marked = {
  /** When it was written, and where, as far as it says so. */
  exported?: { at: number; on: ExportedOn | null };
  /** What was masked in it when it was written; null: nothing. */
  masked: MaskedSecrets | null;
  /** What servers' logs said of its connections when it was written; null: nothing is kept of any. */
  serverLogs: ServerLogs | null;
};

/** What only files of our own say of themselves. */
export const markedIn = (mark: LogMark | null): Marked => ({
  ...(mark ? { exported: { at: mark.exportedAt, on: mark.exportedOn ?? null } } : {}),
  masked: mark?.masked ? (mark.maskedSecrets ?? []) : null,
  serverLogs: mark?.serverLogs ?? null,
});

export type LogMark = v.InferOutput<typeof logMarkSchema>;

export function readLogMark(raw: unknown): LogMark {
  const place = "log._stormglass";
  const version = objectAt(raw, place).version;
  if (typeof version === "number" && version > SESSION_FILE_VERSION) {
    throw new HarError(
      `${place}.version`,
      `is ${version}, which a newer Stormglass wrote; this one reads up to ${SESSION_FILE_VERSION}. Update Stormglass to open the file`,
    );
  }
  return checkShape(logMarkSchema, raw, place);
}

/** Its connections stand in the entries. */
export function restoreSession({ session, checklist }: LogMark): Session {
  const { documents, ...rest } = session;
  return {
    ...rest,
    version: SESSION_VERSION,
    browser: null,
    clearedAt: null,
    overrides: parseOverrides(checklist),
    documents: new Map(documents.map((document) => [document.id, document])),
    connections: new Map(),
  };
}
