import type { Finding, FindingId } from "../finding.ts";
import type { EvidenceKind } from "../texts/evidence-labels.ts";
import { isStarting } from "./starting.ts";

/** What an attempt met, or what took a connection, in as few words as fit into a line of phases. */
const WORDS: Partial<Record<FindingId, string>> = {
  "abnormal-closure": "connection broke",
  "application-handshake-timeout": "login timed out",
  "auth-rejected": "login refused",
  "closed-before-ready": "closed before it was ready",
  "closed-by-server": "closed by the server",
  "error-payload": "error told",
  "handshake-blocked": "blocked by the page's policy",
  "handshake-dns": "name not found",
  "handshake-failed": "failed",
  "handshake-not-found": "not found",
  "handshake-not-websocket": "no WebSocket there",
  "handshake-refused": "refused",
  "handshake-rejected": "turned away",
  "handshake-server-error": "server error",
  "handshake-timeout": "no answer",
  "handshake-tls": "TLS failed",
  "handshake-unreachable": "unreachable",
  "heartbeat-missed": "heartbeat unanswered",
  "idle-timeout": "cut while idle",
  "immediate-disconnect": "cut at once",
  "lifetime-limit": "cut at its age limit",
  "message-too-big": "message too big",
  "network-lost": "network lost",
  "page-suspended": "page asleep",
  "policy-violation": "turned away",
  "protocol-error": "protocol error",
  "quota-exhausted": "quota used up",
  "rate-limited": "rate limited",
  "response-timeout": "no response",
  "server-error": "server error",
  "server-overloaded": "overloaded",
  "server-restart": "server restarting",
  "subprotocol-mismatch": "no common subprotocol",
  "never-arrived": "never arrived",
  "taken-over": "taken over elsewhere",
  "token-expired": "token expired",
};

/** A refusal is known by its status, an end by its code. */
const WITH_FIGURE: Partial<Record<FindingId, EvidenceKind>> = {
  "auth-rejected": "http-status",
  "closed-by-server": "close-code",
  "handshake-not-found": "http-status",
  "handshake-rejected": "http-status",
  "handshake-server-error": "http-status",
  "policy-violation": "close-code",
  "server-error": "close-code",
  "server-overloaded": "close-code",
};

const known = new WeakMap<Finding, string>();

/** "refused", "server error 503", "overloaded 1013". */
export function phaseWords(finding: Finding): string {
  const words = known.get(finding) ?? findWords(finding);
  known.set(finding, words);
  return words;
}

function findWords(finding: Finding): string {
  if (isStarting(finding)) return "starting";
  const { id, evidence } = finding;
  const words = WORDS[id] ?? id.replaceAll("-", " ");
  const value = evidence.find(({ is }) => is === WITH_FIGURE[id])?.value;
  const figure = /^\d+/.exec(String(value ?? ""))?.[0];
  return figure ? `${words} ${figure}` : words;
}
