/** What an HTTP status in a log says by itself, where the line has nothing better. RFC 9110; 499 is nginx's own. */
import type { LogCause } from "../record.ts";

type Row = Omit<LogCause, "sign">;

const STATUS: Record<number, Row> = {
  400: {
    by: null,
    kind: "bad-answer",
    words: "the request was taken for no valid one; so do servers that are not asked to upgrade",
  },
  401: { by: null, kind: "auth", words: "the login was refused" },
  403: { by: null, kind: "denied", words: "the request was refused" },
  408: { by: "client", kind: "handshake-timeout", words: "the request did not come in time" },
  413: { by: "self", kind: "too-big", words: "the request was too large" },
  426: {
    by: "self",
    kind: "bad-answer",
    words: "the server behind was not asked to upgrade: a proxy does not pass Upgrade on",
  },
  429: { by: "self", kind: "rate-limited", words: "a limit on requests was reached" },
  499: { by: "client", kind: "client-lost", words: "the client left before the answer" },
  502: { by: "server", kind: "bad-answer", words: "no proper answer came from the server behind" },
  503: { by: "server", kind: "no-upstream", words: "no server was there to answer" },
  504: { by: "server", kind: "answer-timeout", words: "the server behind did not answer in time" },
};

export function causeOfStatus(status: number | null): LogCause | null {
  const row = status === null ? undefined : STATUS[status];
  return row ? { ...row, sign: String(status) } : null;
}
