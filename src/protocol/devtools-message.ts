/** Between the background and the devtools page of a tab, whose port is named `devtools:<tabId>`. */
import type { Header, SeenHandshake } from "./handshake.ts";
import type { HttpRequest } from "./http-request.ts";
import type { Rows } from "./rows.ts";

export type FromDevtools =
  | { kind: "handshakes"; handshakes: SeenHandshake[] }
  | ({ kind: "worker-messages" } & WorkerMessages)
  /** A request that the background expected: the one that a probe made. */
  | SeenRequest
  /** The page's own requests, to the hosts of its sockets. */
  | { kind: "http"; requests: HttpRequest[] };

export type SeenRequest = {
  kind: "request";
  url: string;
  status: number | null;
  error: string | null;
  headers: Header[];
  /** The beginning of the answer. */
  body: string;
};

/** Acknowledged by its number once it is saved; null where DevTools will tell the same again anyway. */
export type Numbered = { n: number | null; message: FromDevtools };

/** All that a page worker's socket said. DevTools hands it out when the socket is over. */
export type WorkerMessages = {
  /** Of its handshake. */
  key: string;
  /** Times are epoch ms; `connection` is 0 throughout. */
  rows: Rows[];
  /** Older messages that are not among the rows. */
  left: { count: number; sizeBytes: number };
};

export type ToDevtools =
  | { kind: "ack"; n: number }
  /** A socket has opened: its handshake can be read now. */
  | { kind: "ask" }
  /**
   * DevTools copies every message with every handshake: stop reading its list, or hearing of what
   * ended, while there are too many.
   */
  | { kind: "pause"; list: boolean; ends: boolean }
  | { kind: "expect"; url: string };
