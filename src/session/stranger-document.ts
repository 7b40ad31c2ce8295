import type { DocumentRecord } from "./document-record.ts";

/** A document that no browser told of: whose sockets must not be taken for another's. */
export const strangerDocument = ({
  id,
  page,
  joinedAt,
  state,
}: Pick<DocumentRecord, "id" | "page" | "joinedAt" | "state">): DocumentRecord => ({
  id,
  frameId: 0,
  url: "",
  top: true,
  page,
  joinedAt,
  hooked: true,
  state,
  visible: true,
  frozen: false,
  online: true,
  appliedEnvelope: 0,
  appliedSeq: 0,
  clock: { wallMs: joinedAt, monotonicMs: 0 },
  bodiesFromSeq: null,
  recordingFromSeq: null,
});
