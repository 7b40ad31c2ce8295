/**
 * What a session looks like in a file, and how it is read back. Input types are the file's, output
 * types the session's: where `session.ts` gains a field, this no longer compiles until it has it.
 */
import * as v from "valibot";
import { HTTP_USES, type HttpRequest } from "../../protocol/http-request.ts";
import { MAX_SENTENCE } from "../../protocol/text.ts";
import { MAX_ELSEWHERE, MAX_FORGOTTEN_ENDPOINTS, MAX_HTTP } from "../../session/limits.ts";
import type {
  ConstructorError,
  DocumentRecord,
  Dropped,
  FoldedConnections,
  ForgottenEndpoint,
  LeftOut,
  Lifecycle,
  Return,
  SeenHandshake,
} from "../../session/session.ts";
import { bool, handshake, id, maybe, num, phrase, stack, textUpTo, url, word } from "./fields.ts";

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
    "test",
    "test-step",
    "test-error",
  ]),
  at: num,
  documentId: maybe(id),
  ms: v.exactOptional(num),
  persisted: v.exactOptional(bool),
  text: v.exactOptional(phrase),
}) satisfies v.GenericSchema<unknown, Lifecycle>;

const constructorError = v.object({
  documentId: id,
  at: num,
  url: maybe(url),
  name: word,
  message: textUpTo(MAX_SENTENCE),
  stack,
}) satisfies v.GenericSchema<unknown, ConstructorError>;

const dropped = v.object({
  documentId: maybe(id),
  at: num,
  count: num,
  sizeBytes: num,
  what: v.exactOptional(v.picklist(["bodies", "messages", "steps", "sockets"])),
  error: v.exactOptional(phrase),
  until: v.exactOptional(num),
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

const forgottenEndpoint = v.object({
  endpoint: url,
  count: num,
  firstAt: num,
  failing: maybe(v.object({ since: num, count: num })),
}) satisfies v.GenericSchema<unknown, ForgottenEndpoint>;

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

const httpRequest = v.object({
  host: word,
  method: word,
  path: url,
  use: v.picklist(HTTP_USES),
  startedAt: num,
  endedAt: num,
  status: maybe(num),
  error: maybe(phrase),
  count: num,
}) satisfies v.GenericSchema<unknown, HttpRequest>;

const leftOut = v.object({
  connections: num,
  messages: num,
  by: v.array(v.picklist(["connection", "filter", "time"])),
}) satisfies v.GenericSchema<unknown, LeftOut>;

/** A session without its connections, which stand in the entries. */
export const sessionSchema = v.object({
  tabId: num,
  startedAt: num,
  revision: num,
  mode: v.picklist(["off", "watch", "record"]),
  unwatchedSince: v.exactOptional(num),
  preserveLog: bool,
  page: num,
  nextOrdinal: num,
  documents: v.array(documentRecord),
  lifecycle: v.array(lifecycle),
  constructorErrors: v.array(constructorError),
  dropped: v.array(dropped),
  forgedCount: num,
  forgottenCount: num,
  // Files of before they were kept have none.
  forgottenEndpoints: v.exactOptional(
    v.pipe(
      v.array(forgottenEndpoint),
      v.transform((list) => list.slice(0, MAX_FORGOTTEN_ENDPOINTS)),
    ),
    () => [],
  ),
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
  // Files of before HTTP was looked at have none.
  http: v.exactOptional(
    v.pipe(
      v.array(httpRequest),
      v.transform((list) => list.slice(-MAX_HTTP)),
    ),
    () => [],
  ),
  leftOut: v.exactOptional(leftOut),
});

export type SessionInFile = v.InferInput<typeof sessionSchema>;
