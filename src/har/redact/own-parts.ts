import * as v from "valibot";
import { diagnose } from "../../analysis/diagnose.ts";
import type { FoundSecrets, Masker } from "../../secrets/masker.ts";
import type { Connection } from "../../session/session.ts";
import { readLogMark, restoreSession } from "../log-mark.ts";
import { joinMasked } from "../mask/masked-before.ts";
import { redactConnection, redactSession } from "../mask/redact.ts";
import { redactServerLogs } from "../mask/redact-server-logs.ts";
import { endOf } from "../read.ts";
import { connectionSchema } from "../schema/connection-schema.ts";
import { checkShape } from "../shape.ts";
import { writeConnection } from "../write-entry.ts";
import { writeMark } from "../write-mark.ts";
import type { OwnPlan } from "./har-plan.ts";
import { indivisible } from "./plan.ts";

/** What the mark of the whole session tells of its entries. */
export type Entries = { connections: readonly Connection[]; found: readonly FoundSecrets[] };

const entryMark = v.object({ connection: connectionSchema });

/** Masks what only our own files have, and notes the connections as they look then. */
export const createOwnPlan = (
  masker: Masker,
  connections: Connection[],
  entries: () => Entries,
): OwnPlan => ({
  entry: indivisible((value, place) => {
    const { connection } = checkShape(entryMark, value, place());
    const shown = redactConnection(connection, masker);
    connections.push(shown);
    return { ...(value as object), connection: writeConnection(shown) };
  }),
  mark: indivisible((value) => {
    const mark = readLogMark(value);
    const session = redactSession(restoreSession(mark), masker);
    const serverLogs = mark.serverLogs ? redactServerLogs(mark.serverLogs, masker) : null;
    const { connections, found: now } = entries();
    const found = joinMasked(mark.maskedSecrets ?? null, now);
    for (const connection of connections) session.connections.set(connection.id, connection);
    const report = diagnose(session, endOf(session, mark));
    return {
      ...(value as object),
      ...writeMark(session, mark.exportedAt, {
        report,
        found,
        exportedOn: mark.exportedOn ?? null,
        serverLogs,
      }),
    };
  }),
});
