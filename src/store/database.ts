import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Body, StoredColumns } from "../protocol/rows.ts";
import type { WhatWent } from "./retain.ts";

/** Messages of one document that lie one after the other, as columns. Here `at` is epoch ms. */
export type Segment = {
  firstSeq: number;
  /** Each one's number, where some between them were deleted; null: one after the other. */
  seqs: Float64Array | null;
  bodies: (Body | null)[] | null;
} & StoredColumns;

/** Small enough to hold all of a tab's in memory: which messages a segment has, and of whom. */
export type IndexEntry = {
  documentId: string;
  firstSeq: number;
  /** After its last message. */
  nextSeq: number;
  rows: number;
  /** Of its first message, and the latest of all: the computer's clock may have been set back. */
  startAt: number;
  endAt: number;
  /** True size of its messages. */
  messageBytes: number;
  /** About what it takes on the disk. */
  storedBytes: number;
  /** Some bodies came later, if at all, and lie in `lateBodies`. */
  hasBlobs: boolean;
  /** Connection number and how many rows are its. */
  counts: [number, number][];
};

/** What the store knows of a document; the segments before `tail` never change again. */
export type StoredDocument = {
  /** Older rows went, to stay within the budget. */
  fromSeq: number;
  /** Rows before this one are in the store, or were: a resent envelope brings them again. */
  nextSeq: number;
  rows: number;
  /** Small segments at the end, which will be joined with those that come. */
  tail: { firstSeq: number; storedBytes: number }[];
};

export type StoredTab = {
  /** Rises when segments went that were not a document's oldest: what a reader knows is void. */
  generation: number;
  /** Rises with every change. */
  revision: number;
  rows: number;
  /** True size of its messages. */
  messageBytes: number;
  storedBytes: number;
  documents: Map<string, StoredDocument>;
};

export type Key = [tabId: number, documentId: string, firstSeq: number];

export interface StoreSchema extends DBSchema {
  tabs: { key: number; value: StoredTab };
  segments: { key: Key; value: Segment };
  index: { key: Key; value: IndexEntry };
  /** Bodies of Blobs, which arrive after their rows. */
  lateBodies: { key: Key; value: { seq: number; body: Body } };
}

export type Database = IDBPDatabase<StoreSchema>;
export const STORES = ["tabs", "segments", "index", "lateBodies"] as const;
export const DATABASE_NAME = "stormglass";

/** `onLost`: the browser closed it, or another context wants to delete it. */
export const openDatabase = (onLost: () => void = () => {}): Promise<Database> =>
  openDB<StoreSchema>(DATABASE_NAME, 4, {
    upgrade(database) {
      // Rows of another version belong to tabs of a browser that is no longer running.
      for (const name of database.objectStoreNames) database.deleteObjectStore(name);
      for (const name of STORES) database.createObjectStore(name);
    },
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
      onLost();
    },
    terminated: onLost,
  });

/** Every key of one tab. Arrays sort after numbers and strings, so `[tabId, []]` is past the last. */
export const keysOfTab = (tabId: number): IDBKeyRange => IDBKeyRange.bound([tabId], [tabId, []]);

/** The keys of a document from a message on. */
export const keysOfDocument = (tabId: number, documentId: string, fromSeq = 0): IDBKeyRange =>
  IDBKeyRange.bound([tabId, documentId, fromSeq], [tabId, documentId, []]);

/** The keys of the messages of one segment. */
export const keysOfRows = (
  tabId: number,
  { documentId, firstSeq, nextSeq }: Pick<IndexEntry, "documentId" | "firstSeq" | "nextSeq">,
): IDBKeyRange =>
  IDBKeyRange.bound([tabId, documentId, firstSeq], [tabId, documentId, nextSeq - 1]);

export const sumOf = ({ rows, messageBytes }: StoredTab): WhatWent => ({
  count: rows,
  sizeBytes: messageBytes,
});

export const emptyTab = (): StoredTab => ({
  generation: 0,
  revision: 0,
  rows: 0,
  messageBytes: 0,
  storedBytes: 0,
  documents: new Map(),
});
