/**
 * The session file: HAR 1.2 that Chrome DevTools imports with its messages visible, and under
 * `_stormglass` everything that HAR has no field for. `session-file.schema.json` publishes it.
 */
import * as v from "valibot";
import { UNTOLD } from "../protocol/rows.ts";
import { OUTCOMES } from "../session/overrides.ts";
import { connectionSchema } from "./schema/connection-schema.ts";
import { serverLogsSchema } from "./schema/server-logs-schema.ts";
import { sessionSchema } from "./schema/session-schema.ts";

/** Rises when an older reader could no longer understand a file. */
export const SESSION_FILE_VERSION = 1;

const num = v.pipe(v.number(), v.finite());
const str = v.string();
const pairs = v.array(v.object({ name: str, value: str }));

const untoldNames = Object.keys(UNTOLD) as (keyof typeof UNTOLD)[];

/** What HAR does not say of a message. Rows without it (close, error) are there for other viewers. */
const messageMark = v.object({
  /** The message's number in its document. */
  seq: num,
  /** Epoch ms, where `time` cannot be turned back into exactly that. */
  at: v.exactOptional(num),
  /** Its true size; `data` may be shorter. */
  sizeBytes: num,
  /** What the page saw in it: 0 unknown, 1 binary, 2 empty, 3 JSON object, 4 JSON array, 5 text, 6 to 15 a digit first. */
  shape: num,
  ...v.entriesFromList(untoldNames, v.exactOptional(num)),
  /** Its body was not kept: `data` is empty for that reason. */
  notKept: v.exactOptional(v.literal(true)),
  /** Only the beginning of its body was kept. */
  cut: v.exactOptional(v.literal(true)),
  /** Given to `send()` too late: it never left the browser. */
  lost: v.exactOptional(v.literal(true)),
  /** Came or went as a Blob. */
  blob: v.exactOptional(v.literal(true)),
});

export const messageSchema = v.object({
  type: v.picklist(["send", "receive", "error"]),
  /** Epoch seconds, as in Chrome. */
  time: num,
  /** 1 text, 2 binary, 8 close, -1 error. */
  opcode: num,
  /** Text as it is, binary as base64. */
  data: str,
  _stormglass: v.exactOptional(messageMark),
});

/** Without its messages, which are read one by one: there may be a million of them. */
export const entrySchema = v.object({
  startedDateTime: str,
  time: num,
  _resourceType: v.literal("websocket"),
  serverIPAddress: v.exactOptional(str),
  connection: v.exactOptional(str),
  request: v.object({
    method: str,
    url: str,
    httpVersion: str,
    headers: pairs,
    queryString: pairs,
    cookies: pairs,
    headersSize: num,
    bodySize: num,
  }),
  response: v.object({
    status: num,
    statusText: str,
    httpVersion: str,
    headers: pairs,
    cookies: pairs,
    content: v.object({ size: num, mimeType: str }),
    redirectURL: str,
    headersSize: num,
    bodySize: num,
    _error: v.exactOptional(str),
  }),
  cache: v.object({}),
  timings: v.object({ send: num, wait: num, receive: num }),
  /** Without a code where the page went away before it learned one. */
  _webSocketClose: v.exactOptional(
    v.object({ code: v.exactOptional(num), reason: str, timestamp: num }),
  ),
  _stormglass: v.object({ connection: connectionSchema }),
});

export const logMarkSchema = v.object({
  version: num,
  /** Epoch ms. */
  exportedAt: num,
  /** On which system it was written, and how far that clock was ahead of UTC. */
  exportedOn: v.exactOptional(v.object({ system: str, zoneMinutes: num })),
  /** Credentials were replaced by asterisks. */
  masked: v.boolean(),
  /** Which, as far as may be told: how many of a kind, under which name and in which place. */
  maskedSecrets: v.exactOptional(
    v.array(v.object({ kind: str, name: str, place: str, count: num })),
  ),
  session: sessionSchema,
  /** The diagnosis at that time, for people and scripts; readers diagnose anew. */
  report: v.exactOptional(v.record(str, v.unknown())),
  /** What the user said of the checklist's items, by their numbers. */
  checklist: v.exactOptional(
    v.record(
      v.pipe(str, v.digits()),
      v.object({ outcome: v.exactOptional(v.picklist(OUTCOMES)), note: v.exactOptional(str) }),
    ),
  ),
  /** Left out unless the user had the lines of servers' logs kept. */
  serverLogs: v.exactOptional(serverLogsSchema),
});

export const sessionFileSchema = v.object({
  log: v.object({
    version: v.literal("1.2"),
    creator: v.object({ name: v.literal("Stormglass"), version: str }),
    /** Whose sockets these are, where that is known. */
    browser: v.exactOptional(v.object({ name: str, version: str })),
    pages: v.array(v.unknown()),
    _stormglass: logMarkSchema,
    entries: v.array(
      v.object({ ...entrySchema.entries, _webSocketMessages: v.array(messageSchema) }),
    ),
  }),
});

export type ExportedOn = NonNullable<v.InferOutput<typeof logMarkSchema>["exportedOn"]>;
export type Har = v.InferInput<typeof sessionFileSchema>;
export type HarEntry = Har["log"]["entries"][number];
export type HarMessage = v.InferInput<typeof messageSchema>;
