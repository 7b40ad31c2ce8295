/** Errors that Heroku's router names: https://devcenter.heroku.com/articles/error-codes */
import type { Blame, CauseKind, LogCause } from "../record.ts";

type Row = [by: Blame | null, kind: CauseKind, words: string];

const CODES: Record<string, Row> = {
  H10: ["server", "no-upstream", "the app had crashed"],
  H11: ["server", "overloaded", "too many requests wait for the app"],
  H12: ["server", "answer-timeout", "the app did not answer within 30 s"],
  H13: ["server", "bad-answer", "the app closed the connection without an answer"],
  H14: ["server", "no-upstream", "no web dyno runs"],
  H15: ["self", "idle-limit", "nothing passed for 55 s, the router's limit"],
  H17: ["server", "bad-answer", "the app's answer was no valid HTTP"],
  H18: ["server", "upstream-lost", "the app's side broke"],
  H19: ["server", "connect-timeout", "the dyno did not accept the connection in time"],
  H20: ["server", "no-upstream", "the app did not start in time"],
  H21: ["server", "connect-refused", "the dyno refused the connection"],
  H22: ["self", "overloaded", "the app has as many connections as it may have"],
  H23: ["server", "bad-answer", "the app's answer was no proper upgrade"],
  H26: ["client", "bad-answer", "the request was no valid HTTP"],
  H27: ["client", "client-lost", "the client left before the answer"],
  H28: ["client", "client-lost", "the client was silent for 55 s"],
  H80: ["self", "stopped", "the app is held for maintenance"],
  H99: ["self", "failed", "Heroku's own platform failed"],
};

export function readHeroku(code: string): LogCause | null {
  const row = CODES[code];
  return row ? { by: row[0], kind: row[1], words: row[2], sign: code } : null;
}
