import type { Severity } from "../finding.ts";
import type { CauseId } from "../findings.ts";
import type { KindOf, NamesNeeded } from "../texts/facts-of.ts";
import type { Topic } from "./topics.ts";

export type SpokenFinding = KindOf<CauseId> & { severity: Severity };

/** What it is called when somebody says so in a message. */
export const IN_A_MESSAGE = {
  credentials: { id: "auth-rejected", variant: "spoken", severity: "error" },
  quota: { id: "quota-exhausted", severity: "error" },
  context: { id: "quota-exhausted", variant: "context", severity: "error" },
  rate: { id: "rate-limited", variant: "spoken", severity: "error" },
  connections: { id: "rate-limited", variant: "connections-spoken", severity: "error" },
  size: { id: "message-too-big", variant: "spoken", severity: "error" },
  idle: { id: "idle-timeout", variant: "spoken", severity: "warning" },
  heartbeat: { id: "heartbeat-missed", variant: "spoken", severity: "error" },
  handshake: { id: "application-handshake-timeout", variant: "spoken", severity: "error" },
  "session-gone": { id: "error-payload", variant: "session-gone", severity: "error" },
  lifetime: { id: "lifetime-limit", variant: "spoken", severity: "warning" },
  timeout: { id: "error-payload", severity: "error" },
  "taken-over": { id: "taken-over", severity: "warning" },
  restart: { id: "server-restart", variant: "spoken", severity: "warning" },
  overloaded: { id: "error-payload", variant: "overloaded", severity: "error" },
  version: { id: "protocol-mismatch", severity: "error" },
  "not-found": { id: "error-payload", variant: "not-found", severity: "error" },
  policy: { id: "policy-violation", variant: "spoken", severity: "error" },
  upstream: { id: "error-payload", variant: "upstream", severity: "error" },
  format: { id: "error-payload", severity: "error" },
  invalid: { id: "error-payload", severity: "error" },
  server: { id: "error-payload", severity: "error" },
} as const satisfies Record<Topic, SpokenFinding>;

/** About where a page is from, and not who is in it. */
const OF_ORIGIN = /\borigins?\b(?! server)|\bhost header\b/i;
const OF_LOGIN = /\b(?:token|key|password|credentials?|log ?in|session|permissions?)\b/i;
const ORIGIN: SpokenFinding = { id: "auth-rejected", variant: "origin", severity: "error" };

/** Whom a server refuses for the page's origin no new token helps. */
export const byOrigin = (finding: SpokenFinding, said: string): SpokenFinding =>
  finding.id === "auth-rejected" && OF_ORIGIN.test(said) && !OF_LOGIN.test(said) ? ORIGIN : finding;

/** What it is called when it is the reason of a close; what checks of time tell is not here. */
const REASONS = {
  credentials: { id: "auth-rejected", variant: "close", severity: "error" },
  quota: IN_A_MESSAGE.quota,
  context: IN_A_MESSAGE.context,
  rate: { id: "rate-limited", variant: "close", severity: "error" },
  connections: { id: "rate-limited", variant: "connections", severity: "error" },
  size: IN_A_MESSAGE.size,
  handshake: IN_A_MESSAGE.handshake,
  "taken-over": IN_A_MESSAGE["taken-over"],
  "session-gone": IN_A_MESSAGE["session-gone"],
  restart: IN_A_MESSAGE.restart,
  overloaded: { id: "server-overloaded", variant: "spoken", severity: "error" },
  version: IN_A_MESSAGE.version,
  "not-found": IN_A_MESSAGE["not-found"],
  policy: IN_A_MESSAGE.policy,
  upstream: { id: "server-error", variant: "upstream", severity: "error" },
  format: { id: "invalid-payload", variant: "spoken", severity: "error" },
  invalid: { id: "invalid-payload", variant: "spoken", severity: "error" },
  server: { id: "server-error", variant: "spoken", severity: "error" },
} as const satisfies Partial<Record<Topic, SpokenFinding>>;

export const AS_A_REASON: Partial<Record<Topic, SpokenFinding>> = REASONS;

type VariantIn<Kind> = Kind extends { variant: infer Variant extends string } ? Variant : "general";
type FactsIn<Kind> = Kind extends { id: infer Id extends CauseId }
  ? NamesNeeded<Id, VariantIn<Kind>>
  : never;

/** What the words of all that is said in a message, or as a reason, need. */
export type SpokenFacts = Record<FactsIn<(typeof IN_A_MESSAGE)[Topic]>, string>;
export type ReasonFacts = Record<FactsIn<(typeof REASONS)[keyof typeof REASONS]>, string>;

/** What each code says by itself, as far as words can say the same. */
const BY_CODE: Record<number, readonly Topic[]> = {
  1001: ["restart"],
  1002: ["format"],
  1003: ["format"],
  1008: ["policy", "format", "invalid"],
  1009: ["size"],
  1011: ["server"],
  1012: ["restart"],
  1013: ["overloaded"],
  1014: ["upstream"],
};

/** The code's own finding, which quotes the reason, is as good. */
export const agrees = (code: number, topic: Topic): boolean =>
  BY_CODE[code]?.includes(topic) ?? false;

/** Codes that leave the cause open: even vague words say more. */
export const saysLittle = (code: number): boolean =>
  code === 1000 || code === 1005 || code === 1007 || code === 1011 || code >= 3000;
