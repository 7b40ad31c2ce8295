/** What the panel and the worker that reads files say to each other. */
import type { ConnectionId, Session } from "../../session/session.ts";
import type { StoredRow } from "../../session/stored-row.ts";

export type FromReader =
  | { kind: "rows"; connectionId: ConnectionId; rows: StoredRow[]; share: number }
  | { kind: "read"; session: Session; notes: string[]; nowMs: number }
  | { kind: "failed"; message: string };
