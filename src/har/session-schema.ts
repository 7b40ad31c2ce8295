/**
 * What a session looks like in a file, and how it is read back. Input types are the file's, output
 * types the session's: where `session.ts` gains a field, this no longer compiles until it has it.
 */
import * as v from "valibot";
import { decodeBase64 } from "../protocol/base64.ts";
import { cutHeaders } from "../protocol/cut-headers.ts";
import { cutText } from "../protocol/cut-text.ts";
import { MAX_STACK } from "../protocol/page-event.ts";
import { MAX_PHRASE, MAX_SENTENCE, MAX_WORD } from "../protocol/text.ts";
import { cutUrl } from "../session/cut-url.ts";
import { MAX_ELSEWHERE } from "../session/limits.ts";
import { cutSample } from "../session/sample.ts";
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
import { cutProtocols } from "./cut-protocols.ts";
import { trafficSchema } from "./traffic-schema.ts";

const num = v.pipe(v.number(), v.finite());
/** A text may be longer than any that is heard of a page: of a longer one as much is read, and it says so. */
const text = (max: number) =>
  v.pipe(
    v.string(),
    v.transform((value) => cutText(value, max)),
  );
const word = text(MAX_WORD);
const phrase = text(MAX_PHRASE);
const stack = v.nullable(text(MAX_STACK));
const url = v.pipe(v.string(), v.transform(cutUrl));
/** Two that were cut could become the same. */
const id = v.pipe(
  v.string(),
  v.rawTransform(({ dataset: { value }, addIssue, NEVER }) => {
    if (value.length <= MAX_WORD) return value;
    addIssue({ message: `is longer than ${MAX_WORD} characters` });
    return NEVER;
  }),
);
const bool = v.boolean();
const maybe = <S extends v.GenericSchema>(schema: S) => v.nullable(schema);

/** Text as it is, binary as `{base64}`. */
const body = v.union([
  v.pipe(
    v.string(),
    v.transform((value) => cutSample(value) as string),
  ),
  v.pipe(
    v.object({
      base64: v.pipe(
        v.string(),
        v.rawTransform(({ dataset, addIssue, NEVER }) => {
          const bytes = decodeBase64(dataset.value);
          if (bytes) return cutSample(bytes) as typeof bytes;
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
const headers = v.pipe(
  v.array(v.object({ name: v.string(), value: v.string() })),
  v.transform((list) => cutHeaders(list)),
);
const handshake = v.object({
  key: id,
  at: num,
  status: maybe(num),
  statusText: phrase,
  error: maybe(phrase),
  blanked: bool,
  requestHeaders: headers,
  responseHeaders: headers,
  remoteAddress: maybe(phrase),
  durationMs: maybe(num),
});

export const connectionSchema = v.object({
  id,
  ordinal: num,
  revision: num,
  documentId: maybe(id),
  number: num,
  // Files of before there were marks have none.
  mark: v.exactOptional(maybe(id), null),
  frameId: num,
  page: num,
  pageWorker: bool,
  url,
  endpoint: url,
  protocols: maybe(
    v.pipe(
      v.array(v.string()),
      v.transform((list) => cutProtocols(list)),
    ),
  ),
  stack,
  createdAt: num,
  state: v.picklist(["connecting", "open", "closing", "closed"]),
  open: maybe(v.object({ at: num, protocol: phrase, extensions: phrase })),
  closing: maybe(v.object({ at: num, code: maybe(num), reason: maybe(phrase), stack })),
  errorAt: maybe(num),
  end: maybe(
    v.object({
      at: num,
      by: v.picklist(["close", "error", "page-gone", "devtools", "unwatched"]),
      code: maybe(num),
      reason: phrase,
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
  sendFailure: maybe(v.object({ count: num, name: word, message: text(MAX_SENTENCE), at: num })),
  bufferedPeakBytes: num,
  cutCount: num,
  csp: maybe(v.object({ at: num, directive: word })),
  handshake: maybe(handshake),
  probes: v.array(
    v.object({
      at: num,
      withCredentials: bool,
      outcome: v.picklist(["answered", "failed", "timeout"]),
      durationMs: num,
      status: maybe(num),
      error: maybe(phrase),
    }),
  ),
}) satisfies v.GenericSchema<unknown, Connection>;

const documentRecord = v.object({
  id,
  frameId: num,
  url,
  top: bool,
  page: num,
  joinedAt: num,
  shownAt: v.exactOptional(num),
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
  documentId: maybe(id),
  ms: v.exactOptional(num),
  persisted: v.exactOptional(bool),
}) satisfies v.GenericSchema<unknown, Lifecycle>;

const constructorError = v.object({
  documentId: id,
  at: num,
  url: maybe(url),
  name: word,
  message: text(MAX_SENTENCE),
  stack,
}) satisfies v.GenericSchema<unknown, ConstructorError>;

const dropped = v.object({
  documentId: maybe(id),
  at: num,
  count: num,
  sizeBytes: num,
  what: v.exactOptional(v.picklist(["bodies", "messages", "steps", "sockets"])),
  error: v.exactOptional(phrase),
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
  url,
  count: num,
  openedCount: num,
  messageCount: num,
  sizeBytes: num,
  firstAt: num,
  lastAt: num,
}) satisfies v.GenericSchema<unknown, FoldedConnections>;

const returned = v.object({
  tab: num,
  connectionId: id,
  page: num,
  hostPort: word,
  livedFrom: num,
  lostAt: num,
  backAt: num,
}) satisfies v.GenericSchema<unknown, Return>;

const seenHandshake = v.object({
  url,
  startedAt: num,
  endedAt: maybe(num),
  mark: v.exactOptional(maybe(id), null),
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
