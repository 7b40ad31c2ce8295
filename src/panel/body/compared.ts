import { signal } from "@preact/signals";
import type { Connection } from "../../session/session.ts";
import type { StoredRow } from "../../store/store.ts";

/** A message that others are compared with, wherever these are; kept with its body. */
type Compared = {
  connectionId: string;
  seq: number;
  /** "message 12 of #3". */
  name: string;
  body: string | Uint8Array | null;
};

/** It stays from connection to connection, until another is chosen or it is given up. */
export const compared = signal<Compared | null>(null);

export const nameOfMessage = ({ ordinal }: Pick<Connection, "ordinal">, number: number): string =>
  `message ${number} of #${ordinal}`;

export function compareWith(row: StoredRow, connection: Connection, number: number): void {
  const { connectionId, seq, body } = row;
  compared.value = { connectionId, seq, name: nameOfMessage(connection, number), body };
}
