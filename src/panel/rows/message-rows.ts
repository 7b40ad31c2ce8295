/** The rows of one connection's message table, wherever they are kept. */
import { describeMessage, type ProtocolId } from "../../decoders/index.ts";
import {
  ROW_BINARY,
  ROW_SEND,
  SHAPE_ARRAY,
  SHAPE_BINARY,
  SHAPE_DIGIT,
  SHAPE_EMPTY,
  SHAPE_OBJECT,
  SHAPE_TEXT,
  UNTOLD,
} from "../../protocol/rows.ts";
import type { Connection, Sample } from "../../session/session.ts";
import type { StoredRow, StoreReader } from "../../store/store.ts";
import { previewText } from "../ui/safe-text.ts";
import { firstFrom } from "./memory-store.ts";

export type RowSource = {
  count(): Promise<number>;
  read(from: number, limit: number): Promise<StoredRow[]>;
  /** The position of the first row with this number or a later one. */
  find(seq: number): Promise<number>;
};

export const rowsOf = (store: StoreReader, tabId: number, connectionId: string): RowSource => ({
  count: () => store.count(tabId, connectionId),
  read: (from, limit) => store.read(tabId, connectionId, from, limit),
  find: (seq) => store.find(tabId, connectionId, seq),
});

/** The few bodies that the session itself keeps while nothing is recorded. */
export function rowsOfSamples(connection: Connection): RowSource {
  const bySeq = new Map([...connection.first, ...connection.last].map((s) => [s.seq, s]));
  const rows = [...bySeq.values()]
    .sort((a, b) => a.seq - b.seq)
    .map((sample) => rowOfSample(connection, sample));
  return {
    count: async () => rows.length,
    read: async (from, limit) => rows.slice(from, from + limit),
    find: async (seq) => firstFrom(rows, seq),
  };
}

const rowOfSample = (connection: Connection, { seq, at, direction, body }: Sample): StoredRow => ({
  documentId: connection.documentId ?? "",
  connectionId: connection.id,
  seq,
  at,
  flags: (direction === "send" ? ROW_SEND : 0) | (typeof body === "string" ? 0 : ROW_BINARY),
  shape: typeof body === "string" ? SHAPE_TEXT : SHAPE_BINARY,
  sizeBytes: typeof body === "string" ? new TextEncoder().encode(body).length : body.byteLength,
  ...UNTOLD,
  body,
});

export function typeInWords(flags: number, shape: number): string {
  if (flags & ROW_BINARY) return "binary";
  switch (shape) {
    case SHAPE_EMPTY:
      return "empty";
    case SHAPE_OBJECT:
      return "JSON {}";
    case SHAPE_ARRAY:
      return "JSON []";
    default:
      return shape >= SHAPE_DIGIT ? `text ${shape - SHAPE_DIGIT}…` : "text";
  }
}

const PREVIEW_LENGTH = 300;

/** A body in one line: as its protocol reads it, or as it came; null where it was not kept. */
export function previewOf({ body, shape, flags }: StoredRow, protocol: ProtocolId): string | null {
  if (body === null) return shape === SHAPE_EMPTY ? "" : null;
  if (protocol === "plain" && typeof body === "string") return previewText(body, PREVIEW_LENGTH);
  const direction = flags & ROW_SEND ? "send" : "receive";
  return previewText(describeMessage(protocol, body, direction).summary, PREVIEW_LENGTH);
}
