/**
 * Recorded messages. The background writes, the panel and the exporter read; both open the same
 * database, so no body travels through a port twice.
 */
import type { StoredRow } from "../session/stored-row.ts";

export type { StoredRow };

export type StoreReader = {
  /** How many rows are kept for a connection, or for the tab where `connectionId` is null. */
  count(tabId: number, connectionId: string | null): Promise<number>;
  /** Rows `from` to `from + limit` in order of time; those of one document stay in the order of `seq`. */
  read(
    tabId: number,
    connectionId: string | null,
    from: number,
    limit: number,
  ): Promise<StoredRow[]>;
  /** The position of the first row of a connection that has this number or a later one. */
  find(tabId: number, connectionId: string, seq: number): Promise<number>;
};
