/**
 * What was observed in one tab. `reduce` is the only thing that changes it. All times are epoch ms.
 * It holds no bodies but a few short samples, so it stays small enough to be saved as a whole.
 */

import type { Handshake, Header, SeenHandshake } from "../protocol/handshake.ts";
import type { HttpRequest } from "../protocol/http-request.ts";
import type { Mode } from "../protocol/orders.ts";
import type { Body } from "../protocol/rows.ts";
import type { Browser } from "./browser.ts";
import type { ConstructorError, DocumentId, DocumentRecord, Lifecycle } from "./document-record.ts";
import type { Dropped, FoldedConnections, ForgottenEndpoint, LeftOut } from "./missing.ts";
import type { Overrides } from "./overrides.ts";
import type { Traffic } from "./traffic.ts";

export type * from "./document-record.ts";
export type * from "./missing.ts";

export const SESSION_VERSION = 1;

/** `<document>-<number>`: the same after a worker stop, unlike a running number. */
export type ConnectionId = string;

export type Session = {
  version: typeof SESSION_VERSION;
  tabId: number;
  /** Null where nothing said which one it was. */
  browser: Browser | null;
  startedAt: number;
  /** Rises with every change; each connection notes the revision that touched it last. */
  revision: number;
  mode: Mode;
  /** While it is off: since when. Nothing is known of what was later. */
  unwatchedSince?: number;
  preserveLog: boolean;
  /** Rises when the tab's top frame shows another document; documents belong to one page. */
  page: number;
  /**
   * What was seen up to then was cleared: of sockets that lived on, messages up to then are not
   * listed any more. They are still counted and kept.
   */
  clearedAt: number | null;
  /** Connections are numbered for people, from 1. */
  nextOrdinal: number;
  documents: Map<DocumentId, DocumentRecord>;
  connections: Map<ConnectionId, Connection>;
  /** Oldest first, at most `MAX_LIFECYCLE`. */
  lifecycle: Lifecycle[];
  constructorErrors: ConstructorError[];
  /** When and why something was not kept. */
  dropped: Dropped[];
  /** Parts of envelopes that our hook cannot have sent. */
  forgedCount: number;
  /** Connections that were forgotten to stay within `MAX_CONNECTIONS`, or what can be saved. */
  forgottenCount: number;
  /** How those fared, by their endpoint; at most `MAX_FORGOTTEN_ENDPOINTS`. */
  forgottenEndpoints: ForgottenEndpoint[];
  /** Connections of which only these sums arrived, one an address. */
  foldedConnections: FoldedConnections[];
  /** What came back in other tabs of the page's origin, oldest first, at most `MAX_ELSEWHERE`. */
  elsewhere: Return[];
  /** When DevTools was open on the tab; the last span is open while `until` is null. */
  devtools: { since: number; until: number | null }[];
  /** DevTools is not asked for handshakes while it carries too many messages. */
  handshakesPaused: boolean;
  /** Handshakes that DevTools told of and that no connection matched yet. */
  unmatchedHandshakes: SeenHandshake[];
  /** The page's HTTP requests to its sockets' hosts, as DevTools saw them; at most `MAX_HTTP`. */
  http: HttpRequest[];
  /** What the user says of the checklist's items; without "Preserve log", of the page that is shown. */
  overrides: Overrides;
  /** Of a session from a file that holds a part of it. */
  leftOut?: LeftOut;
};

/** A connection that answered the loss of another one. */
export type Return = {
  tab: number;
  connectionId: ConnectionId;
  /** Of the session that holds it: its own page, or the one it showed when it heard of the other tab. */
  page: number;
  hostPort: string;
  /** Of the one that was lost: when it was constructed, and when it ended. */
  livedFrom: number;
  lostAt: number;
  /** When the next one was constructed. */
  backAt: number;
};

export type Sample = { seq: number; at: number; direction: "send" | "receive"; body: Body };

/** One direction of one connection. */
export type Tally = {
  count: number;
  sizeBytes: number;
  binaryCount: number;
  largestBytes: number;
  largestAt: number | null;
  firstAt: number | null;
  lastAt: number | null;
  lastBytes: number;
};

export type Connection = {
  id: ConnectionId;
  ordinal: number;
  revision: number;
  documentId: DocumentId | null;
  /** Its number in the document. */
  number: number;
  /** By which DevTools tells of its handshake (`protocol/socket-mark.ts`); null where the hook had none. */
  mark: string | null;
  frameId: number;
  /** Of the tab's page: see `Session.page`. */
  page: number;
  /** Opened by a worker of the page, where only DevTools can see it. */
  pageWorker: boolean;
  url: string;
  endpoint: string;
  /** As the page asked; null where they can't be known without running page code twice. */
  protocols: string[] | null;
  stack: string | null;
  createdAt: number;
  state: "connecting" | "open" | "closing" | "closed";
  open: { at: number; protocol: string; extensions: string } | null;
  /** The page's first `close()` call. */
  closing: { at: number; code: number | null; reason: string | null; stack: string | null } | null;
  errorAt: number | null;
  end: End | null;
  send: Tally;
  receive: Tally;
  traffic: Traffic;
  /** The last message either way, with the direction it had. */
  lastMessage: { at: number; direction: "send" | "receive" } | null;
  /**
   * The first 4 and the last 8 bodies that left the page, each at most 4 KiB; after the first ones,
   * the newest of an error that the other side reported, wherever it stands.
   */
  first: Sample[];
  last: Sample[];
  /** Given to `send()` in CLOSING or CLOSED. */
  lost: { count: number; sizeBytes: number };
  /** `send()` threw. */
  sendFailure: { count: number; name: string; message: string; at: number } | null;
  bufferedPeakBytes: number;
  /** Messages of which only the first bytes were kept, by the byte budget of the page. */
  cutCount: number;
  /** A directive of the page's content security policy forbade it. */
  csp: { at: number; directive: string } | null;
  handshake: Handshake | null;
  probes: Probe[];
};

export type End = {
  at: number;
  /**
   * close: the page got a `close` event; error: only an `error` with readyState CLOSED, which is
   * how a socket that CSP blocks ends; page-gone: its document went away first; devtools: a page
   * worker's socket, of which DevTools only says that it is over, or a close of which another tool
   * does not say whose it was; unwatched: Stormglass was
   * switched off while it lived, and what became of it is not known.
   */
  by: "close" | "error" | "page-gone" | "devtools" | "unwatched";
  code: number | null;
  reason: string;
  wasClean: boolean | null;
  /** page-gone: its document did not leave but was stopped, without a word to the page. */
  pageStopped?: PageStop;
};

/**
 * crashed: the tab is still there, without a process behind it; the browser does not tell a crash
 * from a process that was killed. discarded: the browser unloaded the tab to save memory.
 * frame-crashed: a frame stopped, and the page around it goes on.
 */
export type PageStop = "crashed" | "discarded" | "frame-crashed";

export type { Handshake, Header, SeenHandshake };

export type Probe = {
  at: number;
  withCredentials: boolean;
  outcome: "answered" | "failed" | "timeout";
  durationMs: number;
  /** From DevTools' network log, where it shows the request of the probe. */
  status: number | null;
  error: string | null;
  /** Of the answer: those that tell who gave it. */
  headers: Header[];
  /** Whose page or error the answer's body is, by the names of `services/`; the body itself is not kept. */
  pages: string[];
};

export const emptyTally = (): Tally => ({
  count: 0,
  sizeBytes: 0,
  binaryCount: 0,
  largestBytes: 0,
  largestAt: null,
  firstAt: null,
  lastAt: null,
  lastBytes: 0,
});

export function createSession(
  tabId: number,
  startedAt: number,
  browser: Browser | null = null,
): Session {
  return {
    version: SESSION_VERSION,
    tabId,
    browser,
    startedAt,
    revision: 0,
    mode: "watch",
    preserveLog: false,
    page: 0,
    clearedAt: null,
    nextOrdinal: 1,
    documents: new Map(),
    connections: new Map(),
    lifecycle: [],
    constructorErrors: [],
    dropped: [],
    forgedCount: 0,
    forgottenCount: 0,
    forgottenEndpoints: [],
    foldedConnections: [],
    elsewhere: [],
    devtools: [],
    handshakesPaused: false,
    unmatchedHandshakes: [],
    http: [],
    overrides: {},
  };
}

/** Connections in the order in which the page made them. */
export const connectionsInOrder = (session: Session): Connection[] =>
  [...session.connections.values()].sort(
    (a, b) => a.createdAt - b.createdAt || a.ordinal - b.ordinal,
  );
