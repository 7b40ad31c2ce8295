/** The public types of the diagnosis: the panel, the file, the report and the command line use them. */
import type { NameOfRow } from "./findings.ts";
import type { EvidenceKind } from "./texts/evidence-labels.ts";

export type FindingClass =
  | "establishment"
  | "timeout"
  | "dropped"
  | "auth"
  | "data"
  | "reconnect"
  | "hygiene"
  | "stormglass";

export type FindingId = NameOfRow;
export type Severity = "error" | "warning" | "info";
export type Subject = { kind: "connection" | "series" | "page"; id: string; url: string };
export type Evidence = {
  /** What it is, whatever its label says: views and scripts go by this. */
  is: EvidenceKind;
  /** What of several: the header's name, the limit's owner. */
  of?: string;
  label: string;
  value: number | string;
  unit?: string;
  at?: number;
  ref?: { connectionId: string; seq: number };
};
export type Fix = {
  role: "client" | "server" | "proxy" | "credentials";
  text: string;
  /** Code, a command or a line of a configuration, as it can be pasted: prose belongs into the text. */
  setting?: string;
  /** Instead of one: what it is called in each product. */
  settings?: Setting[];
};
export type Setting = { product: string; text: string };

export type Finding = {
  id: FindingId;
  /** Which of several kinds of it this is: "503", "upstream", "spoken"; left out where it is the plain one. */
  variant?: string;
  class: FindingClass;
  severity: Severity;
  /** Explains why its connection failed or closed; at most one per connection. */
  primary: boolean;
  subject: Subject;
  title: string;
  /** The title in one line, under the endpoint's name; left out where it is the same. */
  short?: string;
  /** The title says by itself how often. */
  tellsTimes?: true;
  explanation: string;
  evidence: Evidence[];
  /** Most likely first. */
  causes: string[];
  fixes: Fix[];
  /** 0 to 1. */
  confidence: number;
  /** Epoch ms. */
  since: number;
  until: number | null;
  /** Of a series: when its last attempt began. Epoch ms. */
  lastAt?: number;
  /** What would make it surer. */
  needs?: "record" | "devtools";
};

/** Low and high end. */
export type Interval = [number, number];

/** How a page waits before it tries again, as far as its waits show. */
export type Policy = {
  kind: "immediate" | "fixed" | "linear" | "exponential" | "listed" | "unknown";
  /** The number of delays it rests on. */
  n: number;
  /** The first wait, before any jitter. */
  baseMs: number | null;
  /** exponential: each wait over the one before. */
  factor: number | null;
  /** linear: what each wait adds to the one before. */
  stepMs: number | null;
  /** Known once three delays lie on it, or two that are exact. */
  capMs: number | null;
  /**
   * none: each wait is exact; full: drawn from nothing to the wait; equal: from half of it to the
   * whole; proportional: the wait plus or minus `fraction` of it.
   */
  jitter: { kind: "none" | "full" | "equal" | "proportional" | "unknown"; fraction: number | null };
  /** listed: the waits in order; the last one repeats. */
  scheduleMs: number[] | null;
  /** So many first retries come at once, before the rule begins. */
  atOnce: number;
  /** So many waits stand outside of the rule and were left out of it: a late timer, a reload. */
  leftOut: number;
  /** When the waits begin anew: never seen, at any opening, or once a connection held so long. */
  reset: { rule: "unseen" | "open" | "uptime" | "never"; uptimeMs: Interval | null };
  /** A long pause after a row of failures, then a single trial. */
  breaker: { pauseMs: number; times: number } | null;
  /** 90 % intervals. */
  ci: Record<"baseMs" | "factor" | "stepMs" | "capMs" | "fraction", Interval | null>;
};

export type Series = {
  id: string;
  url: string;
  attempts: number;
  /** From each close to the next attempt, without what the browser added. */
  delaysMs: number[];
  policy: Policy;
  /** The policy in words: "exponential backoff from 1 s, doubling, up to 30 s, without jitter". */
  policyText: string;
  /** Waits that the server had asked for: kept, or cut short. */
  asked: { kept: number; tooSoon: number };
  /** Libraries whose own schedule these waits fit. */
  libraries: string[];
  /** "socket.io-client, but from 3 s instead of 1 s"; null where the waits are like nobody's. */
  libraryText: string | null;
  /** After so many tries the page stopped, so many times; null: it goes on, or that was not seen. */
  stopsAfter: { tries: number; times: number } | null;
  /** Each attempt, in order. */
  history: Attempt[];
  /** Whose rule may have held handshakes back; null where none was. */
  throttledBy: "Chromium" | "Firefox" | null;
  /** What a good policy would have waited, on average, before each of the same attempts. */
  recommendedMs: number[];
  /** What the policy costs the server while it stays down; null where there is no policy to name. */
  cost: Cost | null;
};

export type Attempt = {
  connectionId: string;
  at: number;
  /** Null: it followed no close, or it is not known which: sockets side by side look alike. */
  delayMs: number | null;
  /** Its place in its run of retries: 0 after the first loss and after each reset. */
  step: number | null;
  /** How long it was open; null where it never opened. */
  uptimeMs: number | null;
  connectingMs: number | null;
  outcome:
    | "connecting"
    | "open"
    | "failed"
    | "lost"
    | "closed-by-server"
    | "closed-by-page"
    | "page-gone";
  /** Why its wait says little about the page: the browser slowed the page's timers, or the attempt. */
  heldBy: "hidden" | "frozen" | "sleep" | "offline" | "browser" | null;
  /** By how much the browser itself may have held the handshake back, after so many failures. */
  throttleMs: Interval | null;
};

/** Handshakes a second, in the first minute and later on, from one client and from 1,000. */
export type Cost = { firstMinute: number; perMinuteLater: number; perSecondOf1000: number };

export type ConnectionReport = {
  id: string;
  ordinal: number;
  url: string;
  endpoint: string;
  state: "connecting" | "open" | "closing" | "closed";
  createdAt: number;
  openedAt: number | null;
  closedAt: number | null;
  closeCode: number | null;
  reason: string;
  wasClean: boolean | null;
  primary: FindingId | null;
};

/**
 * A to F, with what each reason took off; "?": nothing was found, in connections of which nobody
 * says how they ended.
 */
export type Health = {
  grade: "A" | "B" | "C" | "D" | "F" | "?";
  score: number;
  reasons: { findingId: FindingId; subject: Subject; text: string; cost: number }[];
  /** Each by its own troubles, the worst first. */
  endpoints: { url: string; grade: Health["grade"]; score: number }[];
};

/** What the signs at the begin of an outage and what came after them amount to. */
export type OutageTold =
  | "process-gone"
  | "upstream-gone"
  | "network-gone"
  | "restarting"
  | "cut-alone"
  | "asleep";

/** Alike attempts in a row; it lasts until the next phase begins. Epoch ms. */
export type OutagePhase = {
  what: FindingId;
  /** "refused", "server error 503", "starting". */
  words: string;
  count: number;
  from: number;
  until: number;
  /** When the last of them was over: the page may have tried nothing between then and `until`. */
  lastAt: number;
};

/**
 * What a page lost to an outage. What was not sent, not taken up or not received is said only where
 * each message of that direction was read: else it is neither `again` nor gone.
 */
export type OutageLosses = {
  sendsFailed: number;
  /** Sent since anything was last received. */
  requestsUnanswered: number;
  /** Requests that an answer names, without one at the break: sent again afterwards, or not. */
  requests: { open: number; again: number; gone: number };
  /** Subscriptions, rooms and channels: asked for again afterwards, or not; `missing`: some of those not. */
  subscriptions: { held: number; again: number; gone: number; missing: string[] };
  /** Holes in the numbers that the server gives its events: never received on these sockets. */
  skipped: { name: string; from: number; to: number; count: number }[];
};

/** One endpoint's own time away within an outage that took several. Epoch ms. */
export type Away = {
  url: string;
  begin: number;
  /** When it worked again, or nobody waited for it any more; null while it lasts. */
  until: number | null;
  state: Outage["state"];
  /** The page had stopped trying, whoever put it right afterwards. */
  gaveUp: boolean;
  attempts: number;
  /** Before its first attempt; null where that is not known. */
  firstRetryMs: number | null;
  lost: OutageLosses;
};

/**
 * login: the same page sent other credentials; address: it asked another address or with another
 * subprotocol; page: another page, or the same one loaded anew; try: it came long after the page's
 * own tries, as a person's comes; left: nothing, the page that missed it was left.
 */
export type SolvedBy = "login" | "address" | "page" | "try" | "left";

/**
 * From the first sign until it works again, of one endpoint, or of all that one cause took. All
 * times are epoch ms.
 */
export type Outage = {
  /** The same while it grows. */
  id: string;
  /** Its endpoint; of several, the first to fall. */
  url: string;
  endpoints: string[];
  /** Each endpoint's own time of it, in order of time: of one restart not all are back at once. */
  away: Away[];
  /** What tells it from others: "billing/stream-17", "40 endpoints at 127.0.0.1:8105". */
  name: string;
  /** With their ports, as they are written. */
  hosts: string[];
  /** Those that were lost, those that failed and those that got through, in the order of the page. */
  connections: string[];
  /** The loss, or the first failed attempt. */
  begin: number;
  /** When all of its endpoints were open again, and their applications ready; null: not yet. */
  openAgain: number | null;
  readyAgain: number | null;
  /** given-up: the page tries no more; solved-by-user: by another login, another page. */
  state: "going-on" | "over" | "given-up" | "solved-by-user";
  /** What was different when it worked again, where somebody put it right; else null. */
  solvedBy: SolvedBy | null;
  cause: FindingId;
  told: OutageTold | null;
  /** 0 to 1. */
  confidence: number;
  /** The first loss, the first attempt that tells, what was counted. */
  evidence: Evidence[];
  phases: OutagePhase[];
  /** Those that failed and those that got through. */
  attempts: number;
  /** Before each attempt, as far as it is known which loss it answered. */
  waitsMs: number[];
  /** Of all its endpoints. */
  lost: OutageLosses;
  /** Ended outages of the same endpoint before this one, and the longest of them. */
  before: { count: number; longestMs: number };
  /** What explains it best: where to look first. */
  subject: Subject;
  /** In one line, without times of day: "chat gone for 47 s: connection broke, refused 6× for 40 s, …". */
  title: string;
  /** What to do first, one for each role. */
  fixes: Fix[];
};

/** How a page comes back to one endpoint, over the whole session. */
export type RecoveryGrade = {
  url: string;
  /** Null: no outage has ended yet, and none was given up; or a person ended all of them. */
  grade: "A" | "B" | "C" | "D" | "F" | null;
  /** "recovers in 3.1 s on average, but loses what was sent meanwhile". */
  text: string;
  /** 0 to 1: the share of the time since its first connection in which it was not out of reach. */
  availability: number;
  outages: number;
  longestMs: number;
  downMs: number;
  /** From the begin of an outage until it works again, of those that the page ended by itself. */
  meanBackMs: number | null;
  /** The shortest wait before a first attempt. */
  firstRetryMs: number | null;
  /** 0 to 1: of the outages that were over or given up, those that the page ended by itself. */
  byItself: number | null;
  lost: OutageLosses;
};

export type Report = {
  findings: Finding[];
  connections: ConnectionReport[];
  series: Series[];
  /** Those that last first, then the newest. */
  outages: Outage[];
  /** Of each endpoint that had an outage. */
  recovery: RecoveryGrade[];
  health: Health;
};
