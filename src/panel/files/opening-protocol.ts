/** What the panel and the worker that reads files say to each other. */
import type { SessionFile } from "../../har/read.ts";
import type { ConnectionId, Session } from "../../session/session.ts";
import type { StoredRow } from "../../session/stored-row.ts";

/** `beside`: what was chosen together with it; the messages of a HAR may lie in files of their own. */
export type ToReader = { file: File; beside: readonly File[] };

export type FromReader =
  | { kind: "rows"; connectionId: ConnectionId; rows: StoredRow[]; share: number }
  | ({ kind: "read"; session: Session } & Pick<SessionFile, "notes" | "nowMs" | "masked">)
  | { kind: "failed"; message: string };
