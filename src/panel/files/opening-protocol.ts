/** What the panel and the worker that reads files say to each other. */
import type { SessionFile } from "../../har/read.ts";
import type { FromRows, ToRows } from "../../protocol/rows-message.ts";
import type { ConnectionId } from "../../session/session.ts";
import type { StoredRow } from "../../session/stored-row.ts";

/**
 * `beside`: what was chosen together with it; the messages of a HAR may lie in files of their own.
 * `copyName`: under which a packed file may have an unpacked copy on the disk.
 */
export type OpenFile = { file: File; beside: readonly File[]; copyName: string };

export type ToReader = ({ kind: "open" } & OpenFile) | { kind: "ask"; asked: ToRows };

export type Sight = Omit<SessionFile, "rows">;

export type FromReader =
  /** How much of the file was looked through before there is anything to be seen. */
  | { kind: "share"; share: number }
  | { kind: "rows"; connectionId: ConnectionId; rows: StoredRow[]; share: number }
  /** All of it, with the rows that were said before; the reader is not needed any more. */
  | ({ kind: "read" } & Sight)
  /** All but its messages, which stay with the reader: it finds them now, and is asked for them. */
  | ({ kind: "sight" } & Sight)
  | { kind: "filled"; share: number }
  /** `notes`: of the whole file. */
  | { kind: "whole"; notes: string[] }
  | { kind: "answer"; answer: FromRows<StoredRow> }
  | { kind: "failed"; message: string };
