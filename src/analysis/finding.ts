/** The public types of the diagnosis: the panel, the file, the report and the command line use them. */

export type FindingClass =
  | "establishment"
  | "timeout"
  | "dropped"
  | "auth"
  | "data"
  | "reconnect"
  | "hygiene"
  | "stormglass";

/** Ids may be added, never renamed. */
export const FINDING_CLASSES = {
  "handshake-refused": "establishment",
  "handshake-dns": "establishment",
  "handshake-tls": "establishment",
  "handshake-unreachable": "establishment",
  "handshake-rejected": "establishment",
  "handshake-not-found": "establishment",
  "handshake-not-websocket": "establishment",
  "subprotocol-mismatch": "establishment",
  "handshake-server-error": "establishment",
  "handshake-queued": "establishment",
  "handshake-blocked": "establishment",
  "handshake-failed": "establishment",
  "invalid-url": "establishment",
  "too-many-sockets": "establishment",
  "handshake-timeout": "timeout",
  "server-restart": "dropped",
  "server-error": "dropped",
  "server-overloaded": "dropped",
  "page-suspended": "dropped",
  "abnormal-closure": "dropped",
  "closed-by-page": "dropped",
  "page-gone": "dropped",
  "closed-normally": "dropped",
  "closed-by-server": "dropped",
  "auth-rejected": "auth",
  "rate-limited": "auth",
  "message-too-big": "data",
  "invalid-payload": "data",
  "unsupported-data": "data",
  "protocol-error": "data",
  "policy-violation": "data",
  "reconnect-storm": "reconnect",
  "no-backoff": "reconnect",
  "check-failed": "stormglass",
  "page-forged": "stormglass",
  "recording-incomplete": "stormglass",
} as const satisfies Record<string, FindingClass>;

export type FindingId = keyof typeof FINDING_CLASSES;
export type Severity = "error" | "warning" | "info";
export type Subject = { kind: "connection" | "series" | "page"; id: string; url: string };
export type Evidence = {
  label: string;
  value: number | string;
  unit?: string;
  at?: number;
  ref?: { connectionId: string; seq: number };
};
export type Fix = {
  role: "client" | "server" | "proxy" | "credentials";
  text: string;
  setting?: string;
};

export type Finding = {
  id: FindingId;
  class: FindingClass;
  severity: Severity;
  /** Explains why its connection failed or closed; at most one per connection. */
  primary: boolean;
  subject: Subject;
  title: string;
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
  /** What would make it surer. */
  needs?: "record" | "devtools";
};

export type Policy = {
  kind: "immediate" | "fixed" | "linear" | "exponential" | "listed" | "unknown";
  /** The number of delays it rests on. */
  n: number;
  baseMs: number | null;
  factor: number | null;
  capMs: number | null;
  jitter: { kind: "none" | "full" | "equal" | "proportional" | "unknown"; fraction: number | null };
  /** 90 % intervals. */
  ci: Record<"baseMs" | "factor" | "capMs", [number, number] | null>;
};

export type Series = {
  id: string;
  url: string;
  attempts: number;
  /** From each close to the next attempt. */
  delaysMs: number[];
  policy: Policy;
};

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

/** A to F, with what each reason took off. */
export type Health = {
  grade: "A" | "B" | "C" | "D" | "F";
  score: number;
  reasons: { findingId: FindingId; subject: Subject; text: string; cost: number }[];
};

export type Report = {
  findings: Finding[];
  connections: ConnectionReport[];
  series: Series[];
  health: Health;
};
