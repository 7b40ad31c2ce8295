import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Body } from "../protocol/rows.ts";

/** Messages of one document that lie one after the other: a batch as it left the page. */
export type Segment = {
  tabId: number;
  documentId: string;
  firstSeq: number;
  connection: Uint32Array;
  /** Epoch ms. */
  at: Float64Array;
  flags: Uint8Array;
  shape: Uint8Array;
  sizeBytes: Float64Array;
  bufferedBytes: Float64Array;
  bodies: (Body | null)[] | null;
};

/** Small enough to read all of a tab's at once: which messages a segment has, and of whom. */
export type IndexEntry = {
  tabId: number;
  documentId: string;
  firstSeq: number;
  startAt: number;
  rows: number;
  /** Connection number and how many rows are its. */
  counts: [number, number][];
};

type Key = [tabId: number, documentId: string, firstSeq: number];

export interface StoreSchema extends DBSchema {
  segments: { key: Key; value: Segment };
  index: { key: Key; value: IndexEntry };
  /** Bodies of Blobs, which arrive after their rows. */
  lateBodies: { key: Key; value: { seq: number; body: Body } };
}

export type Database = IDBPDatabase<StoreSchema>;

export const openDatabase = (): Promise<Database> =>
  openDB<StoreSchema>("stormglass", 1, {
    upgrade(database) {
      database.createObjectStore("segments");
      database.createObjectStore("index");
      database.createObjectStore("lateBodies");
    },
  });

/** Every key of one tab. Arrays sort after numbers and strings, so `[tabId, []]` is past the last. */
export const keysOfTab = (tabId: number): IDBKeyRange => IDBKeyRange.bound([tabId], [tabId, []]);
