/** Row `seq` belongs to connection `1 + seq % connections`, and comes `seq * stepMs` after `startAt`. */
export type Traffic = {
  documentId: string;
  fromSeq: number;
  rows: number;
  connections: number;
  startAt: number;
  stepMs: number;
  /** Rows of one envelope, and envelopes of one write. */
  batchRows: number;
  batches: number;
  /** Of each row; none where it is left out. */
  flags?: number;
};

export const bodyOf = (documentId: string, seq: number): string =>
  `${documentId} says ${seq} `.padEnd(128, "~");
