/** What a session knows of the documents of its tab, and of what happened to them. */

export type DocumentId = string;

export type DocumentRecord = {
  id: DocumentId;
  frameId: number;
  url: string;
  top: boolean;
  page: number;
  joinedAt: number;
  /**
   * When its scripts could first run, before it was heard of, or when it came back out of the
   * back/forward cache. Files of before it was told have none.
   */
  shownAt?: number;
  /** False where scripts cannot run in the page, so that it cannot open sockets either. */
  hooked: boolean;
  /** Not hooked, although scripts run: the page had prepared the window before it was loaded. */
  prepared?: boolean;
  /** cached: in the back/forward cache, or lost sight of; it may come back. */
  state: "live" | "cached" | "gone";
  visible: boolean;
  frozen: boolean;
  online: boolean;
  /** The envelope and message numbers up to which everything is in the session. */
  appliedEnvelope: number;
  appliedSeq: number;
  clock: { wallMs: number; monotonicMs: number };
  /** Bodies are in the store from this message on; null while nothing was recorded. */
  bodiesFromSeq: number | null;
  /** From this message on the rows that arrive are recorded; null while the document is watched. */
  recordingFromSeq: number | null;
};

export type Lifecycle = {
  kind:
    | "joined"
    | "navigated"
    | "visible"
    | "hidden"
    | "freeze"
    | "resume"
    | "online"
    | "offline"
    | "pagehide"
    | "crashed"
    | "discarded"
    | "frame-crashed"
    | "pageshow"
    | "clock-jump"
    | "recording-on"
    | "recording-off"
    /** What a test did in the page, as a trace of its runner tells: its beginning, a step, an error. */
    | "test"
    | "test-step"
    | "test-error";
  at: number;
  documentId: DocumentId | null;
  /** `clock-jump`: how far the wall clock ran ahead of the page's timers. */
  ms?: number;
  /** `pagehide`, `pageshow`: by way of the back/forward cache. */
  persisted?: boolean;
  /** `test…`: its name, or what went wrong. */
  text?: string;
};

export type ConstructorError = {
  documentId: DocumentId;
  at: number;
  url: string | null;
  name: string;
  message: string;
  stack: string | null;
};
