/**
 * What a session looks like in a file, and how it is read back. Input types are the file's, output
 * types the session's: where `session.ts` gains a field, this no longer compiles until it has it.
 */
import * as v from "valibot";
import { MAX_ELSEWHERE } from "../session/limits.ts";
import type {
  Connection,
  ConstructorError,
  DocumentRecord,
  Dropped,
  FoldedConnections,
  Lifecycle,
  Return,
  SeenHandshake,
} from "../session/session.ts";
import { emptyTraffic } from "../session/traffic.ts";
import { decodeBase64 } from "./base64.ts";
import { trafficSchema } from "./traffic-schema.ts";

const num = v.pipe(v.number(), v.finite());
const str = v.string();
const bool = v.boolean();
const maybe = <S extends v.GenericSchema>(schema: S) => v.nullable(schema);

/** Text as it is, binary as `{base64}`. */
const body = v.union([
  str,
  v.pipe(
    v.object({
      base64: v.pipe(
        str,
        v.rawTransform(({ dataset, addIssue, NEVER }) => {
          const bytes = decodeBase64(dataset.value);
          if (bytes) return bytes;
          addIssue({ message: "is not base64" });
          return NEVER;
        }),
      ),
    }),
    v.transform(({ base64 }) => base64),
  ),
]);

const direction = v.picklist(["send", "receive"]);
const sample = v.object({ seq: num, at: num, direction, body });
const tally = v.object({
  count: num,
  sizeBytes: num,
  binaryCount: num,
  largestBytes: num,
  largestAt: maybe(num),
  firstAt: maybe(num),
  lastAt: maybe(num),
  lastBytes: num,
});
const headers = v.array(v.object({ name: str, value: str }));
const handshake = v.object({
  key: str,
  at: num,
  status: maybe(num),
  statusText: str,
  error: maybe(str),
  blanked: bool,
  requestHeaders: headers,
  responseHeaders: headers,
  remoteAddress: maybe(str),
  durationMs: maybe(num),
});

export const connectionSchema = v.object({
  id: str,
  ordinal: num,
  revision: num,
  documentId: maybe(str),
  number: num,
  frameId: num,
  page: num,
  pageWorker: bool,
  url: str,
  endpoint: str,
  protocols: maybe(v.array(str)),
  stack: maybe(str),
  createdAt: num,
  state: v.picklist(["connecting", "open", "closing", "closed"]),
  open: maybe(v.object({ at: num, protocol: str, extensions: str })),
  closing: maybe(v.object({ at: num, code: maybe(num), reason: maybe(str), stack: maybe(str) })),
  errorAt: maybe(num),
  end: maybe(
    v.object({
      at: num,
      by: v.picklist(["close", "error", "page-gone", "devtools", "unwatched"]),
      code: maybe(num),
      reason: str,
      wasClean: maybe(bool),
      pageStopped: v.exactOptional(v.picklist(["crashed", "discarded", "frame-crashed"])),
    }),
  ),
  send: tally,
  receive: tally,
  // Files of before it was measured have none.
  traffic: v.exactOptional(trafficSchema, emptyTraffic),
  lastMessage: maybe(v.object({ at: num, direction })),
  first: v.array(sample),
  last: v.array(sample),
  lost: v.object({ count: num, sizeBytes: num }),
  sendFailure: maybe(v.object({ count: num, name: str, message: str, at: num })),
  bufferedPeakBytes: num,
  cutCount: num,
  csp: maybe(v.object({ at: num, directive: str })),
  handshake: maybe(handshake),
  probes: v.array(
    v.object({
      at: num,
      withCredentials: bool,
      outcome: v.picklist(["answered", "failed", "timeout"]),
      durationMs: num,
      status: maybe(num),
      error: maybe(str),
    }),
  ),
}) satisfies v.GenericSchema<unknown, Connection>;

const documentRecord = v.object({
  id: str,
  frameId: num,
  url: str,
  top: bool,
  page: num,
  joinedAt: num,
  hooked: bool,
  prepared: v.exactOptional(bool),
  state: v.picklist(["live", "cached", "gone"]),
  visible: bool,
  frozen: bool,
  online: bool,
  appliedEnvelope: num,
  appliedSeq: num,
  clock: v.object({ wallMs: num, monotonicMs: num }),
  bodiesFromSeq: maybe(num),
  recordingFromSeq: maybe(num),
}) satisfies v.GenericSchema<unknown, DocumentRecord>;

const lifecycle = v.object({
  kind: v.picklist([
    "joined",
    "navigated",
    "visible",
    "hidden",
    "freeze",
    "resume",
    "online",
    "offline",
    "pagehide",
    "crashed",
    "discarded",
    "frame-crashed",
    "pageshow",
    "clock-jump",
    "recording-on",
    "recording-off",
  ]),
  at: num,
  documentId: maybe(str),
  ms: v.exactOptional(num),
  persisted: v.exactOptional(bool),
}) satisfies v.GenericSchema<unknown, Lifecycle>;

const constructorError = v.object({
  documentId: str,
  at: num,
  url: maybe(str),
  name: str,
  message: str,
  stack: maybe(str),
}) satisfies v.GenericSchema<unknown, ConstructorError>;

const dropped = v.object({
  documentId: maybe(str),
  at: num,
  count: num,
  sizeBytes: num,
  what: v.exactOptional(v.picklist(["bodies", "messages", "steps", "sockets"])),
  error: v.exactOptional(str),
  why: v.picklist([
    "body-budget",
    "back-pressure",
    "hook-error",
    "hook-silent",
    "page-left",
    "storage-full",
    "storage-lost",
    "retention",
    "forgotten",
  ]),
}) satisfies v.GenericSchema<unknown, Dropped>;

const foldedConnections = v.object({
  url: str,
  count: num,
  openedCount: num,
  messageCount: num,
  sizeBytes: num,
  firstAt: num,
  lastAt: num,
}) satisfies v.GenericSchema<unknown, FoldedConnections>;

const returned = v.object({
  tab: num,
  connectionId: str,
  page: num,
  hostPort: str,
  livedFrom: num,
  lostAt: num,
  backAt: num,
}) satisfies v.GenericSchema<unknown, Return>;

const seenHandshake = v.object({
  url: str,
  startedAt: num,
  endedAt: maybe(num),
  fromWorker: bool,
  handshake,
}) satisfies v.GenericSchema<unknown, SeenHandshake>;

/** A session without its connections, which stand in the entries. */
export const sessionSchema = v.object({
  tabId: num,
  startedAt: num,
  revision: num,
  mode: v.picklist(["off", "watch", "record"]),
  preserveLog: bool,
  page: num,
  nextOrdinal: num,
  documents: v.array(documentRecord),
  lifecycle: v.array(lifecycle),
  constructorErrors: v.array(constructorError),
  dropped: v.array(dropped),
  forgedCount: num,
  forgottenCount: num,
  // Files of before it was counted have none.
  foldedConnections: v.exactOptional(v.array(foldedConnections), () => []),
  // Files of before tabs told each other have none.
  elsewhere: v.exactOptional(
    v.pipe(
      v.array(returned),
      v.transform((list) => list.slice(-MAX_ELSEWHERE)),
    ),
    () => [],
  ),
  devtools: v.array(v.object({ since: num, until: maybe(num) })),
  handshakesPaused: bool,
  unmatchedHandshakes: v.array(seenHandshake),
});

export type ConnectionInFile = v.InferInput<typeof connectionSchema>;
export type SessionInFile = v.InferInput<typeof sessionSchema>;
