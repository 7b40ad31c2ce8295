/**
 * What servers' logs said of the session's connections, where the user kept it: of the lines that were
 * joined what was read of them, and of each log what it was. Of nobody else's line there is anything.
 */
import * as v from "valibot";
import { bool, id, maybe, num, phrase, word } from "./fields.ts";

/** A log that many connections went through, and a way of many hops, are still no more than that. */
const MAX_LOGS = 50;
const MAX_HOPS = 50;
const MAX_LINES = 200;

const upTo = <S extends v.GenericSchema>(schema: S, most: number) =>
  v.pipe(
    v.array(schema),
    v.transform((list) => list.slice(0, most)),
  );

const cause = v.object({
  kind: word,
  by: maybe(v.picklist(["client", "self", "server"])),
  /** What stands in the log: "sD", "UC", "upstream timed out". */
  sign: phrase,
  words: phrase,
});

/** One server on the way; its times are the browser's own clock. */
const hop = v.object({
  server: word,
  logs: upTo(word, MAX_LOGS),
  lines: upTo(num, MAX_LINES),
  begin: maybe(num),
  end: maybe(num),
  /** Null: how its clock differs is not known. */
  uncertaintyMs: maybe(num),
  status: maybe(num),
  upBytes: maybe(num),
  downBytes: maybe(num),
  upstream: maybe(phrase),
  code: maybe(num),
  reason: phrase,
  cause: maybe(cause),
  how: v.picklist(["exact", "certain", "likely", "ambiguous"]),
  likelihood: num,
  ofCause: num,
});

const log = v.object({
  name: word,
  server: word,
  formats: upTo(v.object({ name: word, lines: num }), MAX_LOGS),
  lines: num,
  understood: num,
  leftOut: num,
  from: maybe(num),
  until: maybe(num),
  isZoned: bool,
  edge: maybe(v.picklist(["begin", "end"])),
  covers: v.picklist(["all", "part", "nothing", "unknown"]),
  joined: v.object({ exact: num, certain: num, likely: num, ambiguous: num }),
  clock: v.object({
    offsetMs: num,
    uncertaintyMs: maybe(num),
    drift: num,
    atMs: num,
    by: v.picklist(["names", "times", "nothing"]),
    pairs: num,
    confidence: num,
  }),
});

const error = v.object({ log: word, line: num, text: phrase, at: num, isClockTrusted: bool });

export const serverLogsSchema = v.object({
  logs: upTo(log, MAX_LOGS),
  /** From the browser inwards. */
  paths: v.array(v.object({ connectionId: id, hops: upTo(hop, MAX_HOPS) })),
  /** Connections of which logs that cover their time have no line, by the logs' names. */
  absent: v.array(v.object({ connectionId: id, logs: upTo(word, MAX_LOGS) })),
  /** Within seconds of an end. */
  errors: v.array(v.object({ connectionId: id, lines: upTo(error, MAX_LINES) })),
});

export type ServerLogs = v.InferInput<typeof serverLogsSchema>;
