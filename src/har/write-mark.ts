import type { Session } from "../session/session.ts";
import type { MaskedSecrets } from "./mask/masked-before.ts";
import { inOrder } from "./schema/in-order.ts";
import type { ServerLogs } from "./schema/server-logs-schema.ts";
import { type SessionInFile, sessionSchema } from "./schema/session-schema.ts";
import { type ExportedOn, type Har, SESSION_FILE_VERSION } from "./session-file.ts";

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
