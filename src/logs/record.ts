/** What every log is read into, whoever wrote it. */

/** The true moment lies within `slackMs` after `at`: times are cut off, not rounded. Epoch ms of the log's own clock. */
export type Moment = { at: number; slackMs: number };

/** Seen from the hop that wrote the line: who made the end. `server`: whoever stands behind it. */
export type Blame = "client" | "self" | "server";

const CAUSE_KINDS = [
  "idle-limit",
  "lifetime-limit",
  "upstream-lost",
  "upstream-closed",
  "client-lost",
  "client-closed",
  "connect-refused",
  "connect-timeout",
  "no-upstream",
  "answer-timeout",
  "bad-answer",
  "tls-upstream",
  "denied",
  "rate-limited",
  "overloaded",
  "stopped",
  "too-big",
  "handshake-timeout",
  "auth",
  "protocol",
  "failed",
  "ended",
] as const;
export type CauseKind = (typeof CAUSE_KINDS)[number];
export const isCauseKind = (word: string): word is CauseKind =>
  (CAUSE_KINDS as readonly string[]).includes(word);

/** Why a connection ended, as the hop that wrote the line saw it. */
export type LogCause = {
  kind: CauseKind;
  /** Null: the line says how it ended, not by whom. */
  by: Blame | null;
  /** What stands in the log: "sD", "UC", "upstream timed out". */
  sign: string;
  words: string;
};

export type LogRecord = {
  line: number;
  /** "nginx", "HAProxy"; "a log" where nothing says whose. */
  server: string;
  begin: Moment | null;
  end: Moment | null;
  /** Begin or end: the format does not say which. */
  either: Moment | null;
  durationMs: number | null;
  durationSlackMs: number;
  method: string | null;
  path: string | null;
  status: number | null;
  upBytes: number | null;
  downBytes: number | null;
  upstream: string | null;
  /** Whatever may name this one connection. */
  ids: string[];
  cause: LogCause | null;
  code: number | null;
  reason: string;
  /** A line about one moment of a connection, not the account of all of it. */
  isEvent: boolean;
};

export const emptyRecord = (server: string): LogRecord => ({
  line: 0,
  server,
  begin: null,
  end: null,
  either: null,
  durationMs: null,
  durationSlackMs: 1,
  method: null,
  path: null,
  status: null,
  upBytes: null,
  downBytes: null,
  upstream: null,
  ids: [],
  cause: null,
  code: null,
  reason: "",
  isEvent: false,
});

/** One line that was understood: what it tells of a connection, if it is about one at all. */
export type LogLine = {
  at: number | null;
  isZoned: boolean;
  record: LogRecord | null;
  /** The line's own words, where its level says that something failed. */
  error?: string | null;
};

/** An error that a server wrote of, whosever it was; its time is the log's own. */
export type ErrorNote = { at: number; line: number; text: string };
