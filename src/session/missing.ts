import type { DocumentId } from "./document-record.ts";

/** What was seen and is not kept. */
export type Dropped = {
  documentId: DocumentId | null;
  at: number;
  count: number;
  sizeBytes: number;
  /**
   * `storage-lost`: they were on disk, and the browser's database has them no more; `forgotten`: of
   * connections beyond the caps of the session.
   */
  why:
    | "body-budget"
    | "back-pressure"
    | "hook-error"
    | "hook-silent"
    | "page-left"
    | "storage-full"
    | "storage-lost"
    | "retention"
    | "forgotten";
  /**
   * `messages`: nothing but their counts was kept. `steps` of the recorder failed, of which each may
   * have lost a message. `sockets` lived when the page was not heard any more.
   */
  what?: "bodies" | "messages" | "steps" | "sockets";
  /** In the words of the first error. */
  error?: string;
  /** Of sockets: when the page was heard again; left out while it is not. */
  until?: number;
};

/** What is still known of an endpoint's connections that were forgotten. Epoch ms. */
export type ForgottenEndpoint = {
  endpoint: string;
  count: number;
  /** When the first of them was made. */
  firstAt: number;
  /** The newest of them came to nothing, so many in a row, since then; null where the newest worked. */
  failing: { since: number; count: number } | null;
};

/** They came and went while the background was too busy to hear of each one. */
export type FoldedConnections = {
  /** Without its query. Empty: all further addresses together. */
  url: string;
  count: number;
  /** So many of them opened. */
  openedCount: number;
  messageCount: number;
  sizeBytes: number;
  firstAt: number;
  lastAt: number;
};

/** What is not in a file because somebody wanted a part of the session. */
export type LeftOut = {
  connections: number;
  /** That were kept: of those connections, and of the others. */
  messages: number;
  /** By what the part was chosen. */
  by: ("connection" | "filter" | "time")[];
};
